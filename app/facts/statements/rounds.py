"""Rounds: opened for everybody concerned, closed with reasons."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.facts.statements import queries
from app.facts.statements.models import UNDONE, Statement, StatementRound
from app.facts.statements.schemas import RoundIn, RoundOut, StatementOutline


def create(session: Session, actor: Actor, new: RoundIn) -> str:
    """Open a round with a draft for each standing member of the day, and for those added.

    Raises:
        Conflict: the year has a round (``exists``), or is sealed.
        Invalid: days, section, members, or headings that stand twice.
    """
    section = new.section_id or actor.section_id
    _judge(session, actor, new, section)
    round_ = StatementRound(
        council_id=actor.council_id, id=new_id(), year=new.year, title=new.title, as_of=new.as_of,
        due_on=new.due_on, document=new.document.model_dump(mode="json"), section_id=str(section),
        state="open", created_by=actor.account_id, created_at=clock.now(),
    )  # fmt: skip
    session.add(round_)
    try:
        session.flush()
    except IntegrityError as raced:
        sentence = f"{new.year} 年度已有述职安排。"
        errors = [FieldError("year", "exists", sentence)]
        raise Conflict(sentence, word="exists", errors=errors) from raced
    must = dict.fromkeys([*council.standing_ids_on(session, actor.council_id, new.as_of), *new.others])
    for member in must:
        session.add(
            Statement(
                council_id=actor.council_id, id=new_id(), round_id=round_.id, member_id=member,
                form="oral" if member in new.oral else "written", state="draft",
            )
        )  # fmt: skip
    session.flush()
    after = {"year": new.year, "count": len(must)}
    audit.record(session, "statement_round:create", "statement_round", round_.id, after=after)
    return round_.id


def close(session: Session, actor: Actor, round_id: str) -> str:
    """End a round.

    Raises:
        NotFound. Conflict: closed already, or drafts remain without a recorded reason (``drafts_remain``).
    """
    round_ = queries.round_(session, actor.council_id, round_id, lock=True)
    if round_ is None:
        raise NotFound()
    if round_.state == "closed":
        raise Conflict(f"{round_.title}已经结束。", word="round_closed")
    rows = queries.listed(session, actor.council_id, round_id=round_id)
    left = [row.name for row in rows if row[0].state in UNDONE and not row[0].excuse]
    if left:
        named = "、".join(left[:5]) + ("等" if len(left) > 5 else "")
        sentence = f"还有 {len(left)} 人未提交（{named}），请先登记原因再结束。"
        raise Conflict(
            sentence, word="drafts_remain", errors=[FieldError("round", "drafts_remain", sentence)]
        )
    round_.state, round_.closed_at = "closed", clock.now()
    round_.version += 1
    session.flush()
    audit.record(session, "statement_round:close", "statement_round", round_.id)
    return round_.id


def listed(session: Session, actor: Actor, round_id: str | None = None) -> list[RoundOut]:
    """Return the rounds with how many statements are in which state."""
    rows = queries.rounds(session, actor.council_id, round_id)
    found: dict[str, dict[str, int]] = {}
    for row in queries.states(session, actor.council_id, [one.id for one in rows]):
        found.setdefault(row.round_id, {})[row.state] = row.number
    return [
        RoundOut(
            id=one.id, year=one.year, title=one.title, as_of=one.as_of, due_on=one.due_on,
            document=StatementOutline.model_validate(one.document), section_id=one.section_id,
            state=one.state, statements=sum(found.get(one.id, {}).values()),  # type: ignore[arg-type]
            by_state=found.get(one.id, {}), reminded_at=one.reminded_at, version=one.version,  # type: ignore[arg-type]
        )
        for one in rows
    ]  # fmt: skip


def show(session: Session, actor: Actor, round_id: str) -> RoundOut:
    """Return one round."""
    found = listed(session, actor, round_id)
    if not found:
        raise NotFound()
    return found[0]


def _judge(session: Session, actor: Actor, new: RoundIn, section: str | None) -> None:
    year = council.duty_year(session, actor.council_id, new.year)
    if year is None:
        raise Invalid(errors=[FieldError("year", "unknown", f"没有 {new.year} 履职年度。")])
    if year.state == "sealed":
        raise Conflict(f"{new.year} 年度已封存，不能再组织述职。", word="year_sealed")
    errors = []
    unit = council.unit(session, actor.council_id, section) if section else None
    if unit is None or unit.kind not in ("section", "liaison_office"):
        errors.append(FieldError("section_id", "unknown", "请选择审阅部门。"))
    if new.due_on < new.as_of:
        errors.append(FieldError("due_on", "too_early", "提交期限不能早于名单日。"))
    ids = [one.id for one in new.document.headings]
    errors += [
        FieldError(f"document.headings[{place}].id", "duplicate", "编号重复，请改用不同的编号。")
        for place, one in enumerate(ids)
        if one in ids[:place]
    ]
    for name in ("oral", "others"):
        asked = getattr(new, name)
        known = council.briefs(session, actor.council_id, asked)
        errors += [
            FieldError(f"{name}[{place}]", "unknown", "本会没有这位委员。")
            for place, one in enumerate(asked)
            if one not in known
        ]
    if errors:
        raise Invalid(errors=errors)
