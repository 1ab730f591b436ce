"""Random rule books from the whole grammar, random subjects: the engine equals the naive oracle."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from app.scoring.across import Snapshot
from app.scoring.engine import compile, score
from app.scoring.points import Points
from app.scoring.scheme import Scheme
from app.scoring.trace import canonical
from tests.scoring import grammar
from tests.scoring.holding import hold
from tests.scoring.holding_across import hold_across
from tests.scoring.vocabulary import shapes_of, vocabulary

SUBJECTS = 6


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**48))
def test_whatever_the_scheme_and_the_subjects(seed: int) -> None:
    draw = Random(seed)
    compiled = compile(grammar.scheme(draw))
    first, cards = None, []
    for number in range(SUBJECTS):
        subject, entries = grammar.subject(draw, f"s{number}"), grammar.entries(draw)
        card = hold(compiled, subject, entries, draw.sample(entries, len(entries)), anew=number == 0)
        cards.append(card)
        first = first or (subject, entries, canonical(card))
    # What was scored in between changes nothing for the first.
    assert first is not None
    assert canonical(score(compiled, first[0], first[1])) == first[2]
    hold_across(compiled.scheme, draw, cards)


def test_the_grammar_reaches_every_shape() -> None:
    seen: set[str] = set()
    for seed in range(200):
        seen |= set(shapes_of(grammar.scheme(Random(seed))))
    assert seen == vocabulary()


def test_a_shape_that_the_grammar_does_not_draw_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(Snapshot):
        high: Points | None = None

    monkeypatch.setitem(Scheme.model_fields, "snapshots", FieldInfo(annotation=tuple[Later, ...]))
    assert {"Later.high", "Later.low"} <= vocabulary()
