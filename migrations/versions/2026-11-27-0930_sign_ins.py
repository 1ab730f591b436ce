"""Add the log of sign-ins and what was decided about doubtful ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0010_sign_ins"
down_revision = "0009_groups"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
WAYS = "'hall_code', 'digits', 'own_code'"
VERDICTS = (
    "'accepted', 'queued', 'expired', 'early', 'forged', 'wrong_digits', 'too_many_tries', 'not_due', "
    "'cancelled', 'reused', 'too_late'"
)
TABLES = ("sign_in_attempts", "sign_in_decisions")


def upgrade() -> None:
    json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
    op.create_table(
        "sign_in_attempts",
        sa.Column("sitting_id", Id, nullable=True),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("doubts", json, nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        *_tenant("sign_in_attempts"),
        _key("sign_in_attempts", "sitting_id", "sittings"),
        _key("sign_in_attempts", "member_id", "members"),
        sa.CheckConstraint(f"way IN ({WAYS})", name=op.f("ck_sign_in_attempts_way_word")),
        sa.CheckConstraint(f"verdict IN ({VERDICTS})", name=op.f("ck_sign_in_attempts_verdict_word")),
        sa.UniqueConstraint(
            "council_id", "member_id", "nonce", name=op.f("uq_sign_in_attempts_council_id_member_id_nonce")
        ),
    )
    op.create_index(
        "ix_sign_in_attempts_sitting", "sign_in_attempts", ["council_id", "sitting_id", "member_id"]
    )
    op.create_index("ix_sign_in_attempts_nonce", "sign_in_attempts", ["council_id", "nonce"])
    op.create_table(
        "sign_in_decisions",
        sa.Column("attempt_id", Id, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("decided_by", Id, nullable=False),
        sa.Column("decided_at", Moment, nullable=False),
        *_tenant("sign_in_decisions"),
        _key("sign_in_decisions", "attempt_id", "sign_in_attempts"),
        sa.CheckConstraint(
            "decision IN ('confirmed', 'annulled')", name=op.f("ck_sign_in_decisions_decision_word")
        ),
        sa.UniqueConstraint(
            "council_id", "attempt_id", "turn", name=op.f("uq_sign_in_decisions_council_id_attempt_id_turn")
        ),
    )
    for table in TABLES:
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
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {quoted}")
