"""Random rule books from the whole grammar, random subjects: the engine equals the naive oracle."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.scoring.engine import compile, score
from app.scoring.trace import canonical
from tests.scoring import grammar
from tests.scoring.holding import hold

SUBJECTS = 5


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**48))
def test_whatever_the_scheme_and_the_subjects(seed: int) -> None:
    draw = Random(seed)
    compiled = compile(grammar.scheme(draw))
    first = None
    for number in range(SUBJECTS):
        subject, entries = grammar.subject(draw, f"s{number}"), grammar.entries(draw)
        card = hold(compiled, subject, entries, draw.sample(entries, len(entries)), anew=number == 0)
        first = first or (subject, entries, canonical(card))
    # What was scored in between changes nothing for the first.
    assert first is not None
    assert canonical(score(compiled, first[0], first[1])) == first[2]


def test_the_grammar_reaches_every_shape() -> None:
    seen: set[str] = set()
    for seed in range(300):
        text = json.dumps(grammar.document(Random(seed)))
        seen |= {word for word in SHAPES if f'"{word}"' in text}
    assert SHAPES - seen == set()


WORDS = (
    "adders share among rate stages none via rest_of applies_if requires weight prorate rescale rounding per "
    "within_fact exemptions vetoes sums figures over ledgers thresholds params tiers lump assessed "
    "once_per_year best_of lowest highest granted bonus_cap distinct sum period start first_n from_nth all"
)
SHAPES = set(WORDS.split())
