"""The neighbour council, and the activity that both hold together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from app.demo import founding, frame
from app.demo.accounts import DemoAccount
from app.demo.convening import call, close, finish
from app.demo.days import moment, spread
from app.demo.desk import Bench
from app.demo.events import Event, PlannedSitting, due_at, half_day
from app.demo.names import people
from app.demo.people import Held, Person, Roster
from app.demo.pieces import Piece, enter
from app.facts.activities import joint, queries
from app.facts.activities.schemas import ActivityIn, ConcludeIn, DueRule, SittingIn
from app.facts.activities.service import convene, extend_due
from app.facts.attendance.schemas import RollLine
from app.ledger.conclude import conclude
from app.ledger.roll import keep_and_close

CODE, NAME, SHORT = "jinshan", "政协上海市金山区委员会", "金山政协"
SECTION = "委员工作室"
KEEPER, SECOND, MEMBER = "jinshan-bangongshi", "jinshan-fuhe", "jinshan-weiyuan"
_SECTORS = ("经济", "农业", "教育", "医药卫生", "特邀人士")
_SIZE = 30
ACCOUNTS = (
    DemoAccount(KEEPER, "金山政协办公室", ("secretariat",), section=("section", SECTION)),
    DemoAccount(MEMBER, "金山委员", ("member",), member="06-010"),
    DemoAccount("jinshan-banfa", "金山办法起草人", ("scheme_author",)),
    DemoAccount(SECOND, "金山政协复核", ("secretariat",), section=("section", SECTION)),
)


def terms(planned: Sequence[frame.PlannedTerm]) -> list[frame.PlannedTerm]:
    """Return the neighbour's terms: its own numbers, the same years, from 2022."""
    return [
        frame.PlannedTerm(term.number - 8, term.starts_on, term.ends_on)
        for term in planned
        if term.number >= 14
    ]


def units() -> list[frame.PlannedUnit]:
    """Return the neighbour's few units."""
    return [frame.PlannedUnit("section", SECTION), *(frame.PlannedUnit("sector", name) for name in _SECTORS)]


def roster(planned: Sequence[frame.PlannedTerm]) -> Roster:
    """Return thirty members, five of them standing."""
    random = Random(f"{frame.SEED}:neighbour")
    names, last = people(random), planned[-1]
    for _ in range(8):
        next(names)
    persons = []
    for index in range(1, _SIZE + 1):
        name, sex = next(names)
        sector = _SECTORS[index % len(_SECTORS)]
        tenures = [
            Held(
                "tenure",
                "active" if t is last else "term_ended",
                t.starts_on,
                None if t is last else t.ends_on,
            )
            for t in planned
        ]
        since = planned[0].starts_on
        post = {1: "chair", 2: "vice_chair", 3: "secretary_general"}.get(index)
        post = post or ("standing_member" if index <= 6 else "")
        persons.append(
            Person(
                number=f"06-{index:03d}",
                name=name,
                sex=sex,
                born_on=date(1972, 1 + index % 12, 10),
                sector=sector,
                party="群众",
                education="本科",
                employer="金山区某某单位",
                title="负责人",
                mobile=f"1990600{index:04d}",
                steadiness=random.choice((850, 920, 970)),
                diligence=3,
                tenures=tenures,
                posts=[Held("post", post, since)] if post else [],
                places=[Held("sector", sector, since)],
            )
        )
    return Roster(persons)


def found(bench: Bench, planned: Sequence[frame.PlannedTerm], members: Roster) -> None:
    """Open the neighbour's calendar, units and members."""
    founding.found(bench, planned, units())
    founding.enrol(bench, members)


def fill(bench: Bench, members: Roster, year: tuple[int, date, date], until: date) -> None:
    """Hold a year's few meetings, and enter the points that its scheme leaves to judgement."""
    number, first, last = year
    random = Random(f"{frame.SEED}:neighbour:{number}")
    days = spread(random, first, last, 4)
    for index, day in enumerate(days):
        if day > until:
            return
        kind, due = ("plenary", "all") if index == 0 else ("consultation", 10)
        title = (
            f"金山区政协{number}年全体会议" if index == 0 else f"金山区政协{number}年第{index}次专题协商会"
        )
        sittings: tuple[PlannedSitting, ...] = half_day(day)
        event = Event(kind, title, day, SECTION, due, sittings, place="金山区政协")
        persons = due_at(event, members)
        activity_id = call(bench, event, persons, KEEPER)
        close(bench, activity_id, event, persons, KEEPER)
        finish(bench, activity_id, event, KEEPER)
    if last <= until:
        enter(bench, _judged(random, members, number, last), KEEPER, SECOND, SECTION)


def _judged(random: Random, members: Roster, year: int, last: date) -> list[Piece]:
    found = []
    for person in members.on(last):
        for item, most in (("proposals", 30), ("rest", 20)):
            points = {
                "item": item,
                "points": str(random.randrange(most // 2, most + 1)),
                "basis": "考核组评定",
            }
            found.append(
                Piece("assessed", f"{year}年度{person.number}评定", last, points, member=person.number)
            )
    return found


def convene_together(bench: Bench, members: Roster, day: date) -> None:
    """Hold a joint activity in the host council and send it to the partner."""
    due = [bench.members[person.number] for person in members.on(day)[20:32]]
    new = ActivityIn(
        title=f"{day.year}年浙沪毗邻区域民生议事堂联动活动",
        kind="livelihood_hall",
        section_id=bench.section("新埭镇联络室"),
        place="新埭镇民生议事堂",
        topic="毗邻区域农业共同体发展",
        series=["livelihood_hall"],
        consultation=True,
        sittings=[SittingIn(starts_at=moment(day, 9), ends_at=moment(day, 11, 30))],
        due=DueRule(rule="members", member_ids=due),
    )
    activity_id = bench.by("bangongshi", convene, new)
    partner = bench.partners[NAME]
    bench.by("bangongshi", joint.share, activity_id, [partner])
    _roll(bench, "bangongshi", activity_id, due)
    bench.by("bangongshi", conclude, activity_id, ConcludeIn(participants=24))


def keep_own_roll(bench: Bench, members: Roster, day: date) -> None:
    """Invite the partner's own members to the copy and keep their roll."""
    due = [bench.members[person.number] for person in members.on(day)[5:15]]
    for activity_id in bench.copies():
        rule = DueRule(rule="members", member_ids=due)
        bench.by(KEEPER, extend_due, activity_id, rule)
        _roll(bench, KEEPER, activity_id, due)
        bench.by(KEEPER, conclude, activity_id, ConcludeIn(participants=24))


def _roll(bench: Bench, by: str, activity_id: str, due: list[str]) -> None:
    lines = [RollLine(member_id=id_, status="excused" if i == 3 else "present") for i, id_ in enumerate(due)]
    for sitting in queries.sittings_of(bench.session, bench.council_id, [activity_id]):
        bench.by(by, keep_and_close, sitting.id, lines)
