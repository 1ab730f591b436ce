"""Many members, their histories and their seats come in a handful of statements."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Actor
from app.core.audit import SYSTEM, verify
from app.core.errors import Conflict, Invalid, NotFound
from app.council import cli_import, queries
from app.council.members import NewMember, NewPlace, NewPost, NewTenure, add_many, give_many
from tests.council import rosters
from tests.factories.house import PASSWORD, House, password_hash
from tests.statements import counted

JOINED = date(2022, 2, 20)


def office(house: House) -> Actor:
    return Actor(SYSTEM, SYSTEM, house.council_id, SYSTEM, None, None, frozenset({"council_admin"}))


def some(house: House, size: int, unit: str) -> list[NewMember]:
    return [
        NewMember(
            number=f"14-{index:03d}",
            name="王小明",
            mobile=f"1380573{index:04d}",
            tenures=[NewTenure(JOINED, date(2024, 6, 30), "resigned")] if index % 2 else [NewTenure(JOINED)],
            posts=[NewPost("standing_member", JOINED)] if index == 0 else [],
            places=[NewPlace(unit, JOINED)],
        )
        for index in range(size)
    ]


def test_members_with_histories_cost_the_same_statements_for_two_or_two_hundred(house: House) -> None:
    sent = []
    for size in (2, 200):
        fresh = House(house.db, house.client)
        unit = fresh.unit("sector", "经济界")
        with counted(house.db) as seen:
            ids = fresh.write(add_many, office(fresh), some(fresh, size, unit))
        sent.append(len(seen))
        found = fresh.read(queries.members_on, fresh.council_id, date(2025, 1, 1))
        assert len(found) == size // 2
        assert fresh.read(queries.standing_ids_on, fresh.council_id, JOINED) == [ids[0]]
        assert fresh.read(verify)[1] == []
    assert sent[0] == sent[1] <= 12, sent


def test_a_history_that_contradicts_itself_adds_nobody(house: House) -> None:
    one, two = house.unit("sector", "经济界"), house.unit("sector", "教育界")
    stranger = House(house.db, house.client).unit("sector", "经济界")

    def member(**more: Any) -> NewMember:
        return NewMember(**{"number": "1", "name": "王小明", "tenures": [NewTenure(JOINED)], **more})

    for refusal, new in [
        (Conflict, [member(places=[NewPlace(one, JOINED), NewPlace(two, date(2023, 1, 1))])]),
        (Conflict, [member(tenures=[NewTenure(date(2001, 1, 1))])]),
        (Conflict, [member(tenures=[NewTenure(JOINED), NewTenure(JOINED)])]),
        (NotFound, [member(places=[NewPlace(stranger, JOINED)])]),
        (Invalid, [member(), member()]),
        (Invalid, [member(name="王 明")]),
    ]:
        with pytest.raises(refusal):
            house.write(add_many, office(house), new)
    assert house.read(queries.members_on, house.council_id, JOINED) == []


def test_seats_given_at_once_open_by_username_number_and_mobile(house: House) -> None:
    unit = house.unit("sector", "经济界")
    ids = house.write(add_many, office(house), some(house, 4, unit))
    hashes = dict.fromkeys(ids, password_hash())
    with counted(house.db) as seen:
        given = house.write(give_many, office(house), hashes, must_change=False)
    assert len(seen) <= 12
    assert house.write(give_many, office(house), hashes) == []
    assert [seat.username for seat in given] == [f"{house.code}14-{index:03d}" for index in range(4)]
    for name in (given[0].username, f"{house.code}/14-000"):
        answer = house.client.post("/api/v1/auth/token", data={"username": name, "password": PASSWORD})
        assert answer.status_code == 200, name
        assert answer.json()["seat_id"] == given[0].seat_id


def test_the_command_line_previews_and_commits_a_roster(house: House, tmp_path: Path) -> None:
    rosters.prepare(house)
    good, bad = tmp_path / "好名册.csv", tmp_path / "坏名册.xlsx"
    good.write_bytes(rosters.as_csv(rosters.good(20), "utf-8"))
    rows = rosters.good(20)
    rows[3][6] = "1380"
    bad.write_bytes(rosters.as_xlsx(rows))
    report = cli_import.run(house.db, house.code, "roster", bad, commit=True)
    assert not report.committed and report.errors == 1
    assert report.text.endswith("有 1 处错误，没有写入任何内容。")
    assert not cli_import.run(house.db, house.code, "roster", good, commit=False).committed
    assert house.read(queries.members_on, house.council_id, JOINED) == []
    assert cli_import.run(house.db, house.code, "roster", good, commit=True).committed
    again = cli_import.run(house.db, house.code, "roster", good, commit=True)
    assert again.preview.counts.unchanged == 20
    for code, kind in ((house.code, "nothing"), ("nobody", "roster"), ("system", "roster")):
        with pytest.raises(NotFound):
            cli_import.run(house.db, code, kind, good, commit=True)
