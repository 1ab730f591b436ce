"""Opens, withdraws and decides objections."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council.working_days.service import after
from app.standings import queries as runs
from app.standings.evaluation_year import gate
from app.standings.objections import policy, queries
from app.standings.objections.models import Objection
from app.standings.objections.schemas import DecisionIn, ObjectionIn
from app.standings.year import the_year

#: Working days in which an objection is answered (domain: a window of five).
DAYS = 5


def open_(session: Session, actor: Actor, asked: ObjectionIn) -> str:
    """Doubt a line of one's own result in force; return the objection's id.

    Raises:
        NotFound: no such year, or no result of one's own. Conflict: the year is sealed, it is not the
            time for objections (``window_closed``), nothing is in force yet, or the line is doubted
            already. Invalid: no such line, or the record is not in it.
    """
    year = the_year(session, actor.council_id, asked.year)
    if year.state == "sealed":
        raise Conflict(f"{asked.year} 年度已封存，不能再提异议。", word="year_sealed")
    gate.may_object(session, actor.council_id, asked.year)
    run = runs.in_force(session, actor.council_id, asked.year)
    if run is None:
        raise Conflict(
            "考核结果还没有生效；现在的得分随记录变动，请直接补报或联系记录部门。", word="not_in_force"
        )
    text = queries.card(session, actor.council_id, run.id, str(actor.member_id))
    if text is None:
        raise NotFound(f"{asked.year} 年度没有您的考核结果。")
    line = _line(json.loads(text), asked)
    section = None
    if asked.record_id is not None:
        section = queries.section_of(session, actor.council_id, asked.record_id)
    row = Objection(
        council_id=actor.council_id,
        id=new_id(),
        member_id=actor.member_id,
        year=asked.year,
        run_id=run.id,
        item=line["id"],
        record_id=asked.record_id,
        section_id=section,
        reason=asked.reason,
        opened_by=actor.account_id,
        opened_at=clock.now(),
        due_on=after(session, actor.council_id, clock.today(), DAYS),
    )
    if queries.is_open(session, row):
        raise Conflict("这一项的异议已经提出，正等待答复。", word="open_already")
    session.add(row)
    session.flush()
    said = {"year": asked.year, "title": line["title"], "due_on": row.due_on.isoformat()}
    audit.record(session, "objection:open", "objection", row.id, after=said)
    return row.id


def _line(said: dict[str, Any], asked: ObjectionIn) -> dict[str, Any]:
    for line in said["lines"]:
        if line["id"] == asked.item:
            known = {*line["counted"], *(one["record"] for one in line["not_counted"])}
            if asked.record_id is not None and asked.record_id not in known:
                raise Invalid(errors=[FieldError("record_id", "unknown", "这一项里没有这条记录。")])
            return dict(line)
    raise Invalid(errors=[FieldError("item", "unknown", f"得分单上没有“{asked.item}”这一项。")])


def withdraw(session: Session, actor: Actor, objection_id: str, version: int | None) -> str:
    """Take one's own objection back.

    Raises:
        NotFound: not one's own. Conflict: it is not open. Stale: somebody was faster.
    """
    row = _locked(session, actor, objection_id, version)
    if row.member_id != actor.member_id:
        raise NotFound()
    _end(session, row, "withdrawn", actor)
    return row.id


def decide(session: Session, actor: Actor, objection_id: str, asked: DecisionIn, version: int | None) -> str:
    """Answer an objection. What is wrong is then corrected in the ledger, and the year is run anew.

    Raises:
        NotFound: no such objection. Conflict: it is not open. Stale: somebody was faster.
        Forbidden: one's own, or about a record that one verified oneself.
    """
    found = queries.one(session, actor, objection_id)
    if found is None:
        raise NotFound()
    row = _locked(session, actor, objection_id, version)
    refusal = policy.why_not(actor, row, found.verified_by)
    if refusal is not None:
        raise Forbidden(refusal[1], word=refusal[0])
    _end(session, row, "upheld" if asked.upheld else "rejected", actor, asked.reason)
    return row.id


def _locked(session: Session, actor: Actor, objection_id: str, version: int | None) -> Objection:
    row = queries.lock(session, actor.council_id, objection_id)
    if row is None:
        raise NotFound()
    if version is not None and row.version != version:
        raise Stale()
    return row


def _end(session: Session, row: Objection, state: str, actor: Actor, reason: str = "") -> None:
    if row.state != "open":
        raise Conflict("这项异议已经办结。", word="illegal_transition", state=row.state)
    row.state, row.decision = state, reason
    row.decided_by, row.decided_at = actor.account_id, clock.now()
    row.version += 1
    session.flush()
    act = "withdraw" if state == "withdrawn" else "decide"
    audit.record(session, f"objection:{act}", "objection", row.id, after={"state": state, "year": row.year})
