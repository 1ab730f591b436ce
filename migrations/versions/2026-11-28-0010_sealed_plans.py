"""Keep the plan of a sealed year as it is."""

from __future__ import annotations

from alembic import op

revision = "0032_sealed_plans"
down_revision = "0031_erasures"
branch_labels = None
depends_on = None

TABLE = "evaluation_years"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER keep_{TABLE}_{verb.lower()} BEFORE {verb} ON {TABLE} WHEN EXISTS (SELECT 1 "
                "FROM duty_years d WHERE d.council_id = OLD.council_id AND d.year = OLD.year AND "
                f"d.state = 'sealed') BEGIN SELECT RAISE(ABORT, '{TABLE} of a sealed year are kept'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER keep_{TABLE} BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_sealed()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER keep_{TABLE}_{verb}")
    else:
        op.execute(f"DROP TRIGGER keep_{TABLE} ON {TABLE}")
