"""What a run knows of a member: from the dated tables, the same at every reading, pinned in the card."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core import clock
from app.council.models import Member, Placement, Tenure
from app.schemes.document import read
from app.scoring import trace
from app.scoring.engine import compile, score_rows
from app.scoring.entry import ATTRIBUTES, Subject
from app.standings import queries, run
from app.standings.assemble import entries_of
from app.standings.cli import shell_actor
from app.standings.score import of_member
from app.standings.subject import Held, Stretch, subject
from tests.factories.house import House
from tests.flow.test_roll_to_dossier import convene
from tests.standings.doing import differing, predictions

TEXT = """format: 1
id: mine
title: 办法
cut_off: 11-30
years: {first: 2020}
structure: {kind: accumulate_from_zero, prorate: {by: months}, rounding: {scale: 1}}
params: {price: {title: 单价, value: 5, by: committee, table: {经济委: 6}}}
exemptions: [{id: old, title: 年满七十, applies_if: {age: {at_least: 70}}}]
snapshots: [{id: third, title: 前三季度, until: 09-30, low: 6}]
items: [{id: meet, title: 会议, article: 一, select: {fact: meeting}, award: {each: $price}}]
bands: [{name: 合格, min: 10}, {name: 不合格}]
"""
#: A year that is over, so that every day of it can be chosen.
YEAR = clock.today().year - 1


def adopt(house: House, text: str, year: int = YEAR) -> Any:
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    scheme = author.post("/schemes", json={"text": text}).json()["id"]
    assert author.post(f"/schemes/{scheme}/check").json()["mistakes"] == []
    decision = {"year": year, "body": "主席会议", "decided_on": f"{YEAR}-01-05"}
    return office.post(f"/schemes/{scheme}/adopt", json=decision)


def met(house: House, day: str, members: list[str]) -> None:
    sitting = {"starts_at": f"{YEAR}-{day}T09:00:00+08:00", "ends_at": f"{YEAR}-{day}T11:00:00+08:00"}
    sitting_id = convene(house, members, sittings=[sitting])["sittings"][0]["id"]
    clerk, lines = house.as_("section_clerk"), [{"member_id": one, "status": "present"} for one in members]
    assert clerk.put(f"/sittings/{sitting_id}/roll", json={"lines": lines}).status_code == 200
    assert clerk.post(f"/sittings/{sitting_id}/close").status_code == 200


def correct(session: Session, council_id: str, member_id: str, joined: date) -> None:
    mine = (Tenure.council_id == council_id, Tenure.member_id == member_id)
    session.execute(update(Tenure).where(*mine).values(starts_on=joined))


def peopled(house: House) -> tuple[str, str, str]:
    """One who joined in July, one of the economic committee, one of seventy years."""
    late, economist, old = (house.member(name) for name in ("丁一", "王二", "李三"))
    committee = house.unit("special_committee", "经济委")

    def write(session: Session) -> None:
        correct(session, house.council_id, late, date(YEAR, 7, 1))
        mine = (Member.council_id == house.council_id, Member.id == old)
        session.execute(update(Member).where(*mine).values(birth_date=date(YEAR - 70, 12, 31)))
        placed = {"unit_id": committee, "unit_kind": "special_committee", "starts_on": date(YEAR, 1, 1)}
        session.add(Placement(council_id=house.council_id, member_id=economist, **placed))

    house.write(write)
    return late, economist, old


def cards_of(house: House, run_id: str) -> dict[str, str]:
    rows = house.read(lambda session: list(queries.traces_in_order(session, house.council_id, run_id)))
    return {row.member_id: row.trace for row in rows}


def test_a_run_the_reading_and_the_engine_agree_and_a_corrected_roster_changes_no_kept_card(
    house: House,
) -> None:
    late, economist, old = peopled(house)
    assert adopt(house, TEXT).status_code == 200
    met(house, "08-10", [late, economist, old])
    met(house, "12-05", [late, economist])
    run_id = house.write(run.execute, shell_actor(house.council_id), YEAR)
    cards = cards_of(house, run_id)
    told = {
        late: Subject(late, attrs={"months": 6}),
        economist: Subject(economist, attrs={"months": 12, "committee": "经济委"}),
        old: Subject(old, attrs={"months": 12, "age": 70}),
    }
    for member_id, pure in told.items():
        rows = house.read(entries_of, house.council_id, member_id, YEAR)
        card = score_rows(compile(read(TEXT).require()), pure, rows)
        assert cards[member_id] == trace.canonical(card).decode()
        shown = house.read(of_member, house.council_id, member_id, YEAR)
        assert (shown.provisional, shown.total, shown.grade) == (True, trace.written(card.total), card.grade)
        assert shown.sentences == trace.sentences(card)
    said = {member_id: json.loads(text) for member_id, text in cards.items()}
    assert [said[one]["total"] for one in (late, economist, old)] == ["10", "6", "5"]
    assert [said[one]["grade"] for one in (late, economist, old)] == ["合格", "不合格", None]
    assert said[late]["attrs"] == {"months": 6} and len(said[late]["late"]) == 1
    assert [one["points"] for one in said[late]["snapshots"]] == ["10"]
    assert (
        "截止日 11-30 之后的 1 条记录不计入本年。"
        in house.read(of_member, house.council_id, late, YEAR).sentences
    )
    house.write(correct, house.council_id, late, date(YEAR, 1, 1))
    assert house.read(of_member, house.council_id, late, YEAR).total == "5"
    assert house.read(run.replay, house.council_id, run_id)
    house.as_("secretariat").post(f"/runs/{run_id}/put-in-force")
    assert house.read(of_member, house.council_id, late, YEAR).total == "10"


def test_a_deed_adds_what_was_said_where_points_depend_on_the_member(house: House) -> None:
    late, economist, _ = peopled(house)
    year = clock.today().year
    house.write(correct, house.council_id, late, date(year, 1, 2))
    text = TEXT.replace("cut_off: 11-30\n", "").replace("id: mine", "id: other")
    assert adopt(house, text, year).status_code == 200
    pairs = predictions(house.db, house.council_id, year, random.Random(5), 8)
    gains = {one.member_id: one.adds for one in pairs}
    assert gains[economist] == 6 and gains[late] > 5
    assert differing(house.db, house.council_id, year, pairs) == []


def test_a_scheme_is_not_adopted_for_a_year_outside_of_its_validity(house: House) -> None:
    for old, new, place in (
        ("first: 2020", "first: 2001, last: 2003", "years"),
        ("committee", "comittee", "params.price.by"),
    ):
        refused = adopt(house, TEXT.replace(old, new))
        assert refused.status_code == 422, refused.text
        assert [one["where"] for one in refused.json()["errors"]] == [place]
    assert "是否为“committee”" in refused.json()["detail"]


def test_every_attribute_comes_from_the_dated_tables() -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    whole = Stretch(date(2022, 2, 20), date(2027, 2, 19))
    held = Held(
        tenures=[Stretch(whole.first, date(2026, 6, 30))],
        posts=[Stretch(whole.first, date(2026, 6, 30), "standing_member")],
        places=[
            Stretch(whole.first, date(2026, 6, 30), name, kind)
            for name, kind in (
                ("经济界", "sector"), ("经济委", "special_committee"), ("文史委", "special_committee"),
                ("一组", "activity_group"), ("新埭镇", "area_group"), ("第一支部", "party_branch"),
            )
        ],
        person={"party": "民革", "sex": "2", "birth_date": date(1970, 12, 31)},
    )  # fmt: skip
    found = subject("m", first, last, held, last)
    assert {"role": found.role, **found.attrs} == {
        "role": "member",
        "months": 6,
        "joined": False,
        "left": True,
        "sector": "经济界",
        "committee": ("文史委", "经济委"),
        "group": "一组",
        "area": "新埭镇",
        "branch": "第一支部",
        "unit": ("一组", "文史委", "新埭镇", "第一支部", "经济委", "经济界"),
        "party": "民革",
        "sex": "女",
        "age": 56,
    }
    assert set(ATTRIBUTES) == {"role", *found.attrs}
    assert subject("m", first, last, held, date(2026, 3, 1)).role == "standing"
    assert subject("m", first, last, Held(), last).attrs == {"months": 0, "joined": False, "left": False}
