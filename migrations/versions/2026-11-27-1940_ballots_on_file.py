"""Put results of ballots on file: their kind of claims, and which claim holds one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023_ballots_on_file"
down_revision = "0022_fences"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
KINDS, CLAIM = "ck_claims_kind_word", "fk_ballot_results_council_id_claim_id_claims"
BEFORE = "kind IN ('activity', 'attendance', 'contribution', 'opinion', 'pledge', 'proposal', 'statement')"
AFTER = BEFORE.replace("'attendance', ", "'attendance', 'ballot', ")


def upgrade() -> None:
    _kinds(AFTER)
    with op.batch_alter_table("ballot_results") as batch:
        batch.add_column(sa.Column("claim_id", Id, nullable=True))
        batch.add_column(sa.Column("filed_at", Moment, nullable=True))
        batch.create_foreign_key(op.f(CLAIM), "claims", ["council_id", "claim_id"], ["council_id", "id"])
    op.create_index("ix_ballot_results_claim", "ballot_results", ["council_id", "claim_id"])
    op.create_index("ix_ballot_rated_member", "ballot_rated", ["council_id", "member_id"])


def downgrade() -> None:
    op.drop_index("ix_ballot_rated_member", "ballot_rated")
    op.drop_index("ix_ballot_results_claim", "ballot_results")
    with op.batch_alter_table("ballot_results") as batch:
        batch.drop_constraint(op.f(CLAIM), type_="foreignkey")
        batch.drop_column("filed_at")
        batch.drop_column("claim_id")
    _kinds(BEFORE)


def _kinds(check: str) -> None:
    with op.batch_alter_table("claims") as batch:
        batch.drop_constraint(op.f(KINDS), type_="check")
        batch.create_check_constraint(op.f(KINDS), check)
