"""The rarer shapes of a scheme made ready: exemptions, conditions, books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scoring.scheme import Item, Part, Period, Scheme
from app.scoring.select import Predicate, predicate

if TYPE_CHECKING:
    from app.scoring.plan import Compiled

_QUARTERS = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
_HALVES = (("01-01", "06-30"), ("07-01", "12-31"))


def quarters(per: str) -> tuple[Period, ...]:
    """Return the periods of a year in each of which a need has to be reached."""
    pairs = _QUARTERS if per == "quarter" else _HALVES
    return tuple(Period(start=start, end=end) for start, end in pairs)


def is_special(scheme: Scheme) -> bool:
    """Tell whether a scheme uses any shape beyond select, measure, award, limit, gates and bands."""
    structure = scheme.structure
    return bool(
        scheme.params or scheme.conditions or scheme.exemptions or scheme.vetoes or scheme.thresholds
        or scheme.sums or scheme.figures or scheme.ledgers or structure.prorate
        or any(band.requires or band.label or band.colour for band in scheme.bands)
        or any(gate.applies_if for gate in scheme.gates)
        or any(need.per or need.prorate for gate in scheme.gates for need in gate.any_of)
        or any(_special(item) for item in scheme.items)
    )  # fmt: skip


def _special(item: Item) -> bool:
    return bool(item.applies_if or item.requires or any(_peculiar(part) for part in item.chains()))


def _peculiar(part: Part) -> bool:
    award = part.award
    via = part.select is not None and part.select.via is not None
    nothing = part.select is None and not award.assessed
    return bool(
        via or nothing or part.applies_if or award.rate or award.stages or award.none is not None
    )  # fmt: skip


class Extras:
    """Predicates on the subject and chains that only count, for one compiled scheme."""

    def __init__(self, compiled: Compiled) -> None:
        scheme = compiled.scheme
        self.of_condition = tuple((one, compiled.needs(one)) for one in scheme.conditions)
        self.of_veto = tuple((one, compiled.needs(one)) for one in scheme.vetoes)
        self.of_figure = tuple(
            (
                one,
                compiled.tally(one.select, one.measure),
                None if one.over is None else compiled.tally(one.over.select, one.over.measure),
            )
            for one in scheme.figures
        )
        self.exemptions = tuple((one, predicate(one.applies_if)) for one in scheme.exemptions)
        self.items = {i: predicate(item.applies_if) for i, item in enumerate(scheme.items) if item.applies_if}
        self.chains: dict[int, Predicate] = {
            chain.number: predicate(part.applies_if)
            for item, chains in zip(scheme.items, compiled.of_item, strict=True)
            for part, chain in zip(item.chains(), chains, strict=True)
            if part.applies_if
        }
        self.titles = {one.id: one.title for one in scheme.sums}
        self.titles |= {one.id: one.title for one in scheme.figures}
        self.titles |= {one.id: one.title for one in scheme.thresholds}
        self.ledgers = tuple((one, predicate(one.applies_if)) for one in scheme.ledgers)
