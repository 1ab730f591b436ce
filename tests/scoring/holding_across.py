"""What has to hold of a whole body's year, whatever the rule book."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from app.scoring.body import evaluate
from app.scoring.card import Scorecard
from app.scoring.groups import from_members
from app.scoring.scheme import Scheme
from tests.scoring import grammar_across, oracle_across


def hold_across(scheme: Scheme, draw: Random, cards: list[Scorecard]) -> None:
    """Hold ranks, selections, outcomes and groups' points against the naive oracle, in any order."""
    people = grammar_across.people(draw, cards)
    terms = draw.choice(grammar_across.TERMS)
    years = draw.choice(((2024,), grammar_across.YEARS))
    decided = {one.id: draw.randint(0, 4) for one in scheme.selections if draw.random() < 0.2}
    said = oracle_across.evaluate(scheme, people, years, terms, decided)
    got = evaluate(scheme, draw.sample(people, len(people)), years, terms, decided)
    assert {
        (year, id, one.id): one.place for (year, id), all_ in got.ranked.items() for one in all_.standings
    } == said.places
    assert {
        (year, id, one.id): one.reason for (year, id), all_ in got.ranked.items() for one in all_.unranked
    } == said.unranked
    results = {(*key, one.cohort): one for key, all_ in got.chosen.items() for one in all_}
    assert {key: list(one.ids) for key, one in results.items()} == said.chosen
    assert {key: list(one.undecided) for key, one in results.items()} == said.undecided
    assert {key: dict(one.passed) for key, one in results.items()} == said.passed
    assert {
        id: [(one.year, one.outcome, one.kind, one.do, one.waits_for, one.years) for one in all_]
        for id, all_ in got.due.items()
    } == said.follows
    for id, all_ in got.due.items():
        assert all(one.pending == bool(one.waits_for) for one in all_), id
    members = {one.id: one.history[2024] for one in people if 2024 in one.history}
    brought = from_members(scheme, members, date(2024, 12, 31))
    for item in scheme.items:
        if item.from_members is not None:
            points = [Fraction(str(one.attrs["points"])) for one in brought if one.attrs["item"] == item.id]
            assert sum(points, Fraction(0)) == oracle_across.shares(item.from_members, members), item.id
