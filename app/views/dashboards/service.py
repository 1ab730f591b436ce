"""Composes the chair's page from counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, get_args

from sqlalchemy.orm import Session

from app import __version__
from app.access.actor import Actor
from app.access.permissions import allows
from app.core import clock
from app.core.errors import NotFound
from app.core.http.etags import etag_of, names
from app.facts.attendance.models import ATTENDED, NOT_DUE
from app.views.dashboards.queries import counts
from app.views.dashboards.schemas import (
    Attendance,
    Dashboard,
    FamilyCount,
    GradeCount,
    KindTurnout,
    LastRecord,
    MonthCount,
    Overdue,
    PersonRef,
    SectionOverdue,
    SectorGrades,
    SectorTurnout,
    SilentGroup,
    Turnout,
)
from app.views.dashboards.words import FAMILIES, REVIEWED, SILENT_DAYS, WAITING_DAYS, Kind, kind_of
from app.views.term_review.service import figures_of

#: A version and, unless the reader has it already, the page as bytes.
Versioned = tuple[str, bytes | None]
UNKNOWN = "—"
#: Who sees results by name also sees how many have which.
GRADES = "standings:view"
_NEVER = date(1900, 1, 1)


def unchanged(session: Session, actor: Actor, year: int | None, known: str) -> str | None:
    """Return the version of the page when ``known`` names it (no statement)."""
    version = _version(actor, year)
    return version if names(known, version) else None


def page(session: Session, actor: Actor, year: int | None, known: str | None = None) -> Versioned:
    """Return the page of a duty year (default: the running one).

    Raises:
        NotFound: no such year.
    """
    version = _version(actor, year)
    if names(known, version):
        return version, None
    return version, compose(session, actor, year).model_dump_json().encode()


def _version(actor: Actor, year: int | None) -> str:
    # Every write of a council is an audited act, so their number is the version of all its pages.
    graded = allows(actor.roles, GRADES)
    return etag_of(f"{__version__} {actor.council_id} {actor.acts} {clock.today()} dashboard {year} {graded}")


def scope(session: Session, actor: Actor, year: int | None) -> tuple[Any, list[Any], dict[str, Any]]:
    """Return the duty year meant, all of them, and what the statements are given.

    Raises:
        NotFound: no such year.
    """
    return scope_of(session, actor.council_id, year)


def scope_of(session: Session, council_id: str, year: int | None) -> tuple[Any, list[Any], dict[str, Any]]:
    """Return the same as ``scope`` for a council, whoever asks."""
    today, years = clock.today(), counts.years(session, council_id)
    if year is None:
        running = [each for each in years if each.starts_on <= today <= each.ends_on] or years
        chosen = running[0] if running else None
    else:
        chosen = next((each for each in years if each.year == year), None)
    if chosen is None:
        raise NotFound(f"没有 {year or today.year} 履职年度。")
    day, cut = min(today, chosen.ends_on), today - timedelta(days=WAITING_DAYS)
    given = {
        "council": council_id,
        "year": chosen.year,
        "day": day,
        "since": day - timedelta(days=SILENT_DAYS),
        "never": _NEVER,
        "today": today,
        "cut_day": cut,
        "cut": datetime.combine(cut, time(), clock.BEIJING),
    }
    return chosen, years, given


def compose(session: Session, actor: Actor, year: int | None) -> Dashboard:
    """Return the page, computed from what counts now."""
    chosen, years, given = scope(session, actor, year)
    day: date = given["day"]
    rows = counts.sectors(session, given)
    sectors = [row for row in rows if not row.grade]
    figures = figures_of(session, actor.council_id, chosen.term, (), REVIEWED)
    return Dashboard(
        year=chosen.year,
        years=[each.year for each in years],
        starts_on=chosen.starts_on,
        ends_on=chosen.ends_on,
        day=day,
        term=chosen.term,
        attendance=_attendance(counts.attendance(session, given), sectors),
        grades=_grades(rows) if allows(actor.roles, GRADES) else None,
        contributions=_contributions(counts.contributions(session, given), chosen.starts_on, day),
        silent_days=SILENT_DAYS,
        silent=[silent_group(row, day) for row in counts.silent(session, given)],
        waiting_days=WAITING_DAYS,
        overdue=_overdue(counts.overdue(session, given)),
        review=list(figures.values()),
    )


def _attendance(rows: Sequence[Any], sectors: Sequence[Any]) -> Attendance:
    kinds: dict[Kind, Counter[str]] = {}
    placed: dict[str | None, Counter[str]] = {}
    total: Counter[str] = Counter()
    for row in rows:
        for counter in (
            total,
            kinds.setdefault(kind_of(row.fact, row.type), Counter()),
            placed.setdefault(row.unit_id, Counter()),
        ):
            counter[row.status] += row.lines
    return Attendance(
        all=Turnout(**turnout_of(total)),
        kinds=[KindTurnout(kind=kind, **turnout_of(kinds[kind])) for kind in get_args(Kind) if kind in kinds],
        sectors=list(_sectors(placed, sectors)),
    )


def _sectors(placed: dict[str | None, Counter[str]], sectors: Sequence[Any]) -> Iterator[SectorTurnout]:
    for sector in sectors:
        found = placed.get(sector.id)
        if found or sector.members:
            said = turnout_of(found or Counter())
            per_member = one_decimal(said["due"], sector.members)
            yield SectorTurnout(
                unit_id=sector.id, name=sector.name, members=sector.members, per_member=per_member, **said
            )
    if None in placed:
        yield SectorTurnout(
            unit_id=None, name="", members=None, per_member=UNKNOWN, **turnout_of(placed[None])
        )


def _grades(rows: Sequence[Any]) -> list[SectorGrades]:
    """Return the sectors that have graded members, in the roster's order, those in none last."""
    found: dict[str | None, list[GradeCount]] = {}
    for row in rows:
        if row.grade:
            found.setdefault(row.id, []).append(GradeCount(grade=row.grade, count=row.cards))
    names = {row.id: row.name for row in rows if not row.grade}
    order = [unit for unit in (*names, None) if unit in found]
    return [SectorGrades(unit_id=unit, name=names.get(unit, ""), grades=found[unit]) for unit in order]


def turnout_of(statuses: Counter[str]) -> dict[str, Any]:
    """Return the five counts and the rate of attendance by status."""
    attended = sum(statuses[word] for word in ATTENDED)
    due = sum(statuses.values()) - statuses[NOT_DUE]
    tenths = one_decimal(attended * 100, due)
    return {
        "due": due,
        "attended": attended,
        "excused": statuses["excused"],
        "absent": statuses["absent"],
        "not_counted": statuses[NOT_DUE],
        "rate": tenths if tenths == UNKNOWN else f"{tenths}%",
    }


def one_decimal(part: int, whole: int) -> str:
    """Return a quotient with one decimal, rounded half up; a dash when there is nothing to divide by.

    >>> one_decimal(845 * 100, 860), one_decimal(412, 22), one_decimal(1, 0)
    ('98.3', '18.7', '—')
    """
    if whole == 0:
        return UNKNOWN
    tenths = (part * 20 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"


def _contributions(rows: Iterable[Any], first: date, last: date) -> list[FamilyCount]:
    found = Counter({(row.fact, f"{row.year:04}-{row.month:02}"): row.lines for row in rows})
    months = list(_months(first, last))
    made = []
    for family, (fact, _) in FAMILIES.items():
        by_month = [MonthCount(month=month, count=found[fact, month]) for month in months]
        made.append(FamilyCount(family=family, total=sum(one.count for one in by_month), months=by_month))
    return made


def _months(first: date, last: date) -> Iterator[str]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{number // 12:04}-{number % 12 + 1:02}"


def silent_group(row: Any, day: date) -> SilentGroup:
    """Return a row of the silent groups as its shape."""
    last = None
    if row.claim_id:
        last = LastRecord(claim_id=row.claim_id, title=row.title, occurred_on=row.occurred_on)
    return SilentGroup(
        unit_id=row.id,
        kind=row.kind,
        name=row.name,
        members=row.members,
        convener=PersonRef(id=row.convener_id, name=row.convener) if row.convener_id else None,
        last=last,
        days=(day - last.occurred_on).days if last else None,
    )


def _overdue(rows: Sequence[Any]) -> Overdue:
    return Overdue(
        waiting=sum(row.waiting for row in rows),
        sections=[
            SectionOverdue(section_id=row.id, name=row.name, waiting=row.waiting)
            for row in rows
            if row.waiting
        ],
        returned=sum(row.returned for row in rows),
        objections=sum(row.objections for row in rows),
    )
