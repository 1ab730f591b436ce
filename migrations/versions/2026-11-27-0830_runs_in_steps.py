"""Runs in steps: how far one is, and a card's place set once at the end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0007_runs_in_steps"
down_revision = "0006_hands_of_schemes"
branch_labels = None
depends_on = None

COLUMNS = (
    "council_id", "id", "run_id", "member_id", "numerator", "denominator", "points", "grade", "trace",
)  # fmt: skip


def upgrade() -> None:
    op.add_column("runs", sa.Column("done", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER keep_scorecards_update")
        same = " AND ".join(f"OLD.{name} IS NEW.{name}" for name in COLUMNS)
        _sqlite_trigger(f"WHEN NOT (OLD.place IS NULL AND NEW.place IS NOT NULL AND {same}) ")
        return
    op.execute("DROP TRIGGER keep_scorecards ON scorecards")
    _trigger("keep_scorecards", "DELETE", "")
    same = " AND ".join(f"OLD.{name} IS NOT DISTINCT FROM NEW.{name}" for name in COLUMNS)
    once = f"WHEN (NOT (OLD.place IS NULL AND NEW.place IS NOT NULL AND {same})) "
    _trigger("keep_scorecards_update", "UPDATE", once)
    _right("GRANT", "TO")


def downgrade() -> None:
    op.drop_column("runs", "done")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER keep_scorecards_update")
        _sqlite_trigger("")
        return
    _right("REVOKE", "FROM")
    op.execute("DROP TRIGGER keep_scorecards_update ON scorecards")
    op.execute("DROP TRIGGER keep_scorecards ON scorecards")
    _trigger("keep_scorecards", "UPDATE OR DELETE", "")


def _sqlite_trigger(when: str) -> None:
    op.execute(
        f"CREATE TRIGGER keep_scorecards_update BEFORE UPDATE ON scorecards {when}"
        "BEGIN SELECT RAISE(ABORT, 'scorecards is append-only'); END"
    )


def _trigger(name: str, verb: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {verb} ON scorecards "
        f"FOR EACH ROW {when}EXECUTE FUNCTION refuse_change()"
    )


def _right(verb: str, to: str) -> None:
    role = context.get_context().opts.get("app_role")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"{verb} UPDATE (place) ON scorecards {to} {quoted}")
