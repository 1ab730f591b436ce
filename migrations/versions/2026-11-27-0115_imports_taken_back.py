"""Note when a committed import was taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_imports_taken_back"
down_revision = "0004_feedback_and_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_batches", sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("import_batches", "taken_back_at")
