"""A small council that has something for every table of a pack, and what the API says of it."""

from __future__ import annotations

from typing import Any

from app.core import clock
from tests.factories.ballots import Poll
from tests.factories.house import Caller, House
from tests.flow.test_roll_to_dossier import convene
from tests.standings.evaluating import Year, ok
from tests.standings.pledging import issued, living, own, signed
from tests.standings.test_bodies import adopt
from tests.standings.test_pledges import after_intake, verified

TEXT = """format: 1
id: mine
title: 年度办法
structure: {kind: accumulate_from_zero}
items:
  - {id: talk, title: 参会, select: {fact: meeting, where: {status: present}}, award: {each: 5}}
  - {id: opinion, title: 社情民意, select: {fact: opinion}, award: {each: 2.5}}
bands: [{name: 优秀, min: 10}, {name: 称职, min: 5}, {name: 不称职, below: 5}]
rankings: [{id: all, title: 总分排名}]
states: {explained: 已书面说明}
outcomes:
  - {id: praise, do: 通报表扬, kind: praise, article: 第八条, when: {grade: 优秀}}
  - {id: talk, do: 提醒谈话, article: 第九条, when: {grade: 不称职}, known: {explained: false}}
"""
GRADES = [
    {"key": "excellent", "label": "优秀", "weight": 100},
    {"key": "competent", "label": "称职", "weight": 85},
]
MARKS = ("excellent", "excellent", "competent", "abstain", "excellent")


def lived(house: House) -> Year:
    """Let a year pass: opinions, a meeting, a pledge judged, a ballot counted; its evaluation begun."""
    adopt(house, TEXT)
    sector = house.unit("sector", "经济界")
    first = house.as_("member")
    second = house.seat("member", member_id=house.member("乙", unit_id=sector))
    third = house.seat("member", member_id=house.member("赵缺席", unit_id=sector))
    members = {"李测试": first, "乙": second, "赵缺席": third}
    issued(house)
    pledge = signed(first)
    ok(house.as_("section_clerk").post(f"/pledges/{pledge['id']}/countersign"))
    verified(house, first, 3)
    verified(house, second, 1)
    _met(house, members)
    rated = [str(first.member_id), str(second.member_id)]
    poll = Poll(house, 5, rated, year=clock.today().year, grades=GRADES).opened()
    for voter, mark in zip(poll.voters, MARKS, strict=True):
        ok(poll.vote(voter, mark))
    ok(poll.counted())
    _judged(house, first, pledge)
    year = Year(house, clock.today().year, members)
    year.open(publicity="named")
    return year


def _met(house: House, members: dict[str, Caller]) -> None:
    """Hold a meeting at which two were present, one of them late, and one was not."""
    clerk = house.as_("section_clerk")
    due = [str(one.member_id) for one in members.values()]
    activity = convene(house, due)
    sitting = activity["sittings"][0]["id"]
    lines = [{"member_id": one, "status": word} for one, word in zip(due, ("present", "late"), strict=False)]
    ok(clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}))
    ok(clerk.post(f"/sittings/{sitting}/close"))
    ok(clerk.post(f"/activities/{activity['id']}/conclude", json={}))


def _judged(house: House, member: Caller, pledge: dict[str, Any]) -> None:
    clerk, office = house.as_("section_clerk"), house.as_("secretariat")
    with living(house, after_intake(pledge), member, clerk, office):
        ok(office.post(f"/pledge-templates/{pledge['template_id']}/close"))
        word = own(member)["proposal"]["verdict"]
        ok(clerk.post(f"/pledges/{pledge['id']}/verdict", json={"verdict": word}))
