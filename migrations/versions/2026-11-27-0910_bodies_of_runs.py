"""Keep what a run says of the whole body, what was decided on it, and recorded states."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

revision = "0008_bodies_of_runs"
down_revision = "0007_runs_in_steps"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
Listed = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
TABLES = ("run_bodies", "selection_decisions", "member_states")


def upgrade() -> None:
    _table(
        "run_bodies",
        "run_id",
        "runs",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.UniqueConstraint(
            "council_id", "run_id", "version", name=op.f("uq_run_bodies_council_id_run_id_version")
        ),
    )
    _table(
        "selection_decisions",
        "run_id",
        "runs",
        sa.Column("selection", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("members", Listed, nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("decided_by", Id, nullable=False),
        sa.Column("decided_at", Moment, nullable=False),
    )
    op.create_index("ix_selection_decisions_run", "selection_decisions", ["council_id", "run_id"])
    _table(
        "member_states",
        "member_id",
        "members",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
    )
    op.create_index("ix_member_states_year", "member_states", ["council_id", "year", "member_id"])
    for table in TABLES:
        _keep(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _table(name: str, column: str, points_to: str, *more: Any) -> None:
    op.create_table(
        name,
        sa.Column(column, Id, nullable=False),
        *more,
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id", column],
            [f"{points_to}.council_id", f"{points_to}.id"],
            name=op.f(f"fk_{name}_council_id_{column}_{points_to}"),
        ),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name=op.f(f"fk_{name}_council_id_councils")),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f(f"pk_{name}")),
    )


def _keep(table: str) -> None:
    """Let rows be added and read, by their own council only, and never changed."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    role = context.get_context().opts.get("app_role")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {quoted}")
