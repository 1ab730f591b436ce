"""Fills the 13th term, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.demo import gatherings, issued, meetings, opinions, pieces, proposals, writings
from app.demo.convening import hold
from app.demo.desk import Bench
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

    def hold(self, bench: Bench, year: tuple[int, date, date]) -> None:
        """Hold the activities of a year."""
        _, first, last = year
        hold(bench, [event for event in self.events if first <= event.day <= last], self.roster)

    def hand_in(self, bench: Bench, year: tuple[int, date, date]) -> None:
        """Hand in the proposals, opinions and contributions of a year."""
        number, first, last = year
        plenary = next(day for day in meetings.PLENARIES if first <= day <= last)
        proposals.enter(bench, self.roster, number, last, plenary, proposals.COUNTS[number])
        opinions.enter(bench, self.roster, number, first, last, opinions.COUNTS[number])
        pieces.enter(bench, [piece for piece in self.pieces if first <= piece.day <= last])
