"""Add up tables of attendance; no rate is ever over one."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import FieldError, Invalid
from app.core.http.paging import Page, read_cursor, write_cursor
from app.facts.activities.models import ACTIVITY_KINDS
from app.facts.attendance.models import ATTENDED, NOT_DUE
from app.facts.attendance.rules.service import read, rule_of
from app.views.turnout import queries
from app.views.turnout.schemas import TurnoutLine, TurnoutOut, TurnoutRow

#: Sum of how much each attendance weighs, beside how often each status stands.
_WEIGHED = "weighed"


def table(
    session: Session, actor: Actor, since: date | None, until: date | None, by: str, kind: str | None
) -> TurnoutOut:
    """Return who was due and who came, row by row.

    What one was due at is what the confirmed rolls say of that day, so that whoever joined late is
    counted from then on; 公假 is left out of it.

    Raises:
        Invalid: the span ends before it begins.
    """
    first, last = span(since, until)
    weigh = Weights(queries.documents(session, actor.council_id))
    found: dict[str, Counter[str]] = {}
    weighed: dict[str, Fraction] = defaultdict(Fraction)
    names: dict[str, tuple[str, date | None]] = {}
    for row in queries.counts(session, actor.council_id, first, last, by, kind):
        key = row.key or ""
        found.setdefault(key, Counter())[row.status] += row.lines
        weighed[key] += row.lines * weigh(row.rules_version, row.of_kind, row.status)
        names[key] = _named(row, by)
    keys = sorted(found, key=ACTIVITY_KINDS.index) if by == "kind" else list(found)
    total = row_of("", "", None, sum(found.values(), Counter()), sum(weighed.values(), Fraction()))
    return TurnoutOut(
        by=by,  # type: ignore[arg-type]
        since=first,
        until=last,
        sittings=queries.sittings(session, actor.council_id, first, last, kind),
        total=total,
        # Who is in no unit comes last.
        rows=[
            row_of(key, *names[key], found[key], weighed[key])
            for key in sorted(keys, key=lambda one: not one)
        ],
    )


def of_members(
    session: Session, council_id: str, first: date, last: date
) -> dict[str, dict[str, tuple[Counter[str], Fraction]]]:
    """Return member → kind of activity → how often each status stands, and what that weighs."""
    weigh = Weights(queries.documents(session, council_id))
    found: dict[str, dict[str, tuple[Counter[str], Fraction]]] = defaultdict(dict)
    for row in queries.counts(session, council_id, first, last, "member", None):
        statuses, weighed = found[row.key].get(row.of_kind, (Counter(), Fraction(0)))
        statuses[row.status] += row.lines
        weighed += row.lines * weigh(row.rules_version, row.of_kind, row.status)
        found[row.key][row.of_kind] = (statuses, weighed)
    return found


def weights(session: Session, council_id: str, first: date, last: date) -> Weights:
    """Return what lines of the rolls of a span weigh."""
    versions = queries.versions(session, council_id, first, last)
    return Weights(queries.documents(session, council_id), versions)


def lines(
    session: Session,
    actor: Actor,
    since: date | None,
    until: date | None,
    by: str,
    kind: str | None,
    key: str | None,
    status: str,
    cursor: str | None,
    limit: int,
) -> Page[TurnoutLine]:
    """Return the lines behind one number of a table.

    Raises:
        Invalid: the span ends before it begins, or a key that no row of such a table has.
    """
    first, last = span(since, until)
    after = read_cursor(cursor, (datetime, UUID, str, UUID), "turnout")
    given = _key(by, key)
    rows = queries.lines(
        session,
        actor.council_id,
        first,
        last,
        by,
        kind,
        key=given,
        status=status,
        after=after,
        limit=limit + 1,
    )
    following = None
    if len(rows) > limit:
        end = rows[limit - 1]
        following = write_cursor((end.starts_at, end.sitting_id, end.stroke_key, end.member_id), "turnout")
    return Page(items=[_line(row) for row in rows[:limit]], next=following)


def span(since: date | None, until: date | None) -> tuple[date, date]:
    """Return the days meant: from New Year's Day to today unless said otherwise."""
    last = until or max(clock.today(), since or clock.today())
    first = since or last.replace(month=1, day=1)
    if first > last:
        sentence = "截止日期不能早于起始日期。"
        raise Invalid(errors=[FieldError("query.until", "ends_early", sentence)])
    return first, last


def _key(by: str, key: str | None) -> str | None:
    if not key or by == "kind":
        return key
    try:
        return str(UUID(key))
    except ValueError:
        raise Invalid(errors=[FieldError("query.key", "unknown", "没有这一行，请从统计表打开。")]) from None


class Weights:
    """What an attendance counts under the rules that held when its roll was closed."""

    def __init__(self, documents: dict[int, Any], versions: dict[str, int | None] | None = None) -> None:
        """Args: documents: version → rules. versions: sitting → version."""
        self.versions = versions or {}
        self.rules = {version: read(document) for version, document in documents.items()}

    def __call__(self, version: int | None, kind: str, status: str) -> Fraction:
        if status not in ATTENDED:
            return Fraction(0)
        if status == "present" or version not in self.rules:
            return Fraction(1)
        rule = rule_of(self.rules[version], kind)
        return Fraction(rule.late_counts if status == "late" else rule.early_counts)

    def of_sitting(self, sitting_id: str, kind: str, status: str) -> Fraction:
        """Return the weight of one line of a sitting's roll; a whole one where no rules are known."""
        return self(self.versions.get(sitting_id), kind, status)


def _named(row: Any, by: str) -> tuple[str, date | None]:
    if by == "sitting":
        return f"{row.title} {row.name}".strip(), row.occurred_on
    return ("" if by == "kind" else row.name or "", None)


def row_of(key: str, name: str, on: date | None, statuses: Counter[str], weighed: Fraction) -> TurnoutRow:
    """Return a row of a table: statuses added up, with the rate."""
    due = sum(statuses.values()) - statuses[NOT_DUE]
    return TurnoutRow(
        key=key,
        name=name,
        on=on,
        due=due,
        attended=sum(statuses[word] for word in ATTENDED),
        late=statuses["late"],
        left_early=statuses["left_early"],
        excused=statuses["excused"],
        absent=statuses["absent"],
        excused_not_counted=statuses[NOT_DUE],
        rate=rate(weighed, due),
    )


def rate(weighed: Fraction, due: int) -> str:
    """Return a rate with one decimal, rounded half up.

    >>> rate(Fraction(1), 2), rate(Fraction(5, 2), 3), rate(Fraction(0), 0)
    ('50.0%', '83.3%', '—')
    """
    if due == 0:
        return "—"
    tenths = int(weighed * 1000 / due + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}%"


def _line(row: Any) -> TurnoutLine:
    return TurnoutLine(
        sitting_id=row.sitting_id,
        title=f"{row.title} {row.part}".strip(),
        kind=row.kind,
        occurred_on=row.occurred_on,
        starts_at=row.starts_at,
        member_id=row.member_id,
        name=row.name,
        number=row.number,
        status=row.status,
        note=row.note,
    )
