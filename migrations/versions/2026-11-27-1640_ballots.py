"""Add polls, the rated, the entitled, urns and results of secret ballots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0017_ballots"
down_revision = "0016_attendance_rules"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(JSONB(), "postgresql")
TABLES = ("ballot_polls", "ballot_rated", "ballot_voters", "ballot_urns", "ballot_results")
NUMBERS = ("entitled", "returned", "invalid", "by_phone", "by_slip", "by_paper")


def upgrade() -> None:
    op.create_table(
        "ballot_polls",
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("statement_round_id", Id, nullable=True),
        sa.Column("grades", Json, nullable=False),
        sa.Column("texts_allowed", sa.Boolean(), nullable=False),
        sa.Column("quorum", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("void_reason", sa.String(20), nullable=True),
        sa.Column("void_note", sa.String(200), nullable=False),
        sa.Column("repeats_id", Id, nullable=True),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        *(sa.Column(name, Moment, nullable=True) for name in ("opened_at", "closed_at", "ended_at")),
        sa.Column("key_destroyed_at", Moment, nullable=True),
        *_tenant("ballot_polls"),
        _word("state", "'draft', 'open', 'closed', 'counted', 'void'"),
        _word("quorum", "'half', 'two_thirds', 'none'"),
        _word(
            "void_reason",
            "'decided', 'no_quorum', 'too_many_returned', 'too_few', 'key_lost', 'urn_broken'",
        ),
    )
    op.create_index("ix_ballot_polls_year", "ballot_polls", ["council_id", "year", "id"])
    for table in ("ballot_rated", "ballot_voters"):
        op.create_table(
            table,
            sa.Column("poll_id", Id, nullable=False),
            sa.Column("member_id", Id, nullable=False),
            sa.Column("place", sa.Integer(), nullable=False),
            *_tenant(table),
            _points(table, "poll_id", "ballot_polls"),
            _points(table, "member_id", "members"),
            sa.UniqueConstraint(
                "council_id", "poll_id", "member_id", name=op.f(f"uq_{table}_council_id_poll_id_member_id")
            ),
        )
    op.create_index("ix_ballot_voters_member", "ballot_voters", ["council_id", "member_id"])
    op.create_table(
        "ballot_urns",
        sa.Column("poll_id", Id, nullable=False),
        sa.Column("participation", sa.Text(), nullable=False),
        sa.Column("slips", Json, nullable=False),
        sa.Column("slips_used", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        *_of_poll("ballot_urns"),
    )
    op.create_table(
        "ballot_results",
        sa.Column("poll_id", Id, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        *(sa.Column(name, Json, nullable=False) for name in ("counts", "receipts", "texts")),
        *_of_poll("ballot_results"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _word(column: str, listed: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_ballot_polls_{column}_word"))


def _of_poll(table: str) -> list[sa.schema.SchemaItem]:
    unique = sa.UniqueConstraint("council_id", "poll_id", name=op.f(f"uq_{table}_council_id_poll_id"))
    return [*_tenant(table), _points(table, "poll_id", "ballot_polls"), unique]


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["council_id", column],
        [f"{to}.council_id", f"{to}.id"],
        name=op.f(f"fk_{table}_council_id_{column}_{to}"),
    )


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
