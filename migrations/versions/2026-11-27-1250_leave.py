"""Add leave: rules, requests, chains and decisions, deputies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0013_leave"
down_revision = "0012_dry_runs"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
STATES = "'draft', 'pending_slip', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn', 'cancelled'"
APPROVERS = (
    "'chair', 'vice_chair', 'secretary_general', 'committee_head', 'group_leader', 'organising_section', "
    "'secretariat'"
)
TABLES = (
    "leave_rules",
    "leave_requests",
    "leave_sittings",
    "leave_approvers",
    "leave_decisions",
    "leave_deputies",
)
KEPT = ("leave_rules", "leave_decisions")


def upgrade() -> None:
    json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
    op.create_table(
        "leave_rules",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", json, nullable=False),
        sa.Column("changed_by", Id, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        *_tenant("leave_rules"),
        _unique("leave_rules", "version"),
    )
    op.create_table(
        "leave_requests",
        sa.Column("activity_id", Id, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("retrospective", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("detail", sa.String(500), nullable=False),
        sa.Column("short_notice", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("step_at", Moment, nullable=True),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("recorded_by", Id, nullable=True),
        sa.Column("slip_due_on", sa.Date(), nullable=True),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("leave_requests"),
        _key("leave_requests", "activity_id", "activities"),
        _key("leave_requests", "member_id", "members"),
        _words("leave_requests", "form", "'written', 'oral'"),
        _words("leave_requests", "state", STATES),
        _words("leave_requests", "verdict", "'excused', 'excused_not_counted'"),
    )
    op.create_index("ix_leave_requests_member", "leave_requests", ["council_id", "member_id", "id"])
    op.create_index("ix_leave_requests_state", "leave_requests", ["council_id", "state", "id"])
    op.create_index("ix_leave_requests_activity", "leave_requests", ["council_id", "activity_id"])
    op.create_table(
        "leave_sittings",
        sa.Column("request_id", Id, nullable=False),
        sa.Column("sitting_id", Id, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("cancelled_at", Moment, nullable=True),
        *_tenant("leave_sittings"),
        _key("leave_sittings", "request_id", "leave_requests"),
        _key("leave_sittings", "sitting_id", "sittings"),
        _key("leave_sittings", "member_id", "members"),
        _unique("leave_sittings", "request_id", "sitting_id"),
    )
    op.create_index("ix_leave_sittings_sitting", "leave_sittings", ["council_id", "sitting_id", "member_id"])
    op.create_table(
        "leave_approvers",
        sa.Column("request_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(24), nullable=False),
        sa.Column("member_id", Id, nullable=True),
        sa.Column("section_id", Id, nullable=True),
        *_tenant("leave_approvers"),
        _key("leave_approvers", "request_id", "leave_requests"),
        _key("leave_approvers", "member_id", "members"),
        _key("leave_approvers", "section_id", "units"),
        _words("leave_approvers", "approver", APPROVERS),
    )
    op.create_index(
        "ix_leave_approvers_request", "leave_approvers", ["council_id", "request_id", "round", "step"]
    )
    op.create_index("ix_leave_approvers_member", "leave_approvers", ["council_id", "member_id"])
    op.create_table(
        "leave_decisions",
        sa.Column("request_id", Id, nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("comment", sa.String(200), nullable=False),
        sa.Column("for_member_id", Id, nullable=True),
        sa.Column("decided_by", Id, nullable=False),
        sa.Column("decided_at", Moment, nullable=False),
        *_tenant("leave_decisions"),
        _key("leave_decisions", "request_id", "leave_requests"),
        _key("leave_decisions", "for_member_id", "members"),
        _words("leave_decisions", "decision", "'approved', 'returned', 'rejected'"),
        _words("leave_decisions", "way", "'own', 'deputy', 'recorded'"),
        _unique("leave_decisions", "request_id", "round", "step"),
    )
    op.create_table(
        "leave_deputies",
        sa.Column("member_id", Id, nullable=False),
        sa.Column("deputy_id", Id, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        *_tenant("leave_deputies"),
        _key("leave_deputies", "member_id", "members"),
        _key("leave_deputies", "deputy_id", "members"),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_leave_deputies_dates")),
    )
    op.create_index("ix_leave_deputies_member", "leave_deputies", ["council_id", "member_id"])
    op.create_index("ix_leave_deputies_deputy", "leave_deputies", ["council_id", "deputy_id"])
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
