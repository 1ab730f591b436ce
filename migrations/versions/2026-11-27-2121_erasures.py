"""Add erasures, beside which devices and sealed bodies may be emptied."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0031_erasures"
down_revision = "0030_corrections"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
TABLE = "erasures"
#: Table → the column that may be emptied, what the order has to be about, the column that names it, and
#: every other column, which has to stay as it is.
EMPTIED = {
    "sign_in_attempts": (
        "device",
        "member",
        "member_id",
        (
            "council_id", "id", "sitting_id", "member_id", "way", "act", "verdict", "doubts", "nonce",
            "entered_by", "note", "step", "seen_at", "received_at", "inside", "accuracy",
        ),
    ),
    "sealed_sheets": (
        "text",
        "sealed_body",
        "id",
        (
            "council_id", "id", "year", "member_id", "version", "digest", "code", "reason", "kept_by",
            "kept_at",
        ),
    ),
}  # fmt: skip


def upgrade() -> None:
    op.add_column("members", sa.Column("erased_at", Moment, nullable=True))
    op.create_table(
        TABLE,
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("object_id", Id, nullable=False),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("erased_by", Id, nullable=False),
        sa.Column("erased_at", Moment, nullable=False),
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_erasures_council_id_councils")
        ),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f("pk_erasures")),
        sa.UniqueConstraint(
            "council_id", "what", "object_id", name=op.f("uq_erasures_council_id_what_object_id")
        ),
        sa.CheckConstraint("what IN ('member', 'sealed_body')", name=op.f("ck_erasures_what_word")),
        sa.CheckConstraint(
            "ground IN ('retention', 'written_request')", name=op.f("ck_erasures_ground_word")
        ),
    )
    role = context.get_context().opts.get("app_role")
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            _refuse(TABLE, verb)
        for table, (column, what, key, stay) in EMPTIED.items():
            op.execute(f"DROP TRIGGER keep_{table}_update")
            same = " AND ".join(f"NEW.{each} IS OLD.{each}" for each in stay)
            ordered = (
                "EXISTS (SELECT 1 FROM erasures AS e WHERE e.council_id = OLD.council_id "
                f"AND e.what = '{what}' AND e.object_id = OLD.{key})"
            )
            _refuse(table, "UPDATE", f"WHEN NOT (NEW.{column} = '' AND {same} AND {ordered}) ")
        return
    op.execute(
        "CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' AND to_jsonb(NEW) ->> TG_ARGV[0] = '' "
        "AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0] "
        "AND EXISTS (SELECT 1 FROM erasures AS e WHERE e.council_id = OLD.council_id "
        "AND e.what = TG_ARGV[1] AND e.object_id::text = to_jsonb(OLD) ->> TG_ARGV[2]) "
        "THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    _keep(TABLE, "refuse_change()")
    for table, (column, what, key, _) in EMPTIED.items():
        op.execute(f"DROP TRIGGER keep_{table} ON {table}")
        _keep(table, f"refuse_unless_erased('{column}', '{what}', '{key}')")
        if role:
            op.execute(f"GRANT UPDATE ({column}) ON {table} TO {_quoted(role)}")
    _close(role)


def downgrade() -> None:
    role = context.get_context().opts.get("app_role")
    for table, (column, *_) in EMPTIED.items():
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER keep_{table}_update")
            _refuse(table, "UPDATE")
            continue
        op.execute(f"DROP TRIGGER keep_{table} ON {table}")
        _keep(table, "refuse_change()")
        if role:
            op.execute(f"REVOKE UPDATE ({column}) ON {table} FROM {_quoted(role)}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_unless_erased()")
    op.drop_table(TABLE)
    op.drop_column("members", "erased_at")


def _keep(table: str, function: str) -> None:
    op.execute(
        f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}"
    )


def _refuse(table: str, verb: str, when: str = "") -> None:
    op.execute(
        f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _close(role: str | None) -> None:
    """Close the table to other councils and open it to the application's role, for adding only."""
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {TABLE} USING ({scope}) WITH CHECK ({scope})")
    if role:
        op.execute(f"GRANT SELECT, INSERT ON {TABLE} TO {_quoted(role)}")


def _quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'
