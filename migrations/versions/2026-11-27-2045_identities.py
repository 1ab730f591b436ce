"""Let an account be bound to an identity elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0026_identities"
down_revision = "0025_statement_reminders"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
TABLES = ("identity_bindings", "identity_codes")


def upgrade() -> None:
    op.create_table(
        "identity_bindings",
        sa.Column("provider", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("bound_by", Id, nullable=False),
        sa.Column("bound_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_identity_bindings_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["bound_by"], ["accounts.id"], name=op.f("fk_identity_bindings_bound_by_accounts")
        ),
        sa.PrimaryKeyConstraint("provider", "subject", name=op.f("pk_identity_bindings")),
        sa.UniqueConstraint("account_id", "provider", name=op.f("uq_identity_bindings_account_id_provider")),
    )
    op.create_table(
        "identity_codes",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("shown_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_identity_codes")),
    )
    role = context.get_context().opts.get("app_role")
    if role and op.get_bind().dialect.name == "postgresql":
        # Global, as accounts are: no row-level security, since no council is known before the log-in.
        quoted = '"' + role.replace('"', '""') + '"'
        for table in TABLES:
            op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {quoted}")


def downgrade() -> None:
    op.drop_table("identity_codes")
    op.drop_table("identity_bindings")
