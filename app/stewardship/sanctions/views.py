"""Sanctions as their shapes."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.stewardship.sanctions import policy, queries
from app.stewardship.sanctions.models import Sanction
from app.stewardship.sanctions.schemas import EventOut, EvidenceOut, GroundOut, SanctionFull, SanctionOut

_LABELS = {
    **policy.ACT_LABELS, "prepare": "拟稿", "state": "本人陈述", "reconsider": "申请复议",
    "end_rights": "席位权限终止",
}  # fmt: skip
_FORMS = {"own": "本人填写", "paper": "书面，办公室代录", "oral": "口头，办公室代录"}
_OWN = ("state", "reconsider")


def page(
    session: Session, actor: Actor, state: str | None, year: int | None, limit: int, cursor: str | None
) -> Page[SanctionOut]:
    """Return a page of the council's sanctions, the newest first; one's own are not among them."""
    rows = queries.page(session, actor.council_id, state, year, read_cursor(cursor), limit + 1)
    shown = [row for row in rows[:limit] if not _is_own(actor, row.Sanction)]
    last = rows[:limit][-1].Sanction.id if rows else ""
    return Page(
        items=[SanctionOut(**_said(row)) for row in shown],
        next=write_cursor((last,)) if len(rows) > limit else None,
    )


def own(session: Session, actor: Actor) -> Page[SanctionOut]:
    """Return what the member has been told of."""
    rows = queries.own(session, actor.council_id, str(actor.member_id))
    return Page(items=[SanctionOut(**_said(row)) for row in rows], next=None)


def show(session: Session, actor: Actor, sanction_id: str) -> SanctionFull:
    """Return a sanction with grounds, evidence and course.

    Raises:
        NotFound: no such one, another member's, or nothing was said to the member yet.
    """
    row = queries.one(session, actor.council_id, sanction_id)
    if row is None:
        raise NotFound()
    one: Sanction = row.Sanction
    mine = _is_own(actor, one)
    if not (actor.may("sanction:view") and not mine) and not (mine and queries.is_visible(one)):
        raise NotFound()
    steps = queries.events(session, actor.council_id, one.id)
    said = [step.SanctionEvent for step in steps if step.SanctionEvent.act == "state"]
    return SanctionFull(
        **_said(row),
        grounds=_grounds(session, actor.council_id, one),
        statement=said[-1].text if said else "",
        events=[_event(step, mine) for step in steps if not mine or _open(step)],
        bodies=list(policy.DECIDED_BY[one.kind]),  # type: ignore[arg-type]
        reconsider_until=policy.last_day(one) if one.state == "decided" else None,
        rights_ended_at=one.rights_ended_at,
        may=_may(actor, one, mine),
    )


def _open(step: AnyRow) -> bool:
    """Tell whether a step is for the member's eyes: drafting is not."""
    return step.SanctionEvent.act not in ("prepare", "edit")


def _is_own(actor: Actor, row: Sanction) -> bool:
    return actor.member_id is not None and actor.member_id == row.member_id


def _may(actor: Actor, row: Sanction, mine: bool) -> list[str]:
    acts = list(policy.TRANSITIONS[row.state])
    last = policy.last_day(row)
    if last is not None and clock.today() > last:
        acts = [act for act in acts if act != "reconsider"]
    if mine:
        late = row.hear_by is not None and clock.today() > row.hear_by
        return [act for act in acts if act in _OWN and not (act == "state" and late)]
    return acts if actor.may("sanction:prepare") else []


def _said(row: AnyRow) -> dict[str, Any]:
    one: Sanction = row.Sanction
    return {
        **{name: getattr(one, name) for name in _PLAIN},
        "name": row.name,
        "number": row.number,
        "label": policy.KIND_LABELS[one.kind],
        "state_label": policy.STATE_LABELS[one.state],
        "heard": row.heard,
        "ends_membership": one.kind in policy.ENDS,
    }


_PLAIN = (
    "id", "member_id", "year", "kind", "state", "hear_by", "body", "decided_on", "minutes", "effect_on",
    "created_at", "version",
)  # fmt: skip


def _grounds(session: Session, council_id: str, one: Sanction) -> list[GroundOut]:
    behind: dict[str, list[EvidenceOut]] = {}
    for row in queries.evidence(session, council_id, one.id):
        behind.setdefault(row.SanctionEvidence.ground_id, []).append(_evidence(row))
    return [
        GroundOut(text=ground.text, article=ground.article, evidence=behind.get(ground.id, []))
        for ground in queries.grounds(session, council_id, [one.id])
    ]


def _evidence(row: AnyRow) -> EvidenceOut:
    said = row.SanctionEvidence
    title, points = row.title or said.document, ""
    if said.run_id is not None:
        title, points = _line(json.loads(row.trace), row.run_year, said.item)
    return EvidenceOut(
        record_id=said.record_id,
        claim_id=row.claim_id,
        run_id=said.run_id,
        item=said.item,
        document=said.document,
        title=title,
        on=row.occurred_on,
        points=points,
    )


def _line(card: dict[str, Any], year: int, item: str) -> tuple[str, str]:
    for line in card["lines"] if item else ():
        if line["id"] == item:
            return f"{year} 年度得分单：{line['title']}", str(line["points"])
    return f"{year} 年度得分单", str(card["total"])


def _event(row: AnyRow, mine: bool) -> EventOut:
    step = row.SanctionEvent
    data = step.data
    details: dict[str, str] = {}
    if "hear_by" in data:
        details["陈述截止"] = data["hear_by"]
    if "form" in data:
        details["方式"] = _FORMS[data["form"]]
    if "body" in data:
        details |= {
            "会议": policy.BODY_LABELS[data["body"]],
            "日期": data["decided_on"],
            "纪要": data["minutes"],
        }
    if "effect_on" in data:
        details["生效"] = data["effect_on"]
    return EventOut(
        number=step.number,
        act=step.act,
        label=_LABELS[step.act],
        state=step.state,
        text=step.text,
        details=details,
        by="" if mine else row.clerk or "",
        at=step.at,
    )
