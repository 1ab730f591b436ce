"""The demo's present: an open sitting, an invitation, what came back."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from app.access.seats import see_notices
from app.core import clock
from app.demo import frame
from app.demo.days import moment
from app.demo.desk import Bench
from app.demo.people import LEADERS, STANDING, Person, Roster
from app.facts.activities.queries import sittings_of
from app.facts.activities.schemas import ActivityIn, DueRule, SittingIn
from app.facts.activities.service import convene
from app.facts.attendance.leave.schemas import LeaveIn, LeaveSpoken
from app.facts.attendance.leave.service import ask, note_spoken
from app.facts.contributions.bodies import ARMS
from app.facts.contributions.schemas.written import ResearchReport, StudyNote
from app.facts.contributions.service import create as contribute
from app.facts.opinions.schemas import OpinionIn
from app.facts.opinions.service import create as report
from app.facts.proposals.schemas import ProposalIn
from app.facts.proposals.service import create as propose
from app.ledger.verification import return_claim


def cast(roster: Roster, today: date) -> tuple[Person, Person, Person]:
    """Return whose accounts the demo shows: a member, a convener, the chair."""
    chair = roster.holding(("chair",), today)[0]
    leading = {person.number for person in roster.holding((*LEADERS, *STANDING), today)}
    plain = [
        person
        for person in roster.on(today)
        if person.number not in leading and person.steadiness >= 900 and person.diligence >= 4
    ]
    return plain[0], plain[1], chair


def lay_out(bench: Bench, roster: Roster, today: date) -> None:
    """Put on the table what today's users find."""
    me, other, _ = cast(roster, today)
    # Five years of notices were read as they came; only what is on the table today is new.
    for who in ("weiyuan", "zhaojiren"):
        bench.by(who, see_notices, clock.now())
    near = [person for person in roster.on(today) if person.number not in (me.number, other.number)]
    drawn = Random(f"{frame.SEED}:today:{today}").sample(near, 18)
    due = [bench.members[person.number] for person in (me, other, *drawn)]
    _convene(bench, "数字经济发展对口协商会", today, due, "企业数字化转型中的难处和对策")
    week = _convene(
        bench, "“居家养老服务”请你来协商会", today + timedelta(days=7), due, "社区助餐、日间照料怎样办得久"
    )
    _leave(bench, week, due[2])
    _papers(bench, me, other, today)
    _left_lying(bench, today)


def _left_lying(bench: Bench, today: date) -> None:
    """Let papers have waited for weeks, of one section more than of another."""
    for days, section, title in (
        (33, frame.RESEARCH, "农村公路岔口会车视距不足"),
        (26, frame.RESEARCH, "社区老年食堂午间排队时间过长"),
        (19, frame.MEMBERS_OFFICE, "委员联系群众活动记录格式不一"),
    ):
        day = today - timedelta(days=days)
        paper = OpinionIn(
            title=title,
            body="情况：走访中多位群众反映。建议：由主管部门牵头排查，列入下一年计划。",
            topic="基层治理",
            occurred_on=day,
            section_id=bench.section(section),
        )
        with clock.shifted_to(day):
            bench.by("zhaojiren", report, paper)


def _convene(bench: Bench, title: str, day: date, due: list[str], topic: str) -> str:
    new = ActivityIn(
        title=f"{day.year}年{day.month}月{day.day}日{title}",
        kind="consultation",
        section_id=bench.section("提案委办公室"),
        place="市政协二楼会议室",
        topic=topic,
        series=["major_consultation"],
        consultation=True,
        sittings=[SittingIn(name="", starts_at=moment(day, 9), ends_at=moment(day, 11, 30))],
        due=DueRule(rule="members", member_ids=due),
    )
    return bench.by("zhuanweihui", convene, new)


def _leave(bench: Bench, activity_id: str, spoken: str) -> None:
    """Let one ask for leave that waits, and one by word of mouth whose slip is to come."""
    sittings = [one.id for one in sittings_of(bench.session, bench.council_id, [activity_id])]
    asked = LeaveIn(
        activity_id=activity_id, sitting_ids=sittings, reason="work", detail="当天在外地参加展会，次日返回"
    )
    bench.by("zhaojiren", ask, asked)
    noted = LeaveSpoken(activity_id=activity_id, sitting_ids=sittings, member_id=spoken, reason="family")
    bench.by("zhuanweihui", note_spoken, noted)


def _papers(bench: Bench, me: Person, other: Person, today: date) -> None:
    """Hand in as members: one comes back with a reason, others wait, one asks to be co-signed."""
    research, keep = bench.section(frame.RESEARCH), bench.section("提案委办公室")
    study = ARMS["research_report"](
        kind="research_report",
        title="关于邻里互助养老的调研报告",
        occurred_on=today,
        section_id=research,
        data=ResearchReport(),
    )
    came_back = bench.by("weiyuan", contribute, study)
    bench.by("bangongshi", return_claim, came_back, "请补充调研的时间、地点和参加人员后再提交。")
    note = ARMS["study_note"](
        kind="study_note",
        title="“书香政协”读书体会",
        occurred_on=today,
        section_id=bench.section(frame.MEMBERS_OFFICE),
        data=StudyNote(form="essay", topic="基层治理"),
        draft=True,
    )
    bench.by("weiyuan", contribute, note)
    waiting = OpinionIn(
        title="老旧小区加装电梯后期管护存在空档",
        body="情况：部分加装电梯移交后无人维保。建议：明确责任主体，建立维保基金。",
        topic="老旧小区",
        occurred_on=today,
        section_id=research,
    )
    bench.by("weiyuan", report, waiting)
    joint = ProposalIn(
        title="关于完善社区嵌入式托育服务的提案",
        body="案由：双职工家庭托育需求大。建议：利用社区用房举办小微托育点。",
        form="joint",
        category="社会保障",
        livelihood=True,
        occurred_on=today,
        section_id=keep,
        others=[bench.members[me.number]],
    )
    bench.by("zhaojiren", propose, joint)
