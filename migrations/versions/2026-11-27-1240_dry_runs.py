"""Add dry runs that are carried out in steps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0012_dry_runs"
down_revision = "0011_numbers_of_sign_ins"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
TABLES = ("dry_runs", "dry_run_moves")


def upgrade() -> None:
    op.create_table(
        "dry_runs",
        sa.Column("scheme_id", Id, nullable=False),
        sa.Column("scheme_digest", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ledger_seq", sa.BigInteger(), nullable=False),
        sa.Column("beside_id", Id, nullable=True),
        sa.Column("run_id", Id, nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("subjects", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("started_by", Id, nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("finished_at", Moment, nullable=True),
        *_tenant("dry_runs"),
        _key("dry_runs", "scheme_id", "scheme_documents"),
        _key("dry_runs", "beside_id", "scheme_documents"),
        _key("dry_runs", "run_id", "runs"),
        sa.CheckConstraint("state IN ('running', 'complete', 'failed')", name=op.f("ck_dry_runs_state_word")),
    )
    op.create_index("ix_dry_runs_scheme", "dry_runs", ["council_id", "scheme_id", "year"])
    op.create_table(
        "dry_run_moves",
        sa.Column("dry_run_id", Id, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_tenant("dry_run_moves"),
        _key("dry_run_moves", "dry_run_id", "dry_runs"),
        _key("dry_run_moves", "member_id", "members"),
        sa.UniqueConstraint(
            "council_id",
            "dry_run_id",
            "member_id",
            name=op.f("uq_dry_run_moves_council_id_dry_run_id_member_id"),
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    # What is dropped is no result: a dry run is begun again by a click.
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


def _close(table: str, role: str | None) -> None:
    """Close a new tenant table to other councils and open it to the application's role."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {quoted}")
