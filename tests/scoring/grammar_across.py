"""Random rules across people and years, and random years to judge by them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

from app.scoring.card import Scorecard
from app.scoring.cohort import Person
from app.scoring.history import Terms, YearFigures, of_card

STATES = ("ill", "warned")
YEARS = (2022, 2023, 2024)
TERMS: tuple[Terms, ...] = ((), ((2018, 2022), (2023, 2027)), ((2022, 2026),), ((2024, 2028),))
COMMITTEES = ("economy", "culture")


def across(draw: Random, made: dict[str, Any]) -> dict[str, Any]:
    """Draw rankings, selections and outcomes for a document that has everything else."""
    rankings = [_ranking(draw, f"r{n}", made) for n in range(draw.randint(1, 2))]
    found: dict[str, Any] = {"states": dict.fromkeys(STATES, "情况"), "rankings": rankings}
    known = {**made, **found, "selections": []}
    for n in range(draw.randint(0, 2)):
        known["selections"].append(_selection(draw, f"q{n}", known))
    outcomes: list[dict[str, Any]] = []
    for n in range(draw.randint(1, 4)):
        outcomes.append(_outcome(draw, f"o{n}", known, [one["id"] for one in outcomes]))
    return {**found, "selections": known["selections"], "outcomes": outcomes}


def _maybe(draw: Random, chance: float, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    return make() if draw.random() < chance else {}


def _values(made: dict[str, Any]) -> list[str]:
    named = (*made["items"], *made["sections"], *made.get("figures", ()))
    return ["total", *(one["id"] for one in named)]


def _ranking(draw: Random, id: str, made: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": id,
        "title": "排名",
        **_maybe(draw, 0.6, lambda: {"by": draw.choice(_values(made))}),
        **_maybe(draw, 0.4, lambda: {"years": 2}),
        **_maybe(draw, 0.4, lambda: {"within": draw.choice((["committee"], ["role", "committee"]))}),
        **_maybe(draw, 0.3, lambda: {"applies_to": ["member", "standing"]}),
        **_maybe(draw, 0.4, lambda: {"ties": [draw.choice(_values(made))]}),
    }


def _selection(draw: Random, id: str, known: dict[str, Any]) -> dict[str, Any]:
    ends = {"at_least_percent": draw.choice((5, 20)), "at_most_percent": draw.choice((30, "33.3"))}
    share = {
        "percent": draw.choice((10, "13.65", 50)),
        **_maybe(draw, 0.6, lambda: {"of": draw.choice(("all", "eligible"))}),
        **_maybe(draw, 0.7, lambda: {"rounding": draw.choice(("down", "half_up", "up"))}),
    }
    return {
        "id": id,
        "title": "评选",
        "ranking": draw.choice(known["rankings"])["id"],
        "quota": draw.choice(({"n": draw.choice((1, 3, "$p" if "params" in known else 2))}, share, ends)),
        "tied": draw.choice(("include", "exclude", "decide")),
        **_maybe(draw, 0.4, lambda: {"excluded": ["chair"]}),
        **_maybe(draw, 0.4, lambda: {"only": _tests(draw, known)}),
        **_maybe(draw, 0.4, lambda: {"barred": _tests(draw, known)}),
        **_maybe(draw, 0.5, lambda: {"place_of_barred": draw.choice(("next", "empty"))}),
    }


def _outcome(draw: Random, id: str, known: dict[str, Any], earlier: list[str]) -> dict[str, Any]:
    steps = {
        "steps": ["告诫", "约谈", "劝辞"],
        **_maybe(draw, 0.5, lambda: {"resets": [draw.choice(STATES)]}),
    }
    whens = [{**_year_test(draw, known), **_span(draw)} for _ in range(draw.choice((1, 1, 2)))]
    return {
        "id": id,
        "kind": draw.choice(("praise", "notice", "measure", "flag")),
        **draw.choice(({"do": "约谈"}, steps)),
        "when": whens[0] if len(whens) == 1 else whens,
        **_maybe(draw, 0.2, lambda: {"by": "主席会议"}),
        **_maybe(draw, 0.3, lambda: {"applies_to": ["member", "chair"]}),
        **_maybe(draw, 0.3, lambda: {"known": {draw.choice(STATES): draw.random() < 0.5}}),
        **({"after": [draw.choice(earlier)]} if earlier and draw.random() < 0.3 else {}),
    }


def _span(draw: Random) -> dict[str, Any]:
    over = {"over": draw.choice(("year", "term"))}
    return draw.choice(({}, over, {"years": 2, **over}, {"times": 2, "over": "term"}))


def _range(draw: Random) -> dict[str, Any]:
    worth = draw.choice((0, 2, "7.5", 20))
    return draw.choice(
        (*({end: worth} for end in ("at_least", "at_most", "above", "below")), {"at_least": 1, "below": 9})
    )


def _tests(draw: Random, known: dict[str, Any]) -> Any:
    tests = [_year_test(draw, known) for _ in range(draw.choice((1, 1, 2)))]
    return tests[0] if len(tests) == 1 else tests


def _year_test(draw: Random, known: dict[str, Any]) -> dict[str, Any]:
    """Draw one or two things that are asked of a year."""
    ways: list[dict[str, Any]] = [
        {"total": _range(draw)},
        {"figures": {draw.choice(_values(known)): _range(draw)}},
        {"state": draw.sample(STATES, draw.randint(1, 2))},
        {"place": {"ranking": draw.choice(known["rankings"])["id"], **_ends(draw)}},
    ]
    lists = {"missed": "gates", "below": "thresholds", "vetoes": "vetoes", "chosen": "selections"}
    ways += [{key: [draw.choice(known[name])["id"]]} for key, name in lists.items() if known.get(name)]
    ways += [{"grade": draw.sample([one["name"] for one in known["bands"]], 2)}] if known["bands"] else []
    if any("low" in one for one in known.get("snapshots", ())):
        ways += [{"low_snapshots": {"at_least": 1}}] * 6
    chosen: dict[str, Any] = {}
    for one in draw.sample(ways, draw.choice((1, 1, 2))):
        chosen |= one
    return chosen


def _ends(draw: Random) -> dict[str, Any]:
    return draw.choice(({"top": 3}, {"bottom": 2}, {"top": 8, "bottom": 8}))


def people(draw: Random, cards: list[Scorecard]) -> list[Person]:
    """Make people of scorecards: years that are scored, given outright, or unknown."""
    found = []
    for number in range(0, len(cards), 2):
        history = {
            year: _year(draw, year, draw.choice(cards[number : number + 2]))
            for year in YEARS
            if draw.random() < 0.85
        }
        attrs = {"committee": draw.choice(COMMITTEES)} if draw.random() < 0.8 else {}
        found.append(Person(f"p{number:03}", history, attrs))
    return found


def _year(draw: Random, year: int, card: Scorecard) -> YearFigures:
    states = {name: draw.random() < 0.5 for name in STATES if draw.random() < 0.6}
    if draw.random() < 0.8:
        return of_card(card, year, states)
    total = draw.choice((None, Fraction(0), Fraction(15), Fraction(30)))
    return YearFigures(year, card.role, total, worth={"i0": Fraction(2)}, states=states)
