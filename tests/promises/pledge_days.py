"""Constructed years of one pledge, and the plainest reading of when it became impossible."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from app.core.clock import BEIJING
from tests.factories.house import Caller, House
from tests.standings.pledging import issued, items, living, own, signed

YEAR = 2026
FIRST, FREEZE, END = date(YEAR, 3, 2), date(YEAR, 6, 20), date(YEAR, 6, 30)
Turns = list[tuple[date, bool]]


@dataclass
class Meeting:
    """One activity of one or two sittings, as a list of what happened on which day."""

    days: list[date]
    invited: date
    said: list[tuple[date, str, int]] = field(default_factory=list)

    def taken(self, day: date) -> tuple[bool, bool]:
        """Return whether it counts at the end of a day, and whether it still could."""
        closed: dict[int, str] = {}
        gone = off = False
        for on, what, which in self.said:
            if on > day:
                continue
            if what == "cancel":
                gone = True
            elif what == "uninvite":
                off = True
            elif what == "invite":
                off = False
            elif what == "reopen":
                closed.pop(which, None)
            else:
                closed[which] = what
        counts = any(closed.get(which) == "present" and on <= FREEZE for which, on in enumerate(self.days))
        open_ = self.invited <= day and not gone and not off
        could = open_ and any(which not in closed and on <= FREEZE for which, on in enumerate(self.days))
        return counts, could


@dataclass
class Case:
    """A member's year: meetings pledged and held, opinions verified and taken back."""

    target: int
    opinions: int
    meetings: list[Meeting]
    #: (day, +1 verified or -1 taken back)
    writing: list[tuple[date, int]]

    def naive(self) -> tuple[Turns, Turns]:
        """Walk through the days: when the meetings, and the opinions, turned."""
        found: tuple[Turns, Turns] = ([], [])
        was = [False, False]
        day = FIRST
        while day <= END:
            states = [one.taken(day) for one in self.meetings]
            meetings = sum(counts or could for counts, could in states) < self.target
            written = sum(step for on, step in self.writing if on <= day)
            opinions = day > FREEZE and written < self.opinions
            for which, now in enumerate((meetings, opinions)):
                if now != was[which]:
                    found[which].append((day, now))
                    was[which] = now
            day += timedelta(days=1)
        return found


def constructed(number: int) -> Case:
    """Return the case of a number: always the same one."""
    chance = random.Random(f"pledge-days-{number}")
    meetings = [_meeting(chance) for _ in range(chance.randint(1, 3))]
    writing: list[tuple[date, int]] = []
    standing = 0
    for on in sorted(_day(chance, FIRST, END) for _ in range(chance.randint(1, 4))):
        back = standing > 0 and chance.random() < 0.4
        standing += -1 if back else 1
        writing.append((on, -1 if back else 1))
    return Case(chance.randint(1, len(meetings) + 1), chance.randint(1, 2), meetings, writing)


def _meeting(chance: random.Random) -> Meeting:
    invited = _day(chance, FIRST, date(YEAR, 5, 20))
    first = _day(chance, invited + timedelta(days=1), date(YEAR, 6, 24))
    days = [first] if chance.random() < 0.6 else [first, first + timedelta(days=1)]
    one = Meeting(days, invited)
    fate = chance.choice(("held", "held", "cancelled", "off", "back", "silent"))
    if fate == "cancelled":
        one.said.append((_day(chance, invited, first), "cancel", 0))
    elif fate in ("off", "back"):
        off = _day(chance, invited, first)
        one.said.append((off, "uninvite", 0))
        if fate == "back" and off < first:
            one.said.append((_day(chance, off + timedelta(days=1), first), "invite", 0))
    if fate in ("held", "back") and (fate == "held" or one.said[-1][1] == "invite"):
        for which, on in enumerate(days):
            closed = _day(chance, on + timedelta(days=1), min(END, on + timedelta(days=4)))
            first_said = chance.choice(("present", "absent"))
            one.said.append((closed, first_said, which))
            if chance.random() < 0.5 and closed + timedelta(days=1) <= END:
                again = _day(chance, closed + timedelta(days=1), END)
                one.said.append((again, "reopen", which))
                if chance.random() < 0.7 and again < END:
                    later = _day(chance, again + timedelta(days=1), END)
                    one.said.append((later, "absent" if first_said == "present" else "present", which))
    one.said.sort(key=lambda said: said[0])
    return one


def _day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, max(0, (last - first).days)))


class Lived:
    """One council in which cases are lived, each by a member of its own."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.clerk, self.office = house.as_("section_clerk"), house.as_("secretariat")

    def live(self, case: Case, number: int, template: str) -> tuple[Turns, Turns]:
        """Do everything of a case on its day; return the turns that the pledge shows at the end."""
        name = f"委员{number}"
        # Somebody else is due everywhere: nobody may be the last on a due list.
        other = self.house.member("陪同")
        member = self.house.seat("member", member_id=self.house.member(name))
        with living(self.house, FIRST, self.office):
            assert self.office.post(f"/pledge-templates/{template}/issue").status_code == 200
        acts: list[tuple[date, Any]] = [(FIRST, lambda: self._sign(case, member, name))]
        for meeting in case.meetings:
            acts += self._acts(meeting, member, other)
        written: list[str] = []
        acts += [(on, lambda step=step: self._write(step, member, written)) for on, step in case.writing]
        for on, act in sorted(acts, key=lambda one: one[0]):
            with living(self.house, on, member, self.clerk, self.office):
                act()
        with living(self.house, END, member):
            found = items(own(member))
        return _turns(found["meetings"]), _turns(found["opinions"])

    def _sign(self, case: Case, member: Caller, name: str) -> None:
        signed(member, name)
        targets = {"meetings": case.target, "opinions": case.opinions}
        said = {"targets": targets, "name": name, "reason": "按实际填写"}
        if (case.target, case.opinions) != (1, 1):
            answer = member.post(f"/pledges/{own(member)['id']}/amend", json=said)
            assert answer.status_code == 200, answer.text

    def _acts(self, meeting: Meeting, member: Caller, other: str) -> list[tuple[date, Any]]:
        kept: dict[str, Any] = {}

        def convene() -> None:
            body = {
                "title": "常委会会议",
                "kind": "standing_committee",
                "sittings": [
                    {"starts_at": _at(on, 0), "ends_at": _at(on, 1)} for on in meeting.days
                ],
                "due": {"rule": "members", "member_ids": [member.member_id, other]},
            }  # fmt: skip
            answer = self.clerk.post("/activities", json=body)
            assert answer.status_code == 201, answer.text
            kept.update(answer.json())

        def act(what: str, which: int) -> None:
            path, sitting = f"/activities/{kept['id']}", f"/sittings/{kept['sittings'][which]['id']}"
            if what == "cancel":
                answer = self.clerk.post(f"{path}/cancel", json={"reason": "台风"})
            elif what == "uninvite":
                answer = self.clerk.delete(f"{path}/invitations/{member.member_id}")
            elif what == "invite":
                due = {"rule": "members", "member_ids": [member.member_id]}
                answer = self.clerk.post(f"{path}/invitations", json=due)
            elif what == "reopen":
                answer = self.clerk.post(f"{sitting}/reopen", json={"reason": "登记有误"})
            else:
                line = {"member_id": member.member_id, "status": what}
                marked = self.clerk.put(f"{sitting}/roll", json={"lines": [line]})
                assert marked.status_code == 200, marked.text
                answer = self.clerk.post(f"{sitting}/close")
            assert answer.status_code in (200, 204), answer.text

        return [
            (meeting.invited, convene),
            *((on, lambda what=what, which=which: act(what, which)) for on, what, which in meeting.said),
        ]

    def _write(self, step: int, member: Caller, written: list[str]) -> None:
        if step < 0:
            answer = self.clerk.post(f"/claims/{written.pop()}/take-back", json={"reason": "核实有误"})
            assert answer.status_code == 200, answer.text
            return
        said = {"title": "关于停车的情况", "occurred_on": str(FIRST), "body": "情况。"}
        said["section_id"] = self.house.section_id
        written.append(member.post("/opinions", json=said).json()["id"])
        assert self.clerk.post(f"/claims/{written[-1]}/verify").status_code == 200


def _at(day: date, hour: int) -> str:
    return datetime.combine(day, time(hour), BEIJING).isoformat()


def _turns(item: dict[str, Any]) -> Turns:
    return [(date.fromisoformat(one["on"]), one["impossible"]) for one in item["turns"]]


def issue(house: House) -> None:
    """Issue the template of the cases, everybody asked for one of each."""
    standing = {
        "select": [
            {
                "fact": ["meeting"],
                "where": [{"type": {"any_of": ["standing"]}, "status": {"any_of": ["present"]}}],
            }
        ],
        "measure": {"distinct": "activity"},
    }  # fmt: skip
    asked = [
        {"id": "meetings", "text": "出席常委会", "counts": standing, "target": 1, "remainder": "scheduled"},
        {"id": "opinions", "text": "信息", "counts": {"select": [{"fact": ["opinion"]}]}, "target": 1},
    ]
    issued(
        house, year=YEAR, title=f"{YEAR} 年度承诺", sign_by=str(FIRST), amend_until=str(FIRST),
        intake_until=str(FREEZE), document={"items": asked},
    )  # fmt: skip
