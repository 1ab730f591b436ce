"""Entering a claim: for oneself, or by the office for anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.schemas import Strict
from app.core import clock
from app.core.errors import FieldError, Forbidden, Invalid
from app.core.ids import Id
from app.council.models import Unit
from app.facts import policy, queries
from app.facts.claim import NewClaim
from app.facts.intake import is_office

Title = Annotated[str, Field(min_length=1, max_length=200, examples=["关于优化老旧小区停车的建议"])]


class ClaimIn(Strict):
    """What every entered claim says; the kinds add the rest."""

    title: Title
    occurred_on: Annotated[date, Field(description="发生日期（北京时间），决定计入哪个履职年度。")]
    section_id: Annotated[
        Id | None, Field(description="组织（受理）部门，由它核实；工作人员默认本部门。")
    ] = None
    member_id: Annotated[Id | None, Field(description="委员；委员本人填报时默认本人。")] = None
    unit_id: Annotated[Id | None, Field(description="以界别、小组等名义时填写；两者都空为本会。")] = None
    draft: Annotated[bool, Field(description="先存为草稿，不提交核实。")] = False


class ClaimEdit(Strict):
    """What may change on any claim before it is verified; a field left out stays."""

    title: Title | None = None
    occurred_on: date | None = None
    section_id: Id | None = None


def entered(
    actor: Actor,
    body: ClaimIn,
    kind: str,
    type: str,
    others: Sequence[str] = (),
    *,
    lead_role: str,
    other_role: str,
) -> NewClaim:
    """Return the claim that ``body`` enters, its subject and shares settled.

    Whoever a member names as co-author has to accept first; whom the office names has signed.

    Args:
        others: Members who share in it besides the subject.
        lead_role, other_role: Roles of the subject and of ``others`` as named by the office.

    Raises:
        Invalid: a future date, no section, two subjects, or somebody named twice.
        Forbidden: somebody else's deed (``not_own``), another section's record.
    """
    section_id = body.section_id or (actor.section_id if is_office(actor) else None)
    member_id = body.member_id
    if not (member_id or body.unit_id or is_office(actor)):
        member_id = actor.member_id
    errors = list(_wrong(body, section_id, member_id, others))
    if errors:
        raise Invalid(errors=errors)
    assert section_id is not None
    _may_enter(actor, section_id, member_id, body.unit_id)
    shares = [(member_id, lead_role)] if member_id else []
    shares += [(other, other_role if is_office(actor) else "cosigner") for other in others]
    return NewClaim(
        kind=kind,
        type=type,
        title=body.title,
        section_id=section_id,
        occurred_on=body.occurred_on,
        member_id=member_id,
        unit_id=body.unit_id,
        state="draft" if body.draft else "submitted",
        shares=tuple(shares),
    )


def _wrong(
    body: ClaimIn, section_id: str | None, member_id: str | None, others: Sequence[str]
) -> list[FieldError]:
    errors = []
    if section_id is None:
        errors.append(FieldError("section_id", "missing", "请选择受理部门。"))
    if body.member_id and body.unit_id:
        errors.append(FieldError("unit_id", "two_subjects", "委员和单位只能填写一个。"))
    if len({*others, member_id}) != len(others) + 1:
        errors.append(FieldError("others", "twice", "同一位委员出现了两次。"))
    return errors + not_in_future(body.occurred_on)


def not_in_future(day: date | None) -> list[FieldError]:
    """Return what is wrong with a date of something that has happened."""
    if day is not None and day > clock.today():
        return [FieldError("occurred_on", "future", "日期不能晚于今天。")]
    return []


def _may_enter(actor: Actor, section_id: str, member_id: str | None, unit_id: str | None) -> None:
    if is_office(actor):
        policy.organises(actor, section_id)
        return
    own_group = unit_id is not None and "convener" in actor.roles and unit_id == actor.section_id
    if not own_group and (member_id is None or member_id != actor.member_id):
        raise Forbidden("只能填报自己的履职；代他人填报请由办公室办理。", word="not_own")


def edited(session: Session, actor: Actor, changes: ClaimEdit) -> dict[str, Any]:
    """Return what a change says about the claim itself.

    Raises:
        Invalid: a future date, or a section that this council does not have.
    """
    errors = not_in_future(changes.occurred_on)
    section_id = changes.section_id
    if section_id and not queries.exists_row(session, Unit, actor.council_id, section_id):
        errors.append(FieldError("section_id", "unknown", "本会没有这个编号。"))
    if errors:
        raise Invalid(errors=errors)
    return changes.model_dump(exclude_unset=True, include={"title", "occurred_on", "section_id"})
