"""Add rules of attendance, leavings, and which rules a closed roll knew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0016_attendance_rules"
down_revision = "0015_desk_sign_ins"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
RULES, ATTEMPTS = "attendance_rules", "sign_in_attempts"
CHECK = "ck_sign_in_attempts_act_word"


def upgrade() -> None:
    json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
    op.create_table(
        RULES,
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", json, nullable=False),
        sa.Column("changed_by", Id, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f(f"fk_{RULES}_council_id_councils")
        ),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f(f"pk_{RULES}")),
        sa.UniqueConstraint("council_id", "version", name=op.f(f"uq_{RULES}_council_id_version")),
    )
    _keep(RULES)
    if op.get_bind().dialect.name == "postgresql":
        _close(RULES, context.get_context().opts.get("app_role"))
    with op.batch_alter_table("sittings") as batch:
        batch.add_column(sa.Column("rules_version", sa.Integer(), nullable=True))
    with op.batch_alter_table(ATTEMPTS) as batch:
        batch.add_column(sa.Column("act", sa.String(8), nullable=False, server_default="in"))
        batch.create_check_constraint(op.f(CHECK), "act IN ('in', 'out')")
    with op.batch_alter_table(ATTEMPTS) as batch:
        batch.alter_column("act", server_default=None)
    _keep_again()


def downgrade() -> None:
    left = sa.text("SELECT count(*) FROM sign_in_attempts WHERE act = 'out'")
    if op.get_bind().execute(left).scalar_one():
        raise RuntimeError("已有签退，不能退回不认识签退的版本。")
    with op.batch_alter_table(ATTEMPTS) as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.drop_column("act")
    with op.batch_alter_table("sittings") as batch:
        batch.drop_column("rules_version")
    _keep_again()
    op.drop_table(RULES)


def _keep_again() -> None:
    """Make the triggers anew that SQLite drops with a table that is rebuilt."""
    if op.get_bind().dialect.name == "sqlite":
        _keep(ATTEMPTS)


def _keep(table: str) -> None:
    """Let the database itself refuse to change or drop a row."""
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


def _close(table: str, role: str | None) -> None:
    """Close a new tenant table to other councils and open it to the application's role."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {quoted}")
