"""Protect rows: append-only triggers, row-level security, grants, the system council."""

from __future__ import annotations

from alembic import context, op

revision = "0002_protect_rows"
down_revision = "0001_create_tables"
branch_labels = None
depends_on = None

SYSTEM = "00000000-0000-0000-0000-000000000000"
APPEND_ONLY = ("audit_entries", "duty_records", "scheme_adoptions", "scorecards")
#: table -> the condition on the old row under which it is frozen
FROZEN = {"scheme_documents": "OLD.state = 'adopted'", "duty_years": "OLD.state = 'sealed'"}


def _tenant_tables() -> list[str]:
    rows = op.get_bind().exec_driver_sql(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'council_id' "
        "AND table_schema = current_schema() AND table_name NOT IN ('sessions', 'seat_directory') ORDER BY 1"
    )
    return [row[0] for row in rows]


def upgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                _sqlite_trigger(table, verb, "")
        for table, condition in FROZEN.items():
            for verb in ("UPDATE", "DELETE"):
                _sqlite_trigger(table, verb, f"WHEN {condition} ")
    else:
        _postgresql_triggers()
        for table in _tenant_tables():
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
            op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
        _grant(context.get_context().opts.get("app_role"))
    plain = SYSTEM if bind.dialect.name == "postgresql" else SYSTEM.replace("-", "")
    op.execute(
        "INSERT INTO councils (id, code, name, short_name, level, settings, created_at, version) VALUES "
        f"('{plain}', 'system', '系统', '系统', 'system', '{{}}', '2026-01-01 00:00:00', 1) "
        # It stays on the way down: entries of its chain may point at it.
        "ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    bind = op.get_bind()
    names = [*APPEND_ONLY, *FROZEN]
    if bind.dialect.name == "sqlite":
        for table in names:
            for verb in ("update", "delete"):
                op.execute(f"DROP TRIGGER keep_{table}_{verb}")
    else:
        for table in names:
            op.execute(f"DROP TRIGGER keep_{table} ON {table}")
        op.execute("DROP FUNCTION refuse_change()")
        for table in _tenant_tables():
            op.execute(f"DROP POLICY own_council ON {table}")
            op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def _sqlite_trigger(table: str, verb: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _postgresql_triggers() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    for table, condition in FROZEN.items():
        op.execute(
            f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse_change()"
        )


def _grant(role: str | None) -> None:
    """Give the application's role its rights; the owner needs none."""
    if not role:
        return
    quoted = '"' + role.replace('"', '""') + '"'
    op.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
    for table in APPEND_ONLY:
        op.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {quoted}")
    op.execute(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {quoted}")
