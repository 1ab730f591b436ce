"""The long harnesses of signing in, in small, and shown to notice what they look for."""

from __future__ import annotations

import resource

from app.serving import FILES, more_files
from tests.factories.house import House
from tests.promises.p01_killed import compare
from tests.promises.p02_on_disk import judge
from tests.promises.p07_any_order import Queue, by_arrival, handed_in
from tests.promises.p17_any_sequence import annulments_ignored, counted, explore, fails
from tests.promises.served import Gathering

SAID = {"a": ("li", "accepted"), "b": ("li", "queued"), "c": ("wu", "accepted")}
DISK = {number: [told] for number, told in SAID.items()}


def test_a_row_lost_doubled_or_other_than_answered_is_noticed() -> None:
    assert not compare(SAID, DISK)
    assert compare(SAID, {**DISK, "a": []}) == {"丢": 1}
    assert compare(SAID, {**DISK, "b": [("li", "queued")] * 2}) == {"重": 1}
    assert compare(SAID, {**DISK, "c": [("wu", "expired")]}) == {"答非所存": 1}
    assert compare(SAID, {**DISK, "d": [("wu", "accepted")]}) == {"无人发过": 1}


def test_an_answer_before_the_disk_is_noticed() -> None:
    written, synced, told = '7 pwrite64(3, "number-1", 8)', "7 fdatasync(3) = 0", '8 sendto(5, "number-1")'
    assert judge([written, synced, told], {"number-1"}) == (1, 0)
    assert judge([written, told, synced], {"number-1"}) == (1, 1)
    assert judge([synced, written, told], {"number-1"}) == (1, 1)


def test_what_phones_kept_counts_the_same_in_any_order(house: House) -> None:
    queue = Queue(40)
    found = [handed_in(Gathering(House(house.db, house.client), 10), queue, order) for order in range(2)]
    assert found[0] == found[1] and found[0][1] == 0
    with by_arrival():
        planted = {
            handed_in(Gathering(House(house.db, house.client), 10), queue, order) for order in range(3)
        }
    assert len(planted) > 1


def test_the_roll_is_what_was_done_in_whatever_order(house: House) -> None:
    gathering = Gathering(house, 3)
    assert explore(gathering, 2, 25) > 40
    with annulments_ignored():
        assert fails(gathering, 20, 25)


def test_somebody_due_came_had_leave_or_was_absent() -> None:
    statuses = ("present", "late", "left_early", "excused", "excused_not_counted", "absent")
    year = [("meeting", "plenary", status) for status in statuses]
    assert counted(year) == [
        {"fact": "meeting", "type": "plenary", "due": 5, "attended": 3, "excused": 1, "absent": 1}
    ]


def test_a_server_takes_the_files_that_the_system_allows() -> None:
    kind = resource.RLIMIT_NOFILE
    soft, hard = resource.getrlimit(kind)
    try:
        resource.setrlimit(kind, (512, hard))
        more_files()
        taken = resource.getrlimit(kind)[0]
    finally:
        resource.setrlimit(kind, (soft, hard))
    assert taken == (FILES if hard == resource.RLIM_INFINITY else min(FILES, hard))
