"""What the step at hand waits for, and who has to act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.core import clock
from app.council import queries as council
from app.council.models import DutyYear
from app.schemes import queries as schemes
from app.standings import queries as standings
from app.standings.bodies import undecided
from app.standings.evaluation_year import grades, queries
from app.standings.evaluation_year.course import Course
from app.standings.evaluation_year.lists import lists
from app.standings.evaluation_year.queries import blocking


class Blocker(NamedTuple):
    """One thing that a step waits for.

    Args:
        who: Roles that can do it.
        where: A stable word for the page on which it is done.
        hard: False for what may stay undone when the office says why.
    """

    sentence: str
    who: tuple[str, ...]
    where: str
    hard: bool = True


Of = Callable[[Session, DutyYear, Course], Iterator[Blocker]]
OFFICE = ("secretariat",)


def blockers(session: Session, year: DutyYear, course: Course) -> list[Blocker]:
    """Return what the step at hand waits for; nothing once the year is sealed."""
    find = _OF.get(course.current or "")
    return [] if find is None else list(find(session, year, course))


def named(names: list[str]) -> str:
    """Return the first few of some names.

    >>> named(["甲", "乙"]), named(["甲", "乙", "丙", "丁", "戊", "己"])
    ('甲、乙', '甲、乙、丙、丁、戊等')
    """
    return "、".join(names[:5]) + ("等" if len(names) > 5 else "")


def _intake(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    # A year that has closed takes no rule book any more.
    if schemes.adopted(session, year.council_id, year.year) is None:
        yield Blocker("本年度还没有采用考评办法，截止之后就不能再采用。", OFFICE, "schemes")


def _lists(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    open_ = [one.unit.name for one in lists(session, year, course) if one.confirmation is None]
    if open_:
        sentence = f"还有 {len(open_)} 个部门没有确认清单：{named(open_)}。"
        yield Blocker(sentence, ("section_clerk", "secretariat"), "lists")


def _signatures(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    signed = queries.signatures(session, year.council_id, year.year)
    people = council.member_ids_between(session, year.council_id, year.starts_on, year.ends_on)
    if left := sum(one not in signed for one in people):
        yield Blocker(f"还有 {left} 名委员没有核对签名。", ("member",), "signatures", hard=False)
    if waiting := sum(blocking.waiting_claims(session, year).values()):
        who = ("section_clerk", "verifier", "secretariat")
        yield Blocker(f"还有 {waiting} 条本年度的记录待核实。", who, "inbox")


def _statements(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    for title in blocking.open_rounds(session, year):
        yield Blocker(f"“{title}”还没有结束。", OFFICE, "statements")
    for title in blocking.running_polls(session, year):
        yield Blocker(f"测评“{title}”还没有计票。", OFFICE, "ballots")


def _run(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    run = standings.in_force(session, year.council_id, year.year)
    if run is None:
        yield Blocker("还没有生效的计分。", OFFICE, "runs")
        return
    if moved := blocking.moved_since(session, year, run.ledger_seq):
        yield Blocker(f"生效的计分之后，台账又有 {moved} 行变动，请重新计分并生效。", OFFICE, "runs")
    for sentence in undecided.warnings(session, run):
        yield Blocker(sentence, OFFICE, "runs", hard=False)


def _objections(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    closes_on = course.closes_on
    if closes_on is None:
        yield Blocker("异议期还没有开始。", OFFICE, "window")
    elif clock.today() <= closes_on:
        yield Blocker(f"异议期到 {closes_on} 为止，还没有结束。", ("member",), "objections")
    if open_ := blocking.open_objections(session, year):
        who = ("section_clerk", "secretariat")
        yield Blocker(f"还有 {open_} 项异议没有答复。", who, "objections")


def _proposal(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    for blocker in _run(session, year, course):
        yield blocker._replace(hard=True)
    run = standings.in_force(session, year.council_id, year.year)
    for sentence in [] if run is None else grades.wrong(session, run):
        yield Blocker(sentence, OFFICE, "runs")


def _letters(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    proposal = queries.proposal(session, year.council_id, year.year)
    if proposal is None:
        return
    read = queries.reads(session, year.council_id, year.year, proposal.number)
    told = grades.members_of(proposal)
    if left := sum(one not in read for one in told):
        yield Blocker(f"还有 {left} 名委员没有看过结果通知。", ("member",), "letters", hard=False)


def _sealing(session: Session, year: DutyYear, course: Course) -> Iterator[Blocker]:
    if waiting := sum(blocking.waiting_claims(session, year).values()):
        who = ("section_clerk", "verifier", "secretariat")
        yield Blocker(f"还有 {waiting} 条本年度的记录待核实。", who, "inbox")
    for title in blocking.running_polls(session, year):
        yield Blocker(f"测评“{title}”还没有计票。", OFFICE, "ballots")
    for title in blocking.issued_templates(session, year):
        yield Blocker(f"“{title}”还没有转入认定。", OFFICE, "pledges")
    if blocking.is_running(session, year):
        yield Blocker("有一次计分正在进行，请等它算完。", OFFICE, "runs")
    run = standings.in_force(session, year.council_id, year.year)
    proposal = queries.proposal(session, year.council_id, year.year)
    if run is None or proposal is None or proposal.run_id != run.id:
        yield Blocker("等次所据的计分已不是生效的计分，请退回“提出等次建议”。", OFFICE, "proposal")
    elif moved := blocking.moved_since(session, year, run.ledger_seq):
        yield Blocker(f"等次决定之后，台账又有 {moved} 行变动，请退回“计分生效”。", OFFICE, "runs")


_OF: dict[str, Of] = {
    "intake": _intake,
    "lists": _lists,
    "signatures": _signatures,
    "statements": _statements,
    "run": _run,
    "objections": _objections,
    "proposal": _proposal,
    "letters": _letters,
    "sealing": _sealing,
}
