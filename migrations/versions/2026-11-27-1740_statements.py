"""Add rounds of statements, statements, and every version of their texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0021_statements"
down_revision = "0020_hall"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
TABLES = ("statement_rounds", "statements", "statement_texts")
KEPT = ("statement_texts",)
STATES = "'draft', 'submitted', 'returned', 'accepted', 'presented', 'filed'"


def upgrade() -> None:
    op.create_table(
        "statement_rounds",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("section_id", Id, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("closed_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("statement_rounds"),
        _key("statement_rounds", "section_id", "units"),
        _words("statement_rounds", "state", "'open', 'closed'"),
        _unique("statement_rounds", "year"),
    )
    op.create_table(
        "statements",
        sa.Column("round_id", Id, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("claim_id", Id, nullable=True),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        sa.Column("excuse", sa.String(200), nullable=False),
        sa.Column("submitted_at", Moment, nullable=True),
        sa.Column("presented_at", Moment, nullable=True),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("meeting", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("statements"),
        _key("statements", "round_id", "statement_rounds"),
        _key("statements", "member_id", "members"),
        _key("statements", "claim_id", "claims"),
        _words("statements", "form", "'oral', 'written'"),
        _words("statements", "state", STATES),
        _unique("statements", "round_id", "member_id"),
    )
    op.create_index("ix_statements_member", "statements", ["council_id", "member_id"])
    op.create_index("ix_statements_claim", "statements", ["council_id", "claim_id"])
    op.create_table(
        "statement_texts",
        sa.Column("statement_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("facts", Json, nullable=True),
        sa.Column("device", sa.String(60), nullable=False),
        sa.Column("saved_by", Id, nullable=False),
        sa.Column("saved_at", Moment, nullable=False),
        *_tenant("statement_texts"),
        _key("statement_texts", "statement_id", "statements"),
        _unique("statement_texts", "statement_id", "number"),
    )
    for table in KEPT:
        _keep(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
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
