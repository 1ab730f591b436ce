"""Fills the 13th term, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.demo import gatherings, issued, meetings, opinions, pieces, proposals, writings
from app.demo.convening import hold
from app.demo.desk import Bench
from app.demo.events import Event
from app.demo.frame import PlannedTerm
from app.demo.people import Roster

_EVENTS = (
    meetings.standing,
    meetings.chairs,
    meetings.committees,
    meetings.groups,
    meetings.trainings,
    gatherings.face_to_face,
    gatherings.consultations,
    gatherings.halls,
    gatherings.oversight,
    gatherings.fieldwork,
)


class Term13:
    """The plan of the whole term, cut into years."""

    def __init__(self, term: PlannedTerm, roster: Roster) -> None:
        self.years, self.roster = term.years(), roster
        self.events = [*meetings.plenaries(), *(event for plan in _EVENTS for event in plan(self.years))]
        self.pieces = list(self._pieces())

    def _pieces(self) -> Iterator[pieces.Piece]:
        yield from writings.suggestions(self.events, self.roster)
        yield from writings.speeches(self.roster)
        yield from writings.reports(self.years, self.roster, self.events)
        yield from writings.history(self.years, self.roster)
        yield from writings.media(self.years, self.roster)
        yield from writings.deeds(self.years, self.roster)
        yield from issued.in_series(self.years)
        yield from issued.documents(self.events)
        yield from issued.instructions(self.years)
        yield from issued.collected(self.years)
        yield from issued.views(self.events)

    def hold(self, bench: Bench, first: date, last: date) -> None:
        """Hold the activities of a year."""
        hold(bench, _between(self.events, first, last), self.roster)

    def hand_in(self, bench: Bench, year: int, first: date, last: date) -> None:
        """Hand in the proposals, opinions and contributions of a year."""
        plenary = next(day for day in meetings.PLENARIES if first <= day <= last)
        proposals.enter(bench, self.roster, year, last, plenary, proposals.COUNTS[year])
        opinions.enter(bench, self.roster, year, first, last, opinions.COUNTS[year])
        pieces.enter(bench, [piece for piece in self.pieces if first <= piece.day <= last])


def _between(events: list[Event], first: date, last: date) -> list[Event]:
    return [event for event in events if first <= event.day <= last]
