"""Index rolls by claim and decisions by time; one copy of each joint activity."""

from __future__ import annotations

from alembic import op

revision = "0003_index_rolls"
down_revision = "0002_protect_rows"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the indexes; a second copy of a partner's activity is refused from now on."""
    op.create_index("ix_sittings_claim", "sittings", ["council_id", "claim_id"])
    op.create_index("ix_claims_decided", "claims", ["council_id", "state", "decided_at"])
    op.create_index(
        "uq_activities_origin", "activities", ["council_id", "origin_council_id", "origin_id"], unique=True
    )


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("uq_activities_origin", "activities")
    op.drop_index("ix_claims_decided", "claims")
    op.drop_index("ix_sittings_claim", "sittings")
