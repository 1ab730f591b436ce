"""What progress of some pledges is computed from, in few statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.core import clock
from app.core.crypto import canonical
from app.core.db.base import AnyRow
from app.council import queries as council
from app.council.models import DutyYear
from app.facts.pledges.schemas import PledgeDocument, PledgeItemIn
from app.facts.pledges.text import read
from app.scoring.counting import counts, scheme_of, selected
from app.scoring.engine import Compiled
from app.scoring.entry import Row
from app.standings.held import queries as held
from app.standings.pledges import queries
from app.standings.pledges.calendar import there
from app.standings.pledges.outlook import prorated
from app.standings.subject import Stretch, merged, months, tenure

#: A duty year is never taken as longer than this.
WHOLE = 12


@dataclass(frozen=True, slots=True)
class Service:
    """How long somebody served in the duty year; a group serves all of it."""

    first: date
    last: date
    months: int | None
    whole: int

    def target(self, full: int) -> int:
        """Return a year's target for the part that was served."""
        return full if self.months is None else prorated(full, self.months, self.whole)


@dataclass(frozen=True, slots=True)
class Basis:
    """Records, sittings ahead and service of every subject of some pledges of one year."""

    year: DutyYear
    today: date
    rows: dict[str, list[Row]] = field(default_factory=dict)
    ahead: dict[str, list[Row]] = field(default_factory=dict)
    served: dict[str, Service] = field(default_factory=dict)

    def service(self, subject: str) -> Service:
        """Return how long a subject served; whoever has no tenure served none of it."""
        found = self.served.get(subject)
        whole = min(WHOLE, months(self.year.starts_on, self.year.ends_on))
        return found or Service(self.year.starts_on, self.year.starts_on, 0, whole)


def basis_of(session: Session, council_id: str, year: int, pledges: Sequence[Any]) -> Basis:
    """Read what the progress of pledges of one year needs: four statements, however many they are."""
    found = council.duty_year(session, council_id, year)
    assert found is not None
    members = [one.member_id for one in pledges if one.member_id]
    units = [one.unit_id for one in pledges if one.unit_id]
    basis = Basis(found, clock.today())
    basis.rows.update(queries.counting(session, council_id, year, members, units))
    basis.served.update(_served(session, council_id, found, members, units))
    since, until = clock.start_of(found.starts_on), clock.start_of(found.ends_on + timedelta(days=1))
    wanted = set(members)
    for row in queries.ahead(session, council_id, since, until) if members else ():
        if row.member_id in wanted:
            record = _record(row)
            basis.ahead.setdefault(row.member_id, []).append(record)
    return basis


def _record(row: AnyRow) -> Row:
    on = clock.beijing_date(row.starts_at)
    return there(row.sitting_id, row.activity_id, row.kind, row.consultation, row.half_days, on)


def _served(
    session: Session, council_id: str, year: DutyYear, members: Sequence[str], units: Sequence[str]
) -> dict[str, Service]:
    first, last = year.starts_on, year.ends_on
    whole = min(WHOLE, months(first, last))
    found = {unit: Service(first, last, None, whole) for unit in units}
    tenures: dict[str, list[Stretch]] = {}
    for row in held.tenures_between(session, council_id, first, last, members) if members else ():
        span = tenure(row.starts_on, row.ends_on, row.term_from, row.term_to)
        tenures.setdefault(row.member_id, []).append(span)
    for member, spans in tenures.items():
        parts = [
            Stretch(max(one.first, first), min(one.last, last))
            for one in merged(spans)
            if one.first <= last and one.last >= first
        ]
        if parts:
            served = min(whole, sum(months(one.first, one.last) for one in parts))
            if parts[0].first == first and parts[-1].last == last and len(parts) == 1:
                served = whole
            found[member] = Service(parts[0].first, parts[-1].last, served, whole)
    return found


class Counter:
    """The counted items of one document, ready for any number of subjects."""

    def __init__(self, document: PledgeDocument) -> None:
        self.items = {item.id: item for item in document.items if item.counts}
        self._compiled = Compiled(
            scheme_of(
                (item.id, item.text, tuple(item.counts.select), item.counts.measure)
                for item in self.items.values()
                if item.counts
            )
        )

    def all(self, rows: Sequence[Row]) -> dict[str, int]:
        """Return item id → count."""
        return counts(self._compiled, rows) if self.items else {}

    def of(self, item: str) -> Callable[[Sequence[Row]], int]:
        """Return how one item counts."""
        return lambda rows: self.all(rows)[item]

    def looks_at(self, item: str, row: Row) -> bool:
        """Tell whether an item looks at a record."""
        said = self.items[item].counts
        return said is not None and selected(said.select, row)


@lru_cache(maxsize=64)
def _counter(text: bytes) -> Counter:
    return Counter(read({"items": orjson.loads(text)}))


def counter_of(document: PledgeDocument) -> Counter:
    """Return what counts a document's items; those that count alike share it."""
    items = [
        {**item.model_dump(mode="json", exclude_none=True), "target": 1, "text": "计数"}
        for item in document.items
        if item.counts
    ]
    return _counter(canonical(items)) if items else Counter(document)


def within(rows: Sequence[Row], last: date) -> list[Row]:
    """Return the rows of deeds that were done by a day."""
    day = last.isoformat()
    return [row for row in rows if str(row[1]) <= day]


def last_day(service: Service, intake_until: date) -> date:
    """Return the day after which nothing counts any more."""
    return min(service.last, intake_until)


def scheduled(item: PledgeItemIn) -> bool:
    """Tell whether only sittings in the calendar can still bring something."""
    return item.remainder == "scheduled"
