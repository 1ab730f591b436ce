"""Add packs of a duty year and the address that hands each out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0029_packs"
down_revision = "0028_stewardship"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
PACKS = "packs"


def upgrade() -> None:
    op.create_table(
        PACKS,
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sanctions", sa.Boolean(), nullable=False),
        sa.Column("subjects", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("unset", sa.Integer(), nullable=False),
        sa.Column("started_by", Id, nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("finished_at", Moment, nullable=True),
        sa.Column("link_digest", sa.String(64), nullable=False),
        sa.Column("link_until", Moment, nullable=True),
        sa.Column("link_by", Id, nullable=True),
        *_tenant(PACKS),
        _key(PACKS, "run_id", "runs"),
        sa.CheckConstraint(
            "state IN ('running', 'complete', 'failed', 'removed')", name=op.f("ck_packs_state_word")
        ),
    )
    op.create_index("ix_packs_year", PACKS, ["council_id", "year"])
    op.create_index("ix_packs_link", PACKS, ["council_id", "link_digest"])
    if op.get_bind().dialect.name == "postgresql":
        _close(PACKS, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    # The files are written anew by a click; nothing of a result stands here alone.
    op.drop_table(PACKS)


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
