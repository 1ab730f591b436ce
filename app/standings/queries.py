"""Statements on runs and scorecards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, case, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from app.core.db.base import AnyRow
from app.core.db.documents import hyphened
from app.core.db.prepared import Prepared
from app.core.http.paging import behind
from app.council.models import DutyYear, Member, Tenure, Term
from app.ledger.models import LedgerHead
from app.schemes.models import SchemeAdoption, SchemeDocument
from app.standings.held.queries import held
from app.standings.models import MemberState, Run, RunBody, ScorecardRow, SelectionDecision

_in_force = select(Run).where(
    Run.council_id == bindparam("council"), Run.year == bindparam("year"), Run.state == "in_force"
)
#: A member's year in one row: dates, scheme, ledger head, what is held, and the card of the run in force.
_context = Prepared(
    select(
        DutyYear.starts_on,
        DutyYear.ends_on,
        DutyYear.state.label("year_state"),
        SchemeDocument.title,
        SchemeDocument.digest,
        Run.id.label("run_id"),
        Run.scheme_digest,
        Run.ledger_seq,
        ScorecardRow.trace,
        select(LedgerHead.seq)
        .where(LedgerHead.council_id == bindparam("council"))
        .scalar_subquery()
        .label("head"),
        *held(bindparam("member")),
    )
    .outerjoin(
        SchemeAdoption,
        and_(
            SchemeAdoption.council_id == DutyYear.council_id,
            SchemeAdoption.year == DutyYear.year,
            SchemeAdoption.subject == "member",
        ),
    )
    .outerjoin(
        SchemeDocument,
        and_(
            SchemeDocument.council_id == SchemeAdoption.council_id,
            SchemeDocument.id == SchemeAdoption.scheme_id,
        ),
    )
    .outerjoin(
        Run,
        and_(Run.council_id == DutyYear.council_id, Run.year == DutyYear.year, Run.state == "in_force"),
    )
    .outerjoin(
        ScorecardRow,
        and_(
            ScorecardRow.council_id == Run.council_id,
            ScorecardRow.run_id == Run.id,
            ScorecardRow.member_id == bindparam("member"),
        ),
    )
    .where(DutyYear.council_id == bindparam("council"), DutyYear.year == bindparam("year"))
)


def in_force(session: Session, council_id: str, year: int) -> Run | None:
    """Return the run in force for a year."""
    return session.scalars(_in_force, {"council": council_id, "year": year}).first()


def context(session: Session, council_id: str, member_id: str, year: int) -> AnyRow | None:
    """Return all that a member's score of a year is computed from, except the records."""
    given = {"council": council_id, "year": year, "member": member_id}
    return _context.first(session.connection(), given)  # type: ignore[no-any-return]


def run(session: Session, council_id: str, run_id: str, *, lock: bool = False) -> Run | None:
    """Return one run; a locked one as it is now, whatever was read of it before."""
    statement = select(Run).where(Run.council_id == council_id, Run.id == run_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.scalars(statement).first()


def lock_year(session: Session, council_id: str, year: int) -> None:
    """Let nobody else do what is done to a duty year one at a time."""
    statement = select(DutyYear.id).where(DutyYear.council_id == council_id, DutyYear.year == year)
    session.execute(statement.with_for_update()).all()


def runs(session: Session, council_id: str, year: int | None, after: Any, limit: int) -> list[Run]:
    """Return runs, newest first."""
    statement = select(Run).where(Run.council_id == council_id)
    if year is not None:
        statement = statement.where(Run.year == year)
    if after:
        statement = statement.where(Run.id < after[0])
    return list(session.scalars(statement.order_by(Run.id.desc()).limit(limit)))


#: In the order of the roster: numbering the rows in the database costs as much again as reading them.
_standings = Prepared(
    select(
        ScorecardRow.place,
        hyphened(ScorecardRow.member_id),
        Member.number,
        Member.name,
        ScorecardRow.points,
        ScorecardRow.grade,
    )
    .join(Member, and_(Member.council_id == ScorecardRow.council_id, Member.id == ScorecardRow.member_id))
    .where(ScorecardRow.council_id == bindparam("council"), ScorecardRow.run_id == bindparam("run"))
    .order_by(Member.stroke_key, Member.id)
)
_run = Prepared(
    select(
        Run.id,
        Run.year,
        Run.state,
        Run.scheme_id,
        Run.scheme_digest,
        Run.ledger_seq,
        Run.subjects,
        Run.done,
        Run.result_digest,
        Run.started_at,
        Run.finished_at,
        Run.version,
    ).where(Run.council_id == bindparam("council"), Run.year == bindparam("year"), Run.state == "in_force")
)


def shown_in_force(session: Session, council_id: str, year: int) -> AnyRow | None:
    """Return what is shown of the run in force for a year."""
    return _run.first(session.connection(), {"council": council_id, "year": year})  # type: ignore[no-any-return]


def standings(session: Session, council_id: str, run_id: str) -> list[Any]:
    """Return a run's places, ids, numbers, names, points and grades in 姓氏笔画 order."""
    given = {"council": council_id, "run": run_id}
    return _standings.all(session.connection(), given)


def traces_in_order(
    session: Session, council_id: str, run_id: str, members: list[str] | None = None
) -> Iterator[AnyRow]:
    """Yield member id, points (written and as a ratio), grade and trace of a run's cards, by member id.

    A few are read at a time.

    Args:
        members: Whose cards are meant; None for everybody's.
    """
    statement = (
        select(
            ScorecardRow.member_id,
            ScorecardRow.points,
            ScorecardRow.grade,
            ScorecardRow.trace,
            ScorecardRow.numerator,
            ScorecardRow.denominator,
        )
        .where(ScorecardRow.council_id == council_id, ScorecardRow.run_id == run_id)
        .order_by(ScorecardRow.member_id)
    )
    if members is not None:
        statement = statement.where(ScorecardRow.member_id.in_(members))
    yield from session.connection().execute(statement, execution_options={"yield_per": 200})


_of_year = (
    Tenure.council_id == bindparam("council"),
    Tenure.member_id > bindparam("after"),
    Tenure.starts_on <= bindparam("last"),
    or_(Tenure.ends_on.is_(None), Tenure.ends_on >= bindparam("first")),
    exists().where(
        Term.council_id == Tenure.council_id,
        Term.id == Tenure.term_id,
        Term.starts_on <= bindparam("last"),
        Term.ends_on >= bindparam("first"),
    ),
)
_tenured = select(Tenure.member_id).where(*_of_year).distinct().order_by(Tenure.member_id)


def tenured_after(session: Session, council_id: str, year: DutyYear, after: str, limit: int) -> list[str]:
    """Return who was a member in a year, by id, from behind an id."""
    given = {"council": council_id, "after": after, "first": year.starts_on, "last": year.ends_on}
    return list(session.scalars(_tenured.limit(limit), given))


def last_kept(session: Session, of: Any, council_id: str, id: str) -> str | None:
    """Return the last member, by id, of whom something under way has kept a result.

    Args:
        of: The column by which results name what is under way.
    """
    table = of.class_
    statement = (
        select(table.member_id)
        .where(table.council_id == council_id, of == id)
        .order_by(table.member_id.desc())
        .limit(1)
    )
    return session.scalar(statement)  # type: ignore[no-any-return]


_cards = cast(Table, ScorecardRow.__table__)
_place = (
    update(_cards)
    .where(
        _cards.c.council_id == bindparam("council"),
        _cards.c.run_id == bindparam("run"),
        _cards.c.member_id == bindparam("member"),
    )
    .values(place=bindparam("reached"))
)


def set_places(session: Session, council_id: str, run_id: str, places: Iterable[tuple[str, int]]) -> None:
    """Set the places of a run's cards, which have none yet, a thousand at a time."""
    given = (
        {"council": council_id, "run": run_id, "member": member, "reached": place} for member, place in places
    )
    while some := list(islice(given, 1000)):
        session.connection().execute(_place, some)


def runs_in_force(session: Session, council_id: str) -> list[Run]:
    """Return every run in force, oldest year first."""
    statement = select(Run).where(Run.council_id == council_id, Run.state == "in_force").order_by(Run.year)
    return list(session.scalars(statement))


#: The card of the same member in the run in force, beside the one that is looked at.
_before = aliased(ScorecardRow)
_changed = or_(
    _before.points.is_distinct_from(ScorecardRow.points), _before.grade.is_distinct_from(ScorecardRow.grade)
)


def _beside(council_id: str, run_id: str, against: str | None) -> Any:
    return (
        and_(
            _before.council_id == ScorecardRow.council_id,
            _before.run_id == against,
            _before.member_id == ScorecardRow.member_id,
        ),
        and_(ScorecardRow.council_id == council_id, ScorecardRow.run_id == run_id),
    )


def scorecards(
    session: Session,
    council_id: str,
    run_id: str,
    against: str | None,
    *,
    changed: bool,
    after: Any,
    limit: int,
) -> list[AnyRow]:
    """Return cards of a run in the order of the roster, each beside the one in force."""
    beside, mine = _beside(council_id, run_id, against)
    order: tuple[Any, ...] = (Member.stroke_key, Member.id)
    statement = (
        select(
            ScorecardRow.member_id,
            Member.number,
            Member.name,
            Member.stroke_key,
            ScorecardRow.points,
            ScorecardRow.grade,
            ScorecardRow.place,
            _before.points.label("points_in_force"),
            _before.grade.label("grade_in_force"),
            _before.place.label("place_in_force"),
        )
        .join(Member, and_(Member.council_id == ScorecardRow.council_id, Member.id == ScorecardRow.member_id))
        .outerjoin(_before, beside)
        .where(mine)
        .order_by(*order)
        .limit(limit)
    )
    if changed:
        statement = statement.where(_changed)
    if after:
        statement = statement.where(behind(order, after))
    return list(session.execute(statement).all())


def differences(session: Session, council_id: str, run_id: str, against: str) -> AnyRow:
    """Return how many cards of a run are new, changed, the same, and only moved in place."""
    beside, mine = _beside(council_id, run_id, against)
    added = _before.id.is_(None)
    same = and_(_before.id.is_not(None), ~_changed)
    elsewhere = and_(same, _before.place.is_distinct_from(ScorecardRow.place))
    counts = [added, and_(_before.id.is_not(None), _changed), same, elsewhere]
    columns = [func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in counts]
    statement = select(*columns).select_from(ScorecardRow).outerjoin(_before, beside).where(mine)
    return session.execute(statement).one()


def card(session: Session, council_id: str, run_id: str, member_id: str) -> AnyRow | None:
    """Return the trace of one card together with what its run is pinned to."""
    statement = (
        select(
            ScorecardRow.trace,
            Run.id.label("run_id"),
            Run.year,
            Run.state,
            Run.ledger_seq,
            SchemeDocument.title,
            SchemeDocument.digest,
            SchemeDocument.text,
        )
        .join(Run, and_(Run.council_id == ScorecardRow.council_id, Run.id == ScorecardRow.run_id))
        .join(
            SchemeDocument,
            and_(SchemeDocument.council_id == Run.council_id, SchemeDocument.id == Run.scheme_id),
        )
        .where(
            ScorecardRow.council_id == council_id,
            ScorecardRow.run_id == run_id,
            ScorecardRow.member_id == member_id,
        )
    )
    return session.execute(statement).first()


def body(session: Session, council_id: str, run_id: str) -> RunBody | None:
    """Return the document that holds of a run: its highest version."""
    statement = (
        select(RunBody)
        .where(RunBody.council_id == council_id, RunBody.run_id == run_id)
        .order_by(RunBody.version.desc())
        .limit(1)
    )
    return session.scalars(statement).first()


def decisions(session: Session, council_id: str, run_id: str) -> dict[str, SelectionDecision]:
    """Return selection → the decision that holds of a run: the newest."""
    statement = (
        select(SelectionDecision)
        .where(SelectionDecision.council_id == council_id, SelectionDecision.run_id == run_id)
        .order_by(SelectionDecision.id)
    )
    return {row.selection: row for row in session.scalars(statement)}


def states(session: Session, council_id: str, first: int, last: int) -> list[MemberState]:
    """Return what holds of members in some years: the newest record of each member, year and state."""
    statement = (
        select(MemberState)
        .where(MemberState.council_id == council_id, MemberState.year.between(first, last))
        .order_by(MemberState.id)
    )
    found = {(row.member_id, row.year, row.state): row for row in session.scalars(statement)}
    return [found[key] for key in sorted(found)]
