"""An evaluation year as the office sees it."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict, NotFound
from app.council import queries as council
from app.standings import queries as standings
from app.standings.evaluation_year import begun, grades, queries
from app.standings.evaluation_year.blockers import blockers
from app.standings.evaluation_year.course import Course, course_of
from app.standings.evaluation_year.lists import lists, may_confirm
from app.standings.evaluation_year.models import STEPS, EvaluationAct, EvaluationYear
from app.standings.evaluation_year.queries import people as persons
from app.standings.evaluation_year.schemas import (
    ActOut,
    BlockerOut,
    CodeOut,
    EvaluationStep,
    GradeLine,
    GradesOut,
    ListOut,
    NoticeDraft,
    NoticeLine,
    QuotaLine,
    SheetLine,
    SignatureLine,
    YearBrief,
    YearOut,
)


def listed(session: Session, actor: Actor) -> list[YearBrief]:
    """Return every evaluation that was opened, the newest year first."""
    acts: dict[int, list[EvaluationAct]] = {}
    for act in queries.acts(session, actor.council_id):
        acts.setdefault(act.year, []).append(act)
    return [
        _brief(one, course_of(acts.get(one.year, []))) for one in queries.years(session, actor.council_id)
    ]


def _brief(opened: EvaluationYear, course: Course) -> YearBrief:
    state = "open" if "intake" not in course.done else "closed" if course.current else "sealed"
    return YearBrief(
        year=opened.year, state=state, step=course.current, publicity=opened.publicity,  # type: ignore[arg-type]
    )  # fmt: skip


def show(session: Session, actor: Actor, number: int) -> YearOut:
    """Return the cockpit of a year.

    Raises:
        NotFound: no such year, or it was not opened.
    """
    year, opened, course = begun.read(session, actor.council_id, number)
    acts = queries.acts(session, actor.council_id, number)
    run = standings.in_force(session, actor.council_id, number)
    seal = queries.seal(session, actor.council_id, number)
    people = persons.accounts(session, {act.done_by for act in acts})
    return YearOut(
        **_brief(opened, course).model_dump(),
        objection_days=opened.objection_days,
        objections_until=course.closes_on,
        run_id=None if run is None else run.id,
        steps=[_step(opened, course, step, people) for step in STEPS],
        blockers=[BlockerOut(**one._asdict()) for one in blockers(session, year, course)],
        history=[
            ActOut(
                turn=act.turn, step=act.step, act=act.act, reason=act.reason,  # type: ignore[arg-type]
                done_by=people.get(act.done_by, ""), done_at=act.done_at,
            )
            for act in reversed(acts)
        ],
        digest="" if seal is None else seal.digest,
        version=opened.version,
    )  # fmt: skip


def _step(opened: EvaluationYear, course: Course, step: str, people: dict[str, str]) -> EvaluationStep:
    act, planned = course.done.get(step), opened.dates.get(step)
    return EvaluationStep(
        step=step,  # type: ignore[arg-type]
        state="done" if act else "current" if step == course.current else "waiting",
        planned_on=clock.date_of(planned) if planned else None,
        done_at=act and act.done_at,
        done_by=people.get(act.done_by, "") if act else "",
        said=act.said if act else {},
        reason=act.reason if act else "",
    )


def section_lists(session: Session, actor: Actor, number: int) -> list[ListOut]:
    """Return every section's list, confirmed or not."""
    year, _, course = begun.read(session, actor.council_id, number)
    found = lists(session, year, course)
    people = persons.accounts(session, {one.confirmation.confirmed_by for one in found if one.confirmation})
    return [
        ListOut(
            unit_id=one.unit.id,
            name=one.unit.name,
            records=one.records,
            waiting=one.waiting,
            confirmed_at=one.confirmation and one.confirmation.confirmed_at,
            confirmed_by=people.get(one.confirmation.confirmed_by, "") if one.confirmation else "",
            may_confirm=(
                course.current == "lists"
                and one.confirmation is None
                and one.waiting == 0
                and may_confirm(actor, one.unit.id)
            ),
        )
        for one in found
    ]


def signatures(session: Session, actor: Actor, number: int) -> list[SignatureLine]:
    """Return who of the year has signed and who has read the letter, in 姓氏笔画 order."""
    year, _, _ = begun.read(session, actor.council_id, number)
    signed = queries.signatures(session, actor.council_id, number)
    proposal = queries.proposal(session, actor.council_id, number)
    seen = queries.reads(session, actor.council_id, number, proposal.number) if proposal else {}
    ids = council.member_ids_between(session, actor.council_id, year.starts_on, year.ends_on)
    return [
        SignatureLine(
            member_id=one.id,
            number=one.number,
            name=one.name,
            signed_at=signed[one.id].signed_at if one.id in signed else None,
            read_at=seen[one.id].read_at if one.id in seen else None,
        )
        for one in persons.members(session, actor.council_id, ids)
    ]


def grade_table(session: Session, actor: Actor, number: int) -> GradesOut:
    """Return everybody's grade: as proposed, else as the run in force would have it.

    Raises:
        NotFound. Conflict: no run is in force (``not_in_force``).
    """
    _, _, course = begun.read(session, actor.council_id, number)
    proposal = queries.proposal(session, actor.council_id, number)
    stands = proposal is not None and "proposal" in course.done
    if proposal is not None and stands:
        said, digest = json.loads(proposal.text), proposal.digest
    else:
        run = standings.in_force(session, actor.council_id, number)
        if run is None:
            raise Conflict("还没有生效的计分。", word="not_in_force")
        said, digest = grades.proposed(session, run), ""
    known = {one["member_id"]: one for one in said["members"]}
    return GradesOut(
        proposed=stands,
        digest=digest,
        quotas=[
            QuotaLine(
                title=one["title"], cohort=one["cohort"], chosen=one["chosen"],
                seats=one["seats"]["n"] if one["seats"]["n"] is not None else one["seats"]["at_most"],
            )
            for one in said["quotas"]
        ],
        members=[
            GradeLine(number=one.number, name=one.name, **known[one.id])
            for one in persons.members(session, actor.council_id, known)
        ],
    )  # fmt: skip


def notice(session: Session, actor: Actor, number: int) -> NoticeDraft:
    """Return the 公示稿: names and grades, where the council's policy has one.

    Raises:
        NotFound. Conflict: only each member's own is published (``own_only``), or nothing is decided yet.
    """
    _, opened, course = begun.read(session, actor.council_id, number)
    if opened.publicity != "named":
        raise Conflict("本年度的公布范围是各人只看自己的等次，没有公示稿。", word="own_only")
    if "decision" not in course.done:
        raise Conflict("会议还没有作决定，不能出公示稿。", word="not_decided")
    decided = course.done["decision"].said
    table = grade_table(session, actor, number)
    return NoticeDraft(
        year=number,
        body=decided["body"],
        decided_on=clock.date_of(decided["decided_on"]),
        members=[
            NoticeLine(number=one.number, name=one.name, grade=one.grade, chosen=one.chosen)
            for one in table.members
        ],
    )


def sheets(session: Session, actor: Actor, number: int) -> list[SheetLine]:
    """Return everybody's sealed sheet in its newest version; none while the year is open."""
    begun.read(session, actor.council_id, number)
    rows = {row.member_id: row for row in queries.newest_sheets(session, actor.council_id, number)}
    fields = ("version", "digest", "code", "reason", "kept_at")
    return [
        SheetLine(
            member_id=one.id, number=one.number, name=one.name,
            **{field: getattr(rows[one.id], field) for field in fields},
        )
        for one in persons.members(session, actor.council_id, rows)
    ]  # fmt: skip


def check_code(session: Session, actor: Actor, code: str) -> CodeOut:
    """Tell whether a code stands on the newest version of a sheet.

    Raises:
        NotFound: on none.
    """
    current = queries.is_newest(session, actor.council_id, code.strip().upper())
    if current is None:
        raise NotFound("没有这个核验码，请核对后再输。")
    return CodeOut(current=current)
