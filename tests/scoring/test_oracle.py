"""The engine equals the naive oracle, whatever the entries and their order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.schemes.document import library, read
from app.schemes.reading import compose
from app.scoring.engine import Compiled, compile
from app.scoring.entry import Entry, Subject
from tests.scoring.holding import hold
from tests.scoring.test_vectors import FILES, build

LIBRARY = {name: compile(read(path.read_bytes()).require()) for name, path in library().items()}

TYPES = [
    "plenary", "plenary_group", "standing", "chair", "special_topic", "consultation", "committee", "sector",
    "other", "survey", "inspection", "visit", "study", "charity",
]  # fmt: skip
STATUSES = [
    "present", "late", "left_early", "excused", "excused_not_counted", "absent", "unexcused", "leave_refused",
]  # fmt: skip
LEVELS = ["county", "prefecture", "province", "national"]


def sittings(fact: str) -> st.SearchStrategy[tuple[str, dict[str, object]]]:
    """Sittings, some of them of the same activity, some without one."""
    return st.tuples(
        st.just(fact),
        st.fixed_dictionaries(
            {"type": st.sampled_from(TYPES), "status": st.sampled_from(STATUSES)},
            optional={
                "half_days": st.integers(0, 3),
                "activity": st.sampled_from(["a1", "a2", "a3"]),
                "offsite": st.booleans(),
                "completeness": st.sampled_from(["full", "partial"]),
            },
        ),
    )


PROPOSALS = st.tuples(
    st.just("proposal"),
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["personal", "joint", "collective"]),
            "role": st.sampled_from(["proposer", "drafter", "participant", "passer_by"]),
            "filed": st.booleans(),
            "outcomes": st.lists(st.sampled_from(["key", "excellent", "good"]), unique=True).map(tuple),
        }
    ),
)
OPINIONS = st.tuples(
    st.just("opinion"),
    st.fixed_dictionaries({"adopted": st.lists(st.sampled_from(LEVELS), unique=True).map(tuple)}),
)
ASSESSED = st.tuples(
    st.just("assessed"),
    st.fixed_dictionaries(
        {
            "item": st.sampled_from(["proposals", "rest", "other_bonus", "w", "work"]),
            "points": st.sampled_from(["3", "12.5", "24.55", "-2", "1/3", "40"]),
        }
    ),
)
OTHERS = st.tuples(
    st.sampled_from(["speech", "award", "article", "history_article", "duty_report"]),
    st.fixed_dictionaries(
        {},
        optional={
            "level": st.sampled_from(LEVELS),
            "form": st.sampled_from(["oral", "written"]),
            "pieces": st.integers(1, 4),
        },
    ),
)
FACTS = st.one_of(
    sittings("meeting"), sittings("activity"), sittings("training"), PROPOSALS, OPINIONS, ASSESSED, OTHERS
)


@st.composite
def sheets(draw: st.DrawFn) -> list[Entry]:
    """Draw the entries of one subject, with ids in no useful order."""
    drawn = draw(st.lists(st.tuples(FACTS, st.integers(0, 365), st.integers(1, 3)), max_size=25))
    ids = draw(st.permutations(range(len(drawn))))
    return [
        Entry(f"r{number:02}", fact, date(2024, 1, 1) + timedelta(days=day), attrs, quantity)
        for number, ((fact, attrs), day, quantity) in zip(ids, drawn, strict=True)
    ]


def agree(compiled: Compiled, role: str, entries: list[Entry], shuffled: list[Entry]) -> None:
    """Hold the engine against the oracle for a member of a role."""
    hold(compiled, Subject("s", role=role), entries, shuffled)


@pytest.mark.parametrize("name", sorted(LIBRARY))
@settings(max_examples=40, deadline=None)
@given(data=st.data(), role=st.sampled_from(["member", "standing", "chair"]), entries=sheets())
def test_the_engine_equals_the_oracle_in_any_order(
    name: str, data: st.DataObject, role: str, entries: list[Entry]
) -> None:
    agree(LIBRARY[name], role, entries, data.draw(st.permutations(entries)))


VECTORS = {path.stem: compile(build(compose(path.read_text())[0], {})) for path in FILES}


@settings(max_examples=400, deadline=None)
@given(
    data=st.data(),
    name=st.sampled_from(sorted(VECTORS)),
    role=st.sampled_from(["member", "standing"]),
    entries=sheets(),
)
def test_every_primitive_equals_the_oracle_in_any_order(
    data: st.DataObject, name: str, role: str, entries: list[Entry]
) -> None:
    agree(VECTORS[name], role, entries, data.draw(st.permutations(entries)))
