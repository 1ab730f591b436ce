"""Adopt a scheme for each kind of subject; keep what a run says of groups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0009_groups"
down_revision = "0008_bodies_of_runs"
branch_labels = None
depends_on = None

Id = sa.Uuid(as_uuid=False)
BY_YEAR = "uq_scheme_adoptions_council_id_year"
BY_SUBJECT = "uq_scheme_adoptions_council_id_year_subject"
WORDS = "subject IN ('member', 'group', 'council')"
KEPT = ("group_results", "group_scorecards")
OF_UNITS = sa.text("unit_id IS NOT NULL")


def upgrade() -> None:
    # What was adopted before is about members.
    with op.batch_alter_table("scheme_adoptions") as batch:
        batch.add_column(sa.Column("subject", sa.String(8), nullable=False, server_default="member"))
        batch.drop_constraint(BY_YEAR, type_="unique")
        batch.create_unique_constraint(op.f(BY_SUBJECT), ["council_id", "year", "subject"])
        batch.create_check_constraint(op.f("ck_scheme_adoptions_subject_word"), WORDS)
    with op.batch_alter_table("scheme_adoptions") as batch:
        batch.alter_column("subject", server_default=None)
    _keep_again("scheme_adoptions")
    _create_results()
    _create_scorecards()
    op.create_index(
        "ix_duty_records_unit",
        "duty_records",
        ["council_id", "unit_id", "year"],
        sqlite_where=OF_UNITS,
        postgresql_where=OF_UNITS,
    )
    for table in KEPT:
        _protect(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    later = sa.text("SELECT count(*) FROM scheme_adoptions WHERE subject <> 'member'")
    if op.get_bind().execute(later).scalar_one():
        # As a members' scheme it would score everybody wrongly.
        raise RuntimeError("有年度采用了小组办法，不能退回不认识小组办法的版本。")
    op.drop_index("ix_duty_records_unit", "duty_records")
    for table in reversed(KEPT):
        op.drop_table(table)
    with op.batch_alter_table("scheme_adoptions") as batch:
        batch.drop_constraint(op.f("ck_scheme_adoptions_subject_word"), type_="check")
        batch.drop_constraint(BY_SUBJECT, type_="unique")
        batch.create_unique_constraint(op.f(BY_YEAR), ["council_id", "year"])
        batch.drop_column("subject")
    _keep_again("scheme_adoptions")


def _create_results() -> None:
    op.create_table(
        "group_results",
        sa.Column("run_id", Id, nullable=False),
        sa.Column("scheme_id", Id, nullable=False),
        sa.Column("scheme_digest", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        *_of_council("group_results", run_id="runs", scheme_id="scheme_documents"),
        sa.UniqueConstraint("council_id", "run_id", name=op.f("uq_group_results_council_id_run_id")),
    )


def _create_scorecards() -> None:
    op.create_table(
        "group_scorecards",
        sa.Column("run_id", Id, nullable=False),
        sa.Column("unit_id", Id, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("points", sa.String(40), nullable=False),
        sa.Column("grade", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        *_of_council("group_scorecards", run_id="runs", unit_id="units"),
        sa.UniqueConstraint(
            "council_id", "run_id", "unit_id", name=op.f("uq_group_scorecards_council_id_run_id_unit_id")
        ),
    )


def _of_council(table: str, **points: str) -> list[sa.schema.SchemaItem]:
    """Return the columns and keys that every tenant table has, and those into other tables."""
    keys: list[sa.schema.SchemaItem] = [
        sa.ForeignKeyConstraint(
            ["council_id", column],
            [f"{other}.council_id", f"{other}.id"],
            name=op.f(f"fk_{table}_council_id_{column}_{other}"),
        )
        for column, other in points.items()
    ]
    return [
        sa.Column("council_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        *keys,
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f(f"fk_{table}_council_id_councils")
        ),
        sa.PrimaryKeyConstraint("council_id", "id", name=op.f(f"pk_{table}")),
    ]


def _keep_again(table: str) -> None:
    """Make the triggers anew that SQLite drops with a table that is rebuilt."""
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers(table)


def _sqlite_triggers(table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _protect(table: str, role: str | None) -> None:
    """Let nobody change or delete rows, nor see another council's."""
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers(table)
        return
    op.execute(
        f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    scope = "council_id = nullif(current_setting('app.council', true), '')::uuid"
    op.execute(f"CREATE POLICY own_council ON {table} USING ({scope}) WITH CHECK ({scope})")
    if role:
        quoted = '"' + role.replace('"', '""') + '"'
        op.execute(f"GRANT SELECT, INSERT ON {table} TO {quoted}")
