"""Ids ascend, are unique, and say what they are."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import time_machine

from app.core.ids import new_id, random_id

MOMENT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_seven_with_its_moment() -> None:
    with time_machine.travel(MOMENT, tick=False):
        made = uuid.UUID(new_id())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(MOMENT.timestamp() * 1000)


def test_ids_of_one_millisecond_ascend() -> None:
    with time_machine.travel(MOMENT, tick=False):
        made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
    assert len(set(made)) == 1000


def test_ids_stay_unique_when_a_millisecond_is_overfull() -> None:
    with time_machine.travel(MOMENT, tick=False), ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: new_id(), range(10_000)))
    assert len(set(made)) == 10_000


def test_a_clock_set_back_gives_ids_of_its_own_time() -> None:
    with time_machine.travel(MOMENT, tick=False) as traveller:
        late = new_id()
        traveller.shift(-timedelta(hours=1))
        assert new_id() < late


def test_a_random_id_says_nothing_about_when() -> None:
    assert uuid.UUID(random_id()).version == 4
