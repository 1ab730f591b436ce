"""Keep who changed and checked a scheme, what it was copied from, and that it was withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_hands_of_schemes"
down_revision = "0005_imports_taken_back"
branch_labels = None
depends_on = None

ADDED = ("edited_by", "checked_by", "copied_from")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("scheme_documents", sa.Column(name, sa.Uuid(as_uuid=False), nullable=True))
    op.add_column("scheme_documents", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("withdrawn_at", *reversed(ADDED)):
        op.drop_column("scheme_documents", name)
