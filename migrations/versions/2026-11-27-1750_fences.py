"""Add venues on the ground, and whether a phone found itself there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022_fences"
down_revision = "0021_statements"
branch_labels = None
depends_on = None

ACTIVITIES, ATTEMPTS = "activities", "sign_in_attempts"


def upgrade() -> None:
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    with op.batch_alter_table(ACTIVITIES) as batch:
        batch.add_column(sa.Column("fences", json, nullable=False, server_default="[]"))
    with op.batch_alter_table(ACTIVITIES) as batch:
        batch.alter_column("fences", server_default=None)
    # Columns that may be empty are added in place: the table and its triggers stay.
    op.add_column(ATTEMPTS, sa.Column("inside", sa.Boolean(), nullable=True))
    op.add_column(ATTEMPTS, sa.Column("accuracy", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column(ATTEMPTS, "accuracy")
    op.drop_column(ATTEMPTS, "inside")
    with op.batch_alter_table(ACTIVITIES) as batch:
        batch.drop_column("fences")
