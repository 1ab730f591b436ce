"""Add pledges: templates, signed texts, evidence, verdicts; their kinds of claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0019_pledges"
down_revision = "0018_objections"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
VERDICTS = "'fulfilled', 'partly', 'unfulfilled', 'waived'"
TABLES = (
    "pledge_templates",
    "pledges",
    "pledge_texts",
    "pledge_countersignatures",
    "pledge_notes",
    "pledge_verdicts",
)
KEPT = ("pledge_texts", "pledge_countersignatures", "pledge_notes", "pledge_verdicts")
KINDS = "ck_claims_kind_word"
BEFORE = "kind IN ('activity', 'attendance', 'contribution', 'opinion', 'proposal')"
AFTER = "kind IN ('activity', 'attendance', 'contribution', 'opinion', 'pledge', 'proposal', 'statement')"


def upgrade() -> None:
    _kinds(AFTER)
    op.create_table(
        "pledge_templates",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("section_id", Id, nullable=False),
        sa.Column("sign_by", sa.Date(), nullable=False),
        sa.Column("amend_until", sa.Date(), nullable=False),
        sa.Column("intake_until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("issued_at", Moment, nullable=True),
        sa.Column("reminded_at", Moment, nullable=True),
        sa.Column("auto_reminded_at", Moment, nullable=True),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("pledge_templates"),
        _key("pledge_templates", "section_id", "units"),
        _words("pledge_templates", "audience", "'member', 'standing_member', 'group'"),
        _words("pledge_templates", "state", "'draft', 'issued', 'closing'"),
        _unique("pledge_templates", "year", "audience"),
        sa.CheckConstraint(
            "sign_by <= amend_until AND amend_until <= intake_until",
            name=op.f("ck_pledge_templates_dates_in_order"),
        ),
    )
    op.create_table(
        "pledges",
        sa.Column("template_id", Id, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("member_id", Id, nullable=True),
        sa.Column("unit_id", Id, nullable=True),
        sa.Column("claim_id", Id, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("reminded_at", Moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("pledges"),
        _key("pledges", "template_id", "pledge_templates"),
        _key("pledges", "member_id", "members"),
        _key("pledges", "unit_id", "units"),
        _key("pledges", "claim_id", "claims"),
        _words("pledges", "state", f"'draft', 'signed', 'countersigned', 'closing', {VERDICTS}"),
        sa.CheckConstraint("member_id IS NULL OR unit_id IS NULL", name=op.f("ck_pledges_one_subject")),
        _unique("pledges", "template_id", "member_id"),
        _unique("pledges", "template_id", "unit_id"),
    )
    op.create_index("ix_pledges_member", "pledges", ["council_id", "member_id", "year"])
    op.create_index("ix_pledges_claim", "pledges", ["council_id", "claim_id"])
    op.create_table(
        "pledge_texts",
        sa.Column("pledge_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("signer_id", Id, nullable=False),
        sa.Column("signed_by", Id, nullable=False),
        sa.Column("signed_at", Moment, nullable=False),
        *_tenant("pledge_texts"),
        _key("pledge_texts", "pledge_id", "pledges"),
        _key("pledge_texts", "signer_id", "members"),
        _unique("pledge_texts", "pledge_id", "number"),
    )
    op.create_table(
        "pledge_countersignatures",
        sa.Column("pledge_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("signed_by", Id, nullable=False),
        sa.Column("signed_at", Moment, nullable=False),
        *_tenant("pledge_countersignatures"),
        _key("pledge_countersignatures", "pledge_id", "pledges"),
        _unique("pledge_countersignatures", "pledge_id", "number"),
    )
    op.create_table(
        "pledge_notes",
        sa.Column("pledge_id", Id, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("claims", Json, nullable=False),
        sa.Column("noted_by", Id, nullable=False),
        sa.Column("noted_at", Moment, nullable=False),
        *_tenant("pledge_notes"),
        _key("pledge_notes", "pledge_id", "pledges"),
        _words("pledge_notes", "kind", "'evidence', 'confirmed', 'returned'"),
        _unique("pledge_notes", "pledge_id", "turn"),
    )
    op.create_table(
        "pledge_verdicts",
        sa.Column("pledge_id", Id, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("proposed", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("items", Json, nullable=False),
        sa.Column("decided_by", Id, nullable=False),
        sa.Column("decided_at", Moment, nullable=False),
        *_tenant("pledge_verdicts"),
        _key("pledge_verdicts", "pledge_id", "pledges"),
        _words("pledge_verdicts", "verdict", VERDICTS),
        _words("pledge_verdicts", "proposed", VERDICTS),
        _unique("pledge_verdicts", "pledge_id", "turn"),
    )
    for table in KEPT:
        _keep(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    later = sa.text("SELECT count(*) FROM claims WHERE kind IN ('pledge', 'statement')")
    if op.get_bind().execute(later).scalar_one():
        raise RuntimeError("已有承诺或述职的记录，不能退回不认识它们的版本。")
    for table in reversed(TABLES):
        op.drop_table(table)
    _kinds(BEFORE)


def _kinds(check: str) -> None:
    with op.batch_alter_table("claims") as batch:
        batch.drop_constraint(op.f(KINDS), type_="check")
        batch.create_check_constraint(op.f(KINDS), check)


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
