"""Add feedback; note when a seat read its notices and a member was invited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0004_feedback_and_notices"
down_revision = "0003_index_rolls"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("seat_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("client", sa.String(60), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", Id, nullable=True),
        sa.Column("answered_at", Moment, nullable=True),
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id", "seat_id"],
            ["seats.council_id", "seats.id"],
            name=op.f("fk_feedback_council_id_seat_id_seats"),
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_feedback_council_id_councils")
        ),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f("pk_feedback")),
    )
    op.create_index("ix_feedback_seat", "feedback", ["council_id", "seat_id", "id"])
    op.create_index("ix_feedback_answered", "feedback", ["council_id", "answered_at", "id"])
    # Both may be empty for ever on rows older than this: a reader then takes the moment of the seat
    # or of the activity, so that no row has to be rewritten here.
    op.add_column("seats", sa.Column("notices_seen_at", Moment, nullable=True))
    op.add_column("invitations", sa.Column("invited_at", Moment, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        _protect("feedback", context.get_context().opts.get("app_role"))


def downgrade() -> None:
    op.drop_column("invitations", "invited_at")
    op.drop_column("seats", "notices_seen_at")
    op.drop_table("feedback")


def _protect(table: str, role: str | None) -> None:
    """Close a new tenant table to other councils and open it to the application's role."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {quoted}")
