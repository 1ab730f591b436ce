"""A council whose year went anything but smoothly, as the chair's page meets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core import clock
from app.council.models import Placement, Unit
from app.facts.activities import joint
from app.facts.models import Claim
from app.standings.objections.models import Objection
from tests.factories.house import House
from tests.facts.pieces import contribution, opinion, proposal, verify
from tests.runs import evaluated
from tests.standings.test_what_if import adopt_text

YEAR = 2026
MOVED_ON = date(YEAR, 7, 1)


@dataclass
class ChairsYear:
    """The council, its people by name, its units by name, its claims by title."""

    house: House
    members: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)

    def page(self, year: int = YEAR) -> dict[str, Any]:
        """Return the chair's page."""
        answer = self.house.as_("chair").get(f"/dashboard?year={year}")
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]

    def lines(self, path: str, role: str = "chair", limit: int = 3) -> list[dict[str, Any]]:
        """Return every line of a list, read in small pages."""
        found: list[dict[str, Any]] = []
        cursor = ""
        join = "&" if "?" in path else "?"
        while True:
            answer = self.house.as_(role).get(f"/dashboard/{path}{join}limit={limit}{cursor}")
            assert answer.status_code == 200, answer.text
            found += answer.json()["items"]
            if answer.json()["next"] is None:
                return found
            cursor = f"&cursor={answer.json()['next']}"

    def convene(
        self, title: str, kind: str, day: date, due: list[str], halves: int = 1, **more: Any
    ) -> list[str]:
        """Convene an activity; return the ids of its sittings."""
        begin = datetime.combine(day, time(9), clock.BEIJING)
        sittings = [
            {
                "starts_at": (begin + timedelta(hours=3 * half)).isoformat(),
                "ends_at": (begin + timedelta(hours=3 * half + 2)).isoformat(),
            }
            for half in range(halves)
        ]
        members = [self.members[name] for name in due]
        body = {
            "title": title,
            "kind": kind,
            "sittings": sittings,
            "due": {"rule": "members", "member_ids": members},
            **more,
        }
        answer = self.house.as_("section_clerk").post("/activities", json=body)
        assert answer.status_code == 201, answer.text
        self.claims[title] = answer.json()["id"]
        return [one["id"] for one in answer.json()["sittings"]]

    def keep(self, sitting: str, statuses: dict[str, str], *, close: bool = True) -> None:
        """Note statuses on a roll; close it."""
        lines = [{"member_id": self.members[name], "status": status} for name, status in statuses.items()]
        clerk = self.house.as_("section_clerk")
        assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": lines}).status_code == 200
        if close:
            assert clerk.post(f"/sittings/{sitting}/close").status_code == 200

    def hold(
        self,
        title: str,
        kind: str,
        day: date,
        rolls: list[dict[str, str]],
        conclude: bool = True,
        **more: Any,
    ) -> list[str]:
        """Convene, keep every roll, conclude; return the ids of the sittings."""
        sittings = self.convene(title, kind, day, list(rolls[0]), len(rolls), **more)
        for sitting, statuses in zip(sittings, rolls, strict=True):
            self.keep(sitting, statuses)
        if conclude:
            clerk = self.house.as_("section_clerk")
            answer = clerk.post(f"/activities/{self.claims[title]}/conclude", json={})
            assert answer.status_code == 200, answer.text
        return sittings

    def backdate(self, claim_id: str, days: int) -> None:
        """Let a claim have been opened so many days ago."""
        at = clock.now() - timedelta(days=days)

        def work(session: Session) -> None:
            mine = (Claim.council_id == self.house.council_id, Claim.id == claim_id)
            session.execute(update(Claim).where(*mine).values(created_at=at))

        self.house.write(work)


def settle(house: House) -> ChairsYear:
    """Found the council: two sectors, three groups, four members, one of whom moves."""
    year = ChairsYear(house)
    for kind, name in (
        ("sector", "经济"),
        ("sector", "教育"),
        ("sector", "空界别"),
        ("activity_group", "经济组"),
        ("activity_group", "教育组"),
        ("area_group", "新埭镇委员小组"),
        ("special_committee", "提案委员会"),
        ("special_committee", "已撤并的委员会"),
        ("special_committee", "新设的委员会"),
        ("party_branch", "第一支部"),
    ):
        year.units[name] = house.unit(kind, name)
    for name, sector in (("甲", "经济"), ("乙", "经济"), ("丙", ""), ("丁", "教育")):
        year.members[name] = house.member(name, unit_id=year.units[sector] if sector else None)
    house.write(_arrange, year)
    return year


def _arrange(session: Session, year: ChairsYear) -> None:
    council, today = year.house.council_id, clock.today()
    mine = (Placement.council_id == council, Placement.member_id == year.members["甲"])
    session.execute(update(Placement).where(*mine).values(ends_on=MOVED_ON - timedelta(days=1)))
    placed = [("甲", "教育", "sector", MOVED_ON, "member")]
    placed += [
        (name, group, kind, date(2022, 2, 20), role)
        for name, group, kind, role in (
            ("甲", "经济组", "activity_group", "member"),
            ("乙", "经济组", "activity_group", "convener"),
            ("丁", "教育组", "activity_group", "member"),
        )
    ]
    for name, unit, kind, since, role in placed:
        session.add(
            Placement(
                council_id=council,
                member_id=year.members[name],
                unit_id=year.units[unit],
                unit_kind=kind,
                role=role,
                starts_on=since,
            )
        )
    for unit, values in (
        ("已撤并的委员会", {"closed_on": date(2025, 3, 1)}),
        ("新设的委员会", {"opened_on": today - timedelta(days=10)}),
    ):
        session.execute(
            update(Unit).where(Unit.council_id == council, Unit.id == year.units[unit]).values(**values)
        )


def live(year: ChairsYear) -> None:
    """Let the year happen: rolls, a cancelled meeting, a reopened roll, pieces and their corrections."""
    year.hold(
        "全体会议",
        "plenary",
        date(YEAR, 3, 10),
        [
            {"甲": "present", "乙": "excused_not_counted", "丙": "absent", "丁": "left_early"},
            {"甲": "late", "乙": "present", "丙": "excused", "丁": "present"},
        ],
    )
    year.convene("取消的会议", "standing_committee", date(YEAR, 4, 1), ["甲", "乙"])
    sitting = year.convene("登记后取消的会议", "standing_committee", date(YEAR, 4, 2), ["甲"])[0]
    year.keep(sitting, {"甲": "present"}, close=False)
    clerk = year.house.as_("section_clerk")
    for title in ("取消的会议", "登记后取消的会议"):
        answer = clerk.post(f"/activities/{year.claims[title]}/cancel", json={"reason": "因故取消"})
        assert answer.status_code == 200, answer.text
    august = date(YEAR, 8, 5)
    sitting = year.hold(
        "常委会会议", "standing_committee", august, [{"甲": "absent", "丁": "present"}], False
    )[0]
    reopen = {"reason": "登记有误"}
    assert clerk.post(f"/sittings/{sitting}/reopen", json=reopen).status_code == 200
    year.keep(sitting, {"甲": "present"})
    sitting = year.hold("重开未结的会议", "other_meeting", august, [{"甲": "present"}], False)[0]
    assert clerk.post(f"/sittings/{sitting}/reopen", json=reopen).status_code == 200
    year.hold(
        "经济组活动",
        "sector",
        date(YEAR, 1, 12),
        [{"甲": "present", "乙": "late"}],
        unit_id=year.units["经济组"],
    )
    recent = clock.today() - timedelta(days=5)
    town = year.units["新埭镇委员小组"]
    year.hold("小组调研", "survey", recent, [{"乙": "present"}], unit_id=town)
    year.hold("会客厅", "salon", date(YEAR, 6, 1), [{"丁": "excused_not_counted"}])
    _share(year)
    _pieces(year)
    _results(year)


def _share(year: ChairsYear) -> None:
    """Let a partner host an oversight together with this council, which keeps its own roll."""
    day = date(YEAR, 9, 9)
    begin = datetime.combine(day, time(9), clock.BEIJING)
    sitting = {"name": "", "place": "", "half_days": 1, "starts_at": begin.isoformat()}
    copy = {
        "origin_council_id": "0190a000-0000-7000-8000-000000000001",
        "origin_id": "0190a000-0000-7000-8000-000000000002",
        "origin_version": 1,
        "host_name": "邻近政协",
        "title": "联合监督",
        "kind": "oversight",
        "place": "",
        "topic": "",
        "occurred_on": day.isoformat(),
        "created_by": year.house.as_("secretariat").account_id,
        "sittings": [{**sitting, "ends_at": (begin + timedelta(hours=2)).isoformat()}],
    }
    for _ in range(2):
        year.house.write(joint.receive, year.house.council_id, copy)
    office = year.house.as_("secretariat")
    activity = next(one for one in office.get("/activities").json()["items"] if one["title"] == "联合监督")
    due = {"rule": "members", "member_ids": [year.members["丁"], year.members["丙"]]}
    assert office.post(f"/activities/{activity['id']}/invitations", json=due).status_code == 200
    lines = [{"member_id": year.members["丁"], "status": "present"}]
    roll = f"/sittings/{activity['sittings'][0]['id']}"
    assert office.put(f"{roll}/roll", json={"lines": lines}).status_code == 200
    assert office.post(f"{roll}/close").status_code == 200
    assert office.post(f"/activities/{activity['id']}/conclude", json={}).status_code == 200


def _pieces(year: ChairsYear) -> None:
    house = year.house
    member, office = house.as_("member"), house.as_("secretariat")
    for number, day in enumerate((f"{YEAR}-02-03", f"{YEAR}-02-04", f"{YEAR}-05-06", "2025-05-06")):
        made = proposal(house, member, title=f"提案{number}", occurred_on=day)
        verify(house, made["id"])
        if number == 0:
            # Filing corrects what was posted: a reversal, and the piece anew.
            filed = {"filing": "filed", "number": f"{YEAR}-001"}
            assert office.post(f"/proposals/{made['id']}/filing", json=filed).status_code == 200
    verify(house, opinion(house, member, occurred_on=f"{YEAR}-03-31")["id"])
    outside = {"completeness": "full", "organiser": "省政协"}
    own = contribution(house, member, "training_record", outside, occurred_on=f"{YEAR}-05-01")
    verify(house, own["id"])
    _waiting(year)


def _waiting(year: ChairsYear) -> None:
    house, member = year.house, year.house.as_("member")
    old, far = f"{YEAR}-02-10", 40
    for title, more in (("久等的提案", {}), ("另一部门的", {"section_id": house.other_section_id})):
        year.claims[title] = proposal(house, member, title=title, occurred_on=old, **more)["id"]
        year.backdate(year.claims[title], far)
    year.claims["刚交的"] = proposal(house, member, title="刚交的", occurred_on=old)["id"]
    draft = proposal(house, member, title="今天才交的草稿", occurred_on=old, draft=True)["id"]
    year.backdate(draft, far)
    assert member.post(f"/claims/{draft}/submit").status_code == 200
    back = proposal(house, member, title="退回的", occurred_on=old)["id"]
    answer = house.as_("verifier").post(f"/claims/{back}/return", json={"reason": "请补充案由。"})
    assert answer.status_code == 200, answer.text
    year.claims["退回的"] = back
    overdue = clock.today() - timedelta(days=30)
    year.convene("办而未结的调研", "survey", overdue, ["甲"])
    year.backdate(year.claims["办而未结的调研"], 45)
    year.convene("明天的会议", "other_meeting", clock.today() + timedelta(days=1), ["甲"])
    year.backdate(year.claims["明天的会议"], 45)
    for title in ("取消的会议", "登记后取消的会议"):
        year.backdate(year.claims[title], 100)


SCHEME = """format: 1
id: mine
title: 年度办法
structure: {kind: accumulate_from_zero}
items:
  - {id: charity, title: 公益, article: 第二条, select: {fact: charity}, award: {each: 5}}
bands: [{name: 优秀, min: 5}, {name: 合格, below: 5}]
"""


def _results(year: ChairsYear) -> None:
    """Put a result in force; let one doubt be three days late, one answered, one not yet due."""
    house = year.house
    seats = {name: house.seat("member", member_id=year.members[name]) for name in ("甲", "乙", "丁")}
    given = contribution(house, seats["丁"], "charity", {"form": "donation"}, occurred_on=f"{YEAR}-05-02")
    verify(house, given["id"])
    adopt_text(house, SCHEME)
    office = house.as_("secretariat")
    run = evaluated(house, YEAR)["id"]
    assert office.post(f"/runs/{run}/put-in-force").status_code == 200
    made = {}
    for name, seat in seats.items():
        body = {"year": YEAR, "item": "charity", "reason": "有一次没有记上"}
        answer = seat.post("/me/objections", json=body)
        assert answer.status_code == 201, answer.text
        made[name] = answer.json()["id"]
    rejected = office.post(f"/objections/{made['甲']}/decide", json={"upheld": False, "reason": "已经复核。"})
    assert rejected.status_code == 200, rejected.text

    def late(session: Session) -> None:
        mine = (Objection.council_id == house.council_id, Objection.id.in_([made["甲"], made["乙"]]))
        due = clock.today() - timedelta(days=3)
        session.execute(update(Objection).where(*mine).values(due_on=due))

    house.write(late)
