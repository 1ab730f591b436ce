"""Give the number of a sign-in to whoever's phone sent it first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011_numbers_of_sign_ins"
down_revision = "0010_sign_ins"
branch_labels = None
depends_on = None

TABLE = "sign_in_attempts"


def upgrade() -> None:
    first = sa.text("verdict <> 'reused'")
    op.drop_index("ix_sign_in_attempts_nonce", TABLE)
    op.create_index(
        "uq_sign_in_attempts_number",
        TABLE,
        ["council_id", "nonce"],
        unique=True,
        sqlite_where=first,
        postgresql_where=first,
    )


def downgrade() -> None:
    op.drop_index("uq_sign_in_attempts_number", TABLE)
    op.create_index("ix_sign_in_attempts_nonce", TABLE, ["council_id", "nonce"])
