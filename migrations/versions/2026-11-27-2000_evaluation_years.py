"""Add evaluation years, their acts, signatures, grades, letters and sealed sheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0024_evaluation_years"
down_revision = "0023_ballots_on_file"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
KEPT = (
    "evaluation_acts", "list_confirmations", "sheet_signatures", "grade_proposals", "letter_reads",
    "year_seals", "sealed_sheets",
)  # fmt: skip
TABLES = ("evaluation_years", *KEPT)
STEPS = (
    "'intake', 'lists', 'signatures', 'statements', 'run', 'objections', 'proposal', 'decision', "
    "'publication', 'letters', 'sealing'"
)


def upgrade() -> None:
    # A column that may be empty is added in place: the table and its triggers stay.
    op.add_column("duty_years", sa.Column("adding_since", Moment, nullable=True))
    op.create_table(
        "evaluation_years",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("publicity", sa.String(16), nullable=False),
        sa.Column("objection_days", sa.Integer(), nullable=False),
        sa.Column("dates", Json, nullable=False),
        sa.Column("opened_by", Id, nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("evaluation_years"),
        _words("evaluation_years", "publicity", "'own', 'named'"),
        _unique("evaluation_years", "year"),
    )
    _records()
    _sheets()
    for table in KEPT:
        _keep(table)
    _freeze_runs()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def _records() -> None:
    op.create_table(
        "evaluation_acts",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("said", Json, nullable=False),
        sa.Column("done_by", Id, nullable=False),
        sa.Column("done_at", Moment, nullable=False),
        *_tenant("evaluation_acts"),
        _words("evaluation_acts", "step", STEPS),
        _words("evaluation_acts", "act", "'opened', 'done', 'reopened'"),
        _unique("evaluation_acts", "year", "turn"),
    )
    op.create_table(
        "list_confirmations",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", Id, nullable=False),
        sa.Column("confirmed_at", Moment, nullable=False),
        *_tenant("list_confirmations"),
        _key("list_confirmations", "unit_id", "units"),
        _unique("list_confirmations", "year", "unit_id", "round"),
    )
    op.create_table(
        "sheet_signatures",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("signed_by", Id, nullable=False),
        sa.Column("signed_at", Moment, nullable=False),
        *_tenant("sheet_signatures"),
        _key("sheet_signatures", "member_id", "members"),
        _unique("sheet_signatures", "year", "member_id", "number"),
    )
    op.create_table(
        "letter_reads",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("read_by", Id, nullable=False),
        sa.Column("read_at", Moment, nullable=False),
        *_tenant("letter_reads"),
        _key("letter_reads", "member_id", "members"),
        _unique("letter_reads", "year", "member_id", "number"),
    )


def _sheets() -> None:
    op.create_table(
        "grade_proposals",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("proposed_by", Id, nullable=False),
        sa.Column("proposed_at", Moment, nullable=False),
        *_tenant("grade_proposals"),
        _key("grade_proposals", "run_id", "runs"),
        _unique("grade_proposals", "year", "number"),
    )
    op.create_table(
        "year_seals",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("scheme_digest", sa.String(64), nullable=False),
        sa.Column("ledger_seq", sa.BigInteger(), nullable=False),
        sa.Column("subjects", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sealed_by", Id, nullable=False),
        sa.Column("sealed_at", Moment, nullable=False),
        *_tenant("year_seals"),
        _key("year_seals", "run_id", "runs"),
        _unique("year_seals", "year"),
    )
    op.create_table(
        "sealed_sheets",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("kept_by", Id, nullable=False),
        sa.Column("kept_at", Moment, nullable=False),
        *_tenant("sealed_sheets"),
        _key("sealed_sheets", "member_id", "members"),
        _unique("sealed_sheets", "year", "member_id", "version"),
        _unique("sealed_sheets", "code"),
    )
    op.create_index("ix_sealed_sheets_member", "sealed_sheets", ["council_id", "member_id"])


def _freeze_runs() -> None:
    """Let neither database change or drop a run of a sealed year."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER keep_runs_{verb.lower()} BEFORE {verb} ON runs WHEN EXISTS (SELECT 1 FROM "
                "duty_years d WHERE d.council_id = OLD.council_id AND d.year = OLD.year AND "
                "d.state = 'sealed') BEGIN SELECT RAISE(ABORT, 'runs of a sealed year are kept'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM duty_years d WHERE d.council_id = OLD.council_id AND d.year = OLD.year "
        "AND d.state = 'sealed') THEN RAISE EXCEPTION '% of a sealed year are kept', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER keep_runs BEFORE UPDATE OR DELETE ON runs "
        "FOR EACH ROW EXECUTE FUNCTION refuse_sealed()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER keep_runs_{verb}")
    else:
        op.execute("DROP TRIGGER keep_runs ON runs")
        op.execute("DROP FUNCTION refuse_sealed()")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("duty_years", "adding_since")


def _tenant(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f(f"fk_{table}_council_id_councils")
        ),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f(f"pk_{table}")),
    ]


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_council_id_{column}_{to}")
    return sa.ForeignKeyConstraint(["council_id", column], [f"{to}.council_id", f"{to}.id"], name=name)


def _words(table: str, column: str, listed: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}_word"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    name = op.f(f"uq_{table}_council_id_{'_'.join(columns)}")
    return sa.UniqueConstraint("council_id", *columns, name=name)


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
        may = "SELECT, INSERT" if table in KEPT else "SELECT, INSERT, UPDATE, DELETE"
        op.execute(f"GRANT {may} ON {table} TO {quoted}")
