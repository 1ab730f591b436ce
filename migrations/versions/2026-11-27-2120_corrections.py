"""Add requests to correct one's own base facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0030_corrections"
down_revision = "0029_packs"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
TABLE = "correction_requests"
OPEN = sa.text("state = 'open'")
FIELDS = (
    "'name', 'sex', 'ethnic_group', 'party', 'birth_date', 'education', 'employer', 'title', "
    "'speciality', 'mobile'"
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("member_id", Id, nullable=False),
        sa.Column("field", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("value_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("was", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("answer", sa.String(500), nullable=False),
        sa.Column("decided_by", Id, nullable=True),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id", "member_id"],
            ["members.council_id", "members.id"],
            name=op.f(f"fk_{TABLE}_council_id_member_id_members"),
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f(f"fk_{TABLE}_council_id_councils")
        ),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f(f"pk_{TABLE}")),
        sa.CheckConstraint(f"field IN ({FIELDS})", name=op.f(f"ck_{TABLE}_field_word")),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'refused', 'withdrawn')", name=op.f(f"ck_{TABLE}_state_word")
        ),
    )
    op.create_index(f"ix_{TABLE}_member", TABLE, ["council_id", "member_id", "id"])
    op.create_index(f"ix_{TABLE}_state", TABLE, ["council_id", "state", "id"])
    op.create_index(
        f"uq_{TABLE}_open",
        TABLE,
        ["council_id", "member_id", "field"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    if op.get_bind().dialect.name == "postgresql":
        _close(context.get_context().opts.get("app_role"))


def downgrade() -> None:
    op.drop_table(TABLE)


def _close(role: str | None) -> None:
    """Close the table to other councils and open it to the application's role."""
    op.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {TABLE} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {TABLE} TO {quoted}")
