"""Who may answer an objection."""

from __future__ import annotations

from app.access.actor import Actor
from app.standings.objections.models import Objection


def why_not(actor: Actor, row: Objection, verified_by: str | None) -> tuple[str, str] | None:
    """Return word and sentence of the refusal; None when the actor may answer."""
    if actor.member_id is not None and row.member_id == actor.member_id:
        return "own_objection", "不能答复自己提出的异议，请由其他工作人员办理。"
    if verified_by is not None and verified_by == actor.account_id:
        return "own_verification", "这条记录由您核实，请由另一位工作人员复核。"
    if "secretariat" not in actor.roles and row.section_id != actor.section_id:
        return "other_section", "这项异议由其他部门答复。"
    return None
