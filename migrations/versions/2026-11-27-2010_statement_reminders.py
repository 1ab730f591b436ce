"""Add the moments of statements that notices carry: reminded, decided."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025_statement_reminders"
down_revision = "0024_evaluation_years"
branch_labels = None
depends_on = None

#: Columns that may be empty are added in place.
ADDED = (
    ("statement_rounds", "reminded_at"),
    ("statement_rounds", "auto_reminded_at"),
    ("statements", "reminded_at"),
    ("statements", "decided_at"),
)


def upgrade() -> None:
    for table, column in ADDED:
        op.add_column(table, sa.Column(column, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table, column in reversed(ADDED):
        op.drop_column(table, column)
