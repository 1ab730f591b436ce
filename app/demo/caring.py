"""The running year's stewardship: an award, a hearing, contacts and visits."""

from __future__ import annotations

from datetime import date, timedelta

from app.demo import frame
from app.demo.desk import Bench
from app.demo.people import STANDING, Roster
from app.demo.present import cast
from app.stewardship.awards import service as awards
from app.stewardship.awards.schemas import AwardIn, NomineeIn
from app.stewardship.care import service as care
from app.stewardship.care.schemas import LinkIn, VisitIn
from app.stewardship.sanctions import hear, prepare
from app.stewardship.sanctions.schemas import EvidenceIn, GroundIn, SanctionIn, SendIn

KEEPER = "bangongshi"
REASONS = ("领衔三件提案，全部办结。", "信息两篇被省政协采用。", "牵头民生议事堂六场，件件有回音。")
VISITS = (
    ("visit", "走访企业，听取对政协工作的意见。", "", 0),
    ("talk", "交流履职情况，鼓励多反映界别声音。", "", 0),
    ("birthday", "送上生日祝福。", "", 0),
    ("hardship", "家中老人住院，送去慰问金。", "联系医保部门落实报销", -2),
    ("sick", "术后休养，恢复良好。", "两周后回访", 12),
)


def lay_out(bench: Bench, roster: Roster, year: tuple[int, date, date], today: date) -> None:
    """Recommend three members, let one be heard, visit five who keep contact with the chair."""
    me, other, chair = cast(roster, today)
    shown = {one.number for one in (me, other, chair)}
    plain = [one for one in roster.on(today) if one.number not in shown]
    standing = {one.number for one in roster.holding(STANDING, today)}
    people = [bench.members[one.number] for one in plain if one.number not in standing]
    _recommend(bench, year[0], [bench.members[me.number], *people[:2]])
    _hear(bench, year[0], people[2], today)
    leader = bench.members[chair.number]
    for place, member in enumerate([bench.members[me.number], *people[3:13]]):
        link = LinkIn(leader_id=leader, member_id=member, starts_on=year[1])
        bench.by(KEEPER, care.link, link)
        if place < len(VISITS):
            _visit(bench, leader, member, VISITS[place], today - timedelta(days=3 * place + 1))


def _recommend(bench: Bench, year: int, members: list[str]) -> None:
    award = AwardIn(
        year=year,
        kind="excellent_member",
        title=f"{year} 年度优秀政协委员",
        by="政协平湖市委员会",
        quota_percent=10,
        excluded_posts=["chair", "vice_chair", "secretary_general"],
        section_id=bench.section(frame.OFFICE),
    )
    made = bench.by(KEEPER, awards.open_, award)
    for member, reason in zip(members, REASONS, strict=True):
        bench.by("zhuanweihui", awards.recommend, made, NomineeIn(member_id=member, reason=reason))


def _hear(bench: Bench, year: int, member: str, today: date) -> None:
    ground = GroundIn(
        text="两次未请假缺席本专委会活动。",
        article="履职规定第十条",
        evidence=[EvidenceIn(document=f"{year} 年活动签到表")],
    )
    new = SanctionIn(member_id=member, year=year, kind="remind", grounds=[ground])
    made = bench.by(KEEPER, prepare.prepare, new)
    bench.by(KEEPER, hear.send, made, SendIn(hear_by=today + timedelta(days=7)), None)


def _visit(bench: Bench, leader: str, member: str, said: tuple[str, str, str, int], day: date) -> None:
    kind, note, promised, days = said
    visit = VisitIn.model_validate(
        {
            "member_id": member,
            "kind": kind,
            "on": day,
            "visitor_id": leader,
            "note": note,
            "follow_up": promised,
            "follow_up_on": day + timedelta(days=days + 10) if promised else None,
        }
    )
    bench.by(KEEPER, care.record, visit)
