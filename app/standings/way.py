"""The shortest way to the next grade, found with the engine itself."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from app.facts.doable import Doable
from app.scoring.card import Scorecard
from app.scoring.engine import score_rows
from app.standings.reach import row_of
from app.standings.score import Basis

#: No way is longer than this.
LONGEST = 40
#: Deeds that only count from a number of times up are tried so often at once.
AT_ONCE = (1, 2, 3, 5)

#: Word of the deed, how often, what it adds in its turn.
Leg = tuple[str, int, Fraction]


def way(basis: Basis, base: Scorecard, deeds: Sequence[Doable], grade: str) -> list[Leg]:
    """Return the fewest deeds found that lift a member to a grade, empty when there is no way.

    The deed that brings most each time is taken first, then what turned out not to be needed is left
    out, then a way of one sort of deed is tried. Every step is scored by the engine, so that caps,
    once-a-year rules and thresholds are what they are.
    """
    search = _Search(basis, grade)
    taken = search.greedy(base, deeds)
    if taken is None:
        return []
    taken = search.thinned(taken)
    for deed in deeds:
        for times in range(1, len(taken)):
            if search.reached([deed] * times):
                taken = [deed] * times
                break
    return search.legs(base, taken)


class _Search:
    def __init__(self, basis: Basis, grade: str) -> None:
        self.basis = basis
        names = [name for _, name in basis.scheme.ladder]
        self.grades = {name: place for place, name in enumerate(names)}
        self.wanted = self.grades[grade]
        self.least = Fraction(basis.scheme.ladder[self.wanted][0] or 0) / basis.scheme.scale

    def card(self, taken: Sequence[Doable]) -> Scorecard:
        """Score the member with hypothetical deeds added."""
        rows: list[Any] = list(self.basis.entries)
        rows += [row_of(deed, number) for number, deed in enumerate(taken, 1)]
        return score_rows(self.basis.scheme, self.basis.subject, rows)

    def reached(self, taken: Sequence[Doable]) -> bool:
        """Tell whether the grade is reached."""
        return self.enough(self.card(taken))

    def enough(self, card: Scorecard) -> bool:
        """Tell whether a card has the grade or a better one."""
        return card.grade is not None and self.grades[card.grade] >= self.wanted

    def far(self, card: Scorecard) -> tuple[Fraction, int]:
        """Return how far a card is from the grade: points, then duties of the minimum requirements."""
        short = [
            min(needed - reached for reached, needed in gate.measured)
            for gate in card.gates
            if not gate.met and gate.force_grade and gate.measured
        ]
        return max(Fraction(0), self.least - card.total), sum(short)

    def greedy(self, base: Scorecard, deeds: Sequence[Doable]) -> list[Doable] | None:
        """Take the deed that brings most each time until the grade is reached."""
        taken: list[Doable] = []
        card = base
        while len(taken) < LONGEST:
            if self.enough(card):
                return taken
            best: tuple[Any, int, Doable, Scorecard] | None = None
            points, duties = self.far(card)
            for times in AT_ONCE:
                for deed in deeds:
                    then = self.card([*taken, *[deed] * times])
                    left, lacking = self.far(then)
                    gain = ((points - left) / times, Fraction(duties - lacking) / times)
                    if max(gain) > 0 <= min(gain) and (best is None or gain > best[0]):
                        best = (gain, times, deed, then)
                if best is not None:
                    break
            if best is None:
                return None
            taken += [best[2]] * best[1]
            card = best[3]
        return None

    def thinned(self, taken: list[Doable]) -> list[Doable]:
        """Leave out what is not needed."""
        for place in range(len(taken) - 1, -1, -1):
            fewer = taken[:place] + taken[place + 1 :]
            if self.reached(fewer):
                taken = fewer
        return taken

    def legs(self, base: Scorecard, taken: Sequence[Doable]) -> list[Leg]:
        """Sum up equal deeds; what each leg adds is what the total gains in its turn."""
        ordered = sorted(taken, key=lambda deed: [one.word for one in taken].index(deed.word))
        found: list[Leg] = []
        done: list[Doable] = []
        total = base.total
        for word in dict.fromkeys(deed.word for deed in ordered):
            same = [deed for deed in ordered if deed.word == word]
            done += same
            now = self.card(done).total
            found.append((word, len(same), now - total))
            total = now
        return found
