"""Add places in the hall, and guests of a sitting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0020_hall"
down_revision = "0019_pledges"
branch_labels = None
depends_on = None

Id = sa.Uuid(as_uuid=False)
GUESTS, INVITATIONS = "guests", "invitations"


def upgrade() -> None:
    with op.batch_alter_table(INVITATIONS) as batch:
        batch.add_column(sa.Column("session_group", sa.String(40), nullable=False, server_default=""))
        batch.add_column(sa.Column("hall_seat", sa.String(20), nullable=False, server_default=""))
    with op.batch_alter_table(INVITATIONS) as batch:
        batch.alter_column("session_group", server_default=None)
        batch.alter_column("hall_seat", server_default=None)
    op.create_table(
        GUESTS,
        sa.Column("sitting_id", Id, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.CheckConstraint("role IN ('observer', 'guest')", name=op.f("ck_guests_role_word")),
        sa.ForeignKeyConstraint(
            ["council_id", "sitting_id"],
            ["sittings.council_id", "sittings.id"],
            name=op.f("fk_guests_council_id_sitting_id_sittings"),
        ),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f("fk_guests_council_id_councils")),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f("pk_guests")),
    )
    op.create_index("ix_guests_sitting", GUESTS, ["council_id", "sitting_id"])
    if op.get_bind().dialect.name == "postgresql":
        _close(GUESTS, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    op.drop_table(GUESTS)
    with op.batch_alter_table(INVITATIONS) as batch:
        batch.drop_column("hall_seat")
        batch.drop_column("session_group")


def _close(table: str, role: str | None) -> None:
    """Close a new tenant table to other councils and open it to the application's role."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {quoted}")
