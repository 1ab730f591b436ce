"""Let the office read members in: who entered an attempt, and why so late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_desk_sign_ins"
down_revision = "0014_messages"
branch_labels = None
depends_on = None

TABLE, CHECK = "sign_in_attempts", "ck_sign_in_attempts_way_word"
BEFORE = "way IN ('hall_code', 'digits', 'own_code')"
AFTER = "way IN ('hall_code', 'digits', 'own_code', 'desk', 'paper', 'late')"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as batch:
        batch.add_column(sa.Column("entered_by", sa.Uuid(as_uuid=False), nullable=True))
        batch.add_column(sa.Column("note", sa.String(200), nullable=False, server_default=""))
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), AFTER)
    with op.batch_alter_table(TABLE) as batch:
        batch.alter_column("note", server_default=None)
    _keep_again()


def downgrade() -> None:
    later = sa.text("SELECT count(*) FROM sign_in_attempts WHERE entered_by IS NOT NULL")
    if op.get_bind().execute(later).scalar_one():
        raise RuntimeError("已有签到台登记的签到，不能退回不认识它们的版本。")
    with op.batch_alter_table(TABLE) as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), BEFORE)
        batch.drop_column("note")
        batch.drop_column("entered_by")
    _keep_again()


def _keep_again() -> None:
    """Make the triggers anew that SQLite drops with a table that is rebuilt."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER keep_{TABLE}_{verb.lower()} BEFORE {verb} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
            )
