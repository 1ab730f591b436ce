"""One member under two schemes: compared line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple

from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, score_rows
from app.scoring.entry import Subject
from app.scoring.trace import written
from app.standings.subject import kept as subject_kept

#: How many reasons of a change are told one by one.
REASONS = 3
#: Id of a line → title, article, points.
Lines = Mapping[str, tuple[str, str | None, Fraction]]


class Side(NamedTuple):
    """A member's result on one side of a comparison."""

    subject: Subject
    points: Fraction
    grade: str
    lines: Lines


class Delta(NamedTuple):
    """One line of the receipt that came out differently."""

    item: str
    title: str
    article: str | None
    before: Fraction | None  # None: the line is new
    after: Fraction | None  # None: the line is gone

    @property
    def change(self) -> Fraction:
        """Return what the line adds to the difference of the totals."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change of scheme does to one member.

    Args:
        before, after: Points and grade; ``before`` is None when there is nothing to compare with.
        deltas: The lines that differ most, largest first.
        rest: What all further lines add to the difference.
    """

    member_id: str
    before: tuple[Fraction, str] | None
    after: tuple[Fraction, str]
    deltas: tuple[Delta, ...]
    rest: Fraction

    @property
    def change(self) -> Fraction:
        """Return the difference of the totals."""
        return self.after[0] - self.before[0] if self.before else Fraction(0)

    @property
    def moved(self) -> bool:
        """Tell whether points or grade differ."""
        return self.before is not None and self.before != self.after

    def packed(self) -> str:
        """Return all of it but the member as text, to be kept; points stay exact."""
        said = {
            "before": self.before and [written(self.before[0]), self.before[1]],
            "after": [written(self.after[0]), self.after[1]],
            "deltas": [
                [one.item, one.title, one.article, _written(one.before), _written(one.after)]
                for one in self.deltas
            ],
            "rest": written(self.rest),
        }
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def unpacked(member_id: str, text: str) -> Moved:
    """Return what ``Moved.packed`` made a text of."""
    said = json.loads(text)
    before, after = said["before"], said["after"]
    return Moved(
        member_id,
        before and (Fraction(before[0]), before[1]),
        (Fraction(after[0]), after[1]),
        tuple(
            Delta(item, title, article, _read(was), _read(now))
            for item, title, article, was, now in said["deltas"]
        ),
        Fraction(said["rest"]),
    )


def _written(points: Fraction | None) -> str | None:
    return None if points is None else written(points)


def _read(points: str | None) -> Fraction | None:
    return None if points is None else Fraction(points)


def side_of(card: Scorecard) -> Side:
    """Return a card as one side of a comparison."""
    lines = {line.id: (line.title, line.article, line.points) for line in card.lines}
    subject = Subject(card.subject, role=card.role, attrs=card.attrs)
    return Side(subject, card.total, card.grade or "", lines)


def side_kept(points: str, grade: str, text: str) -> Side:
    """Return a kept card as one side of a comparison, from its trace."""
    said: dict[str, Any] = json.loads(text)
    lines = {one["id"]: (one["title"], one["article"], Fraction(one["points"])) for one in said["lines"]}
    return Side(subject_kept(said), Fraction(points), grade, lines)


def trials(
    people: Iterable[tuple[Subject, list[Any]]],
    after: Compiled,
    before: Compiled | None = None,
    kept: Mapping[str, Side] | None = None,
) -> Iterator[Moved]:
    """Score everybody under the new scheme and compare with what stands or with the old scheme.

    Args:
        people: (subject, ledger rows), one member at a time.
        after: The scheme on trial.
        before: The scheme to compare with, when no kept card says what came out.
        kept: Member id → kept result; its role and attributes are used for both sides.
    """
    for now, rows in people:
        was = kept.get(now.id) if kept is not None else None
        # What the scheme on trial asks about and the kept card does not know is read as it is today.
        subject = (
            replace(now, role=was.subject.role, attrs={**now.attrs, **was.subject.attrs}) if was else now
        )
        if was is None and before is not None and kept is None:
            was = side_of(score_rows(before, subject, rows))
        yield compared(now.id, was, side_of(score_rows(after, subject, rows)))


def compared(member_id: str, was: Side | None, now: Side) -> Moved:
    """Compare two sides of one member; the differing lines sum to the difference of the totals."""
    if was is None:
        return Moved(member_id, None, (now.points, now.grade), (), Fraction(0))
    found = [
        Delta(id_, *_named(id_, was, now), _points(was, id_), _points(now, id_))
        for id_ in dict.fromkeys([*now.lines, *was.lines])
    ]
    differing = sorted((one for one in found if one.change), key=lambda one: -abs(one.change))
    rest = sum((one.change for one in differing[REASONS:]), Fraction(0))
    return Moved(
        member_id, (was.points, was.grade), (now.points, now.grade), tuple(differing[:REASONS]), rest
    )


def _named(id_: str, was: Side, now: Side) -> tuple[str, str | None]:
    title, article, _ = now.lines.get(id_) or was.lines[id_]
    return title, article


def _points(side: Side, id_: str) -> Fraction | None:
    return side.lines[id_][2] if id_ in side.lines else None
