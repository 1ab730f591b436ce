"""Add awards, sanctions with their course, contacts and visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

revision = "0028_stewardship"
down_revision = "0027_rollups"
branch_labels = None
depends_on = None

Id, Moment = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
TABLES = (
    "awards", "award_nominees", "sanctions", "sanction_grounds", "sanction_evidence", "sanction_events",
    "care_links", "care_visits",
)  # fmt: skip
KEPT = ("sanction_events",)


def upgrade() -> None:
    _awards()
    _sanctions()
    _care()
    for table in KEPT:
        _keep(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            _close(table, context.get_context().opts.get("app_role"))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _awards() -> None:
    op.create_table(
        "awards",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("rank", sa.String(16), nullable=False),
        sa.Column("quota_count", sa.Integer(), nullable=True),
        sa.Column("quota_percent", sa.Integer(), nullable=True),
        sa.Column("quota_of", sa.String(16), nullable=False),
        sa.Column("excluded_posts", Json, nullable=False),
        sa.Column("bar_sanctioned", sa.Boolean(), nullable=False),
        sa.Column("section_id", Id, nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(100), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.String(100), nullable=False),
        sa.Column("published_at", Moment, nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("awards"),
        _key("awards", "section_id", "units"),
        _words(
            "awards", "kind",
            "'excellent_member', 'excellent_proposal', 'excellent_opinion', 'duty_star', 'other_award'",
        ),
        _words("awards", "stage", "'recommend', 'papers', 'panel', 'published', 'cancelled'"),
        _words("awards", "level", "'county', 'prefecture', 'province', 'national'"),
        _words("awards", "rank", "'special', 'first', 'second', 'third', 'excellent', 'other'"),
        _words("awards", "quota_of", "'members', 'proposals', 'opinions'"),
        _check("awards", "within_quota", "seats IS NULL OR chosen <= seats"),
    )  # fmt: skip
    op.create_index("ix_awards_year", "awards", ["council_id", "year", "id"])
    op.create_table(
        "award_nominees",
        sa.Column("award_id", Id, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("piece_id", Id, nullable=True),
        sa.Column("section_id", Id, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recommended_by", Id, nullable=False),
        sa.Column("recommended_at", Moment, nullable=False),
        sa.Column("papers", sa.String(16), nullable=False),
        sa.Column("papers_note", sa.String(200), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("claim_id", Id, nullable=True),
        *_tenant("award_nominees"),
        _key("award_nominees", "award_id", "awards"),
        _key("award_nominees", "member_id", "members"),
        _key("award_nominees", "section_id", "units"),
        _key("award_nominees", "piece_id", "claims"),
        _key("award_nominees", "claim_id", "claims"),
        _words("award_nominees", "papers", "'pending', 'fit', 'unfit'"),
    )
    op.create_index("ix_award_nominees_award", "award_nominees", ["council_id", "award_id", "id"])
    op.create_index("ix_award_nominees_member", "award_nominees", ["council_id", "member_id"])
    for name, last, where in (
        ("member", "member_id", "piece_id IS NULL"),
        ("piece", "piece_id", "piece_id IS NOT NULL"),
    ):
        op.create_index(
            f"uq_award_nominees_{name}",
            "award_nominees",
            ["council_id", "award_id", last],
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )


def _sanctions() -> None:
    op.create_table(
        "sanctions",
        sa.Column("member_id", Id, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("hear_by", sa.Date(), nullable=True),
        sa.Column("body", sa.String(24), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.String(100), nullable=False),
        sa.Column("effect_on", sa.Date(), nullable=True),
        sa.Column("rights_ended_at", Moment, nullable=True),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("sanctions"),
        _key("sanctions", "member_id", "members"),
        _words(
            "sanctions", "kind",
            "'remind', 'talk', 'circulate', 'warn', 'advise_resign', 'order_resign', 'revoke', 'resignation'",
        ),
        _words(
            "sanctions", "state",
            "'draft', 'hearing', 'ready', 'decided', 'reconsidering', 'upheld', 'lifted', 'not_adopted', "
            "'dropped'",
        ),
        _words("sanctions", "body", "'chairpersons_council', 'standing_committee'"),
        _check("sanctions", "decided_by_a_body", "decided_on IS NULL OR body IS NOT NULL"),
        _check("sanctions", "effect_after_decision", "effect_on IS NULL OR effect_on >= decided_on"),
    )  # fmt: skip
    op.create_index("ix_sanctions_member", "sanctions", ["council_id", "member_id", "id"])
    op.create_index("ix_sanctions_state", "sanctions", ["council_id", "state", "id"])
    op.create_table(
        "sanction_grounds",
        sa.Column("sanction_id", Id, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("article", sa.String(100), nullable=False),
        *_tenant("sanction_grounds"),
        _key("sanction_grounds", "sanction_id", "sanctions"),
        _unique("sanction_grounds", "sanction_id", "place"),
    )
    op.create_table(
        "sanction_evidence",
        sa.Column("ground_id", Id, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("record_id", Id, nullable=True),
        sa.Column("run_id", Id, nullable=True),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        *_tenant("sanction_evidence"),
        _key("sanction_evidence", "ground_id", "sanction_grounds"),
        _key("sanction_evidence", "record_id", "duty_records"),
        _key("sanction_evidence", "run_id", "runs"),
        _check(
            "sanction_evidence", "something", "record_id IS NOT NULL OR run_id IS NOT NULL OR document != ''"
        ),
        _unique("sanction_evidence", "ground_id", "place"),
    )
    op.create_table(
        "sanction_events",
        sa.Column("sanction_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.Column("by", Id, nullable=True),
        sa.Column("at", Moment, nullable=False),
        *_tenant("sanction_events"),
        _key("sanction_events", "sanction_id", "sanctions"),
        _words(
            "sanction_events", "act",
            "'prepare', 'edit', 'send', 'state', 'close_hearing', 'decide', 'reconsider', 'settle', 'drop', "
            "'end_rights'",
        ),
        _unique("sanction_events", "sanction_id", "number"),
    )  # fmt: skip


def _care() -> None:
    op.create_table(
        "care_links",
        sa.Column("leader_id", Id, nullable=False),
        sa.Column("member_id", Id, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_by", Id, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        *_tenant("care_links"),
        _key("care_links", "leader_id", "members"),
        _key("care_links", "member_id", "members"),
        _check("care_links", "dates", "ends_on IS NULL OR ends_on >= starts_on"),
    )
    op.create_index("ix_care_links_member", "care_links", ["council_id", "member_id"])
    op.create_index("ix_care_links_leader", "care_links", ["council_id", "leader_id"])
    op.create_table(
        "care_visits",
        sa.Column("member_id", Id, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("visitor_id", Id, nullable=True),
        sa.Column("visitor", sa.String(100), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("follow_up_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("followed_up_at", Moment, nullable=True),
        sa.Column("blanked_at", Moment, nullable=True),
        sa.Column("struck_at", Moment, nullable=True),
        sa.Column("recorded_by", Id, nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_tenant("care_visits"),
        _key("care_visits", "member_id", "members"),
        _key("care_visits", "visitor_id", "members"),
        _words("care_visits", "kind", "'visit', 'sick', 'hardship', 'birthday', 'congratulation', 'talk'"),
    )
    op.create_index("ix_care_visits_member", "care_visits", ["council_id", "member_id", "on_day"])
    op.create_index("ix_care_visits_day", "care_visits", ["council_id", "on_day", "id"])
    op.create_index("ix_care_visits_follow_up", "care_visits", ["council_id", "follow_up_on"])


def _check(table: str, name: str, said: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(said, name=op.f(f"ck_{table}_{name}"))


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


def _words(table: str, column: str, listed: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}_word"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    name = op.f(f"uq_{table}_council_id_{'_'.join(columns)}")
    return sa.UniqueConstraint("council_id", *columns, name=name)


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
        may = "SELECT, INSERT" if table in KEPT else "SELECT, INSERT, UPDATE, DELETE"
        op.execute(f"GRANT {may} ON {table} TO {quoted}")
