"""Add objections to lines of results, and the calendar of working days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0018_objections"
down_revision = "0017_ballots"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
TABLES = ("working_days", "objections")
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "working_days",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(60), nullable=False),
        *_tenant("working_days"),
        sa.UniqueConstraint("council_id", "day", name=op.f("uq_working_days_council_id_day")),
    )
    op.create_index("ix_working_days_year", "working_days", ["council_id", "year"])
    op.create_table(
        "objections",
        sa.Column("member_id", Id, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("record_id", Id, nullable=True),
        sa.Column("section_id", Id, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_by", Id, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_by", Id, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("objections"),
        _points("member_id", "members"),
        _points("run_id", "runs"),
        _points("section_id", "units"),
        sa.CheckConstraint(
            "state IN ('open', 'upheld', 'rejected', 'withdrawn')", name=op.f("ck_objections_state_word")
        ),
    )
    op.create_index("ix_objections_member", "objections", ["council_id", "member_id", "id"])
    op.create_index("ix_objections_state", "objections", ["council_id", "state", "due_on"])
    op.create_index(
        "uq_objections_open",
        "objections",
        ["council_id", "run_id", "member_id", "item"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _points(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["council_id", column],
        [f"{to}.council_id", f"{to}.id"],
        name=op.f(f"fk_objections_council_id_{column}_{to}"),
    )


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
