"""Let a council report aggregates to a superior one by grant."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql

revision = "0027_rollups"
down_revision = "0026_identities"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
TABLES = ("rollup_grants", "rollup_receipts")


def upgrade() -> None:
    op.create_table(
        "rollup_grants",
        sa.Column("partner_id", Id, nullable=False),
        sa.Column("superior_id", Id, nullable=False),
        sa.Column("basis", sa.String(200), nullable=False),
        sa.Column("granted_by", Id, nullable=False),
        sa.Column("granted_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("rollup_grants"),
        sa.ForeignKeyConstraint(
            ["council_id", "partner_id"],
            ["partners.council_id", "partners.id"],
            name=op.f("fk_rollup_grants_council_id_partner_id_partners"),
        ),
        sa.UniqueConstraint("council_id", "partner_id", name=op.f("uq_rollup_grants_council_id_partner_id")),
    )
    op.create_table(
        "rollup_receipts",
        sa.Column("origin_council_id", Id, nullable=False),
        sa.Column("origin_version", sa.Integer(), nullable=False),
        sa.Column("origin_name", sa.String(100), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        *_tenant("rollup_receipts"),
        sa.UniqueConstraint(
            "council_id", "origin_council_id", name=op.f("uq_rollup_receipts_council_id_origin_council_id")
        ),
    )
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


def _close(table: str, role: str | None) -> None:
    """Close a new tenant table to other councils and open it to the application's role."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {quoted}")
