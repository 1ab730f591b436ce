"""Statements: last year's on file, this year's on their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from app.access.actor import Actor
from app.core import clock
from app.demo import frame, topics
from app.demo.desk import Bench
from app.demo.people import STANDING, Person, Roster
from app.facts.statements import rounds, writing
from app.facts.statements.queries import listed
from app.facts.statements.schemas import PresentIn, RoundIn, StatementOutline, TextIn
from app.standings.statements import file

OFFICE = "bangongshi"
OUTLINE = StatementOutline.model_validate(
    {
        "headings": [
            {"id": "meetings", "title": "参会履职", "about": ["meetings"]},
            {"id": "advice", "title": "建言资政", "about": ["proposals"]},
            {"id": "people", "title": "联系服务群众", "about": ["contacts"]},
            {"id": "next", "title": "不足与打算"},
        ],
        "longest": 3000,
    }
)
#: How far the statements of the running year have come, in turn.
_FATES = ("unbegun", "draft", "submitted", "accepted", "draft", "submitted", "presented", "unbegun", "filed")
_MEETING = "常委会会议（述职）"


def lay_out(bench: Bench, roster: Roster, year: int, today: date, shown: Sequence[Person]) -> None:
    """Open the running year's round: some unwritten, some to be read, some on file.

    Args:
        shown: Who writes as the demo's member, and whose came back.
    """
    opened = today - timedelta(days=12)
    standing = roster.holding(STANDING, opened)
    others = [one for one in shown if one not in standing]
    with clock.shifted_to(opened):
        ids = _open(bench, year, opened, today + timedelta(days=16), standing, others)
    with clock.shifted_to(today - timedelta(days=4)):
        for turn, person in enumerate(one for one in standing if one not in shown):
            _bring(bench, ids[person.number], person, turn, _FATES[turn % len(_FATES)])
        writer, returned = shown
        _write(bench, ids[writer.number], writer, bench.actor("weiyuan"), 1)
        _hand_in(bench, ids[returned.number], returned, 3, bench.actor("zhaojiren"))
        remark = "第二部分请补充提案的办理情况，第四部分请写明明年的打算。"
        bench.by(OFFICE, writing.give_back, ids[returned.number], remark)


def look_back(bench: Bench, roster: Roster, year: int, last: date) -> None:
    """Hold a past year's round to its end: everything presented or written, accepted, filed."""
    opened = last - timedelta(days=40)
    standing = roster.holding(STANDING, opened)
    with clock.shifted_to(opened):
        ids = _open(bench, year, opened, last - timedelta(days=15), standing, [])
    with clock.shifted_to(last - timedelta(days=18)):
        for turn, person in enumerate(standing):
            _bring(bench, ids[person.number], person, turn, "filed")
        round_ = rounds.listed(bench.session, bench.actor(OFFICE))[0]
        bench.by(OFFICE, rounds.close, round_.id)


def _open(
    bench: Bench, year: int, day: date, due: date, standing: Sequence[Person], others: Sequence[Person]
) -> dict[str, str]:
    """Open a round, the first ten by word of mouth; return number → statement."""
    new = RoundIn(
        year=year,
        title=f"{year} 年度常委述职",
        as_of=day,
        due_on=due,
        document=OUTLINE,
        section_id=bench.section(frame.MEMBERS_OFFICE),
        oral=[bench.members[one.number] for one in standing[:10]],
        others=[bench.members[one.number] for one in others],
    )
    made = bench.by(OFFICE, rounds.create, new)
    of_member = {
        row[0].member_id: row[0].id for row in listed(bench.session, bench.council_id, round_id=made)
    }
    return {one.number: of_member[bench.members[one.number]] for one in (*standing, *others)}


def _bring(bench: Bench, id_: str, person: Person, turn: int, fate: str) -> None:
    """Bring one statement as far as its fate has it."""
    author = replace(bench.actor(""), member_id=bench.members[person.number], roles=frozenset({"member"}))
    if fate == "unbegun":
        return None
    if fate == "draft":
        return _write(bench, id_, person, author, 2)
    _hand_in(bench, id_, person, 4, author)
    if fate == "submitted":
        return None
    bench.by(OFFICE, writing.accept, id_)
    if turn < 10 and fate in ("presented", "filed"):
        at = datetime.combine(clock.today(), datetime.min.time(), clock.BEIJING) + timedelta(hours=9)
        said = PresentIn(presented_at=at, turn=turn + 1, meeting=_MEETING)
        bench.by(OFFICE, writing.present, id_, said)
    if fate == "filed":
        bench.by(OFFICE, file.file, id_)
    return None


def _hand_in(bench: Bench, id_: str, person: Person, parts: int, author: Actor) -> None:
    _write(bench, id_, person, author, parts)
    file.submit(bench.session, author, id_, 1)


def _write(bench: Bench, id_: str, person: Person, author: Actor, parts: int) -> None:
    """Save the first ``parts`` parts."""
    place = sum(map(ord, person.number))
    subject = topics.SUBJECTS[place % len(topics.SUBJECTS)]
    texts = (
        "坚持会前看材料、会上讲实情，请假按规定办理，没有无故缺席。",
        f"围绕“{subject}”走访了解情况，所提建议有数据、有案例，承办部门已采纳或正在研究。",
        "定期到联系的村（社区）和企业听取意见，能当场答复的当场答复，需要协调的转交办理并跟踪结果。",
        f"不足：调研的深度不够，对“{subject}”的跟踪还不及时。打算：每季度至少走访一次，形成一件高质量提案。",
    )
    words = dict(zip((one.id for one in OUTLINE.headings), texts[:parts], strict=False))
    writing.save(bench.session, author, id_, TextIn(parts=words, device="手机"), 0)
