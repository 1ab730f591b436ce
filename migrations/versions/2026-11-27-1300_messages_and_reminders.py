"""Add messages to the chat group, when people were reminded, and calendar feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0014_messages"
down_revision = "0013_leave"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
TABLES = ("message_channels", "messages", "calendar_feeds")
MOMENTS = (
    ("activities", "reminded_at"),
    ("activities", "auto_reminded_at"),
    ("invitations", "reminded_at"),
)


def upgrade() -> None:
    op.create_table(
        "message_channels",
        sa.Column("robot", sa.String(16), nullable=False),
        sa.Column("host", sa.String(200), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("message_channels"),
        sa.UniqueConstraint("council_id", name=op.f("uq_message_channels_council_id")),
        sa.CheckConstraint("robot IN ('dingtalk', 'wecom')", name=op.f("ck_message_channels_robot_word")),
    )
    op.create_table(
        "messages",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("activity_id", Id, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", Moment, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("created_by", Id, nullable=True),
        sa.Column("sent_at", Moment, nullable=True),
        sa.Column("error", sa.String(40), nullable=False),
        *_tenant("messages"),
        sa.CheckConstraint(
            "kind IN ('moved', 'cancelled', 'reminder', 'trial')", name=op.f("ck_messages_kind_word")
        ),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed')", name=op.f("ck_messages_state_word")),
    )
    op.create_index("ix_messages_state", "messages", ["council_id", "state", "next_at"])
    op.create_table(
        "calendar_feeds",
        sa.Column("seat_id", Id, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        *_tenant("calendar_feeds"),
        sa.ForeignKeyConstraint(
            ["council_id", "seat_id"],
            ["seats.council_id", "seats.id"],
            name=op.f("fk_calendar_feeds_council_id_seat_id_seats"),
        ),
        sa.UniqueConstraint("council_id", "seat_id", name=op.f("uq_calendar_feeds_council_id_seat_id")),
        sa.UniqueConstraint("council_id", "digest", name=op.f("uq_calendar_feeds_council_id_digest")),
    )
    for table, column in MOMENTS:
        op.add_column(table, sa.Column(column, Moment, nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    for table, column in reversed(MOMENTS):
        op.drop_column(table, column)
    for table in reversed(TABLES):
        op.drop_table(table)


def _tenant(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f(f"fk_{table}_council_id_councils")
        ),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f(f"pk_{table}")),
    ]


def _close(table: str, role: str | None) -> None:
    """Close a new tenant table to other councils and open it to the application's role."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {quoted}")
