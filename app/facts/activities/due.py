"""Who is due: rules as of a day, alone or together."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.core.errors import FieldError, Invalid
from app.council import queries as council
from app.facts.activities.schemas import DuePart, DueRule


def due_ids(session: Session, council_id: str, due: DueRule, day: date) -> list[str]:
    """Return who is due by ``due`` as of its day (default: ``day``), each member once.

    Raises:
        Invalid: unknown members or units, every wrong place at once; or nobody at all.
    """
    on = due.on or day
    found: dict[str, None] = {}
    errors: list[FieldError] = []
    parts: list[tuple[str, DuePart]] = [("due", due)]
    parts += [(f"due.also[{index}]", part) for index, part in enumerate(due.also)]
    for where, part in parts:
        ids, wrong = _part(session, council_id, part, on, where)
        found |= dict.fromkeys(ids)
        errors += wrong
    if errors:
        raise Invalid(errors=errors)
    if not found:
        raise Invalid(errors=[FieldError("due", "nobody_due", "应到名单为空，请检查范围和日期。")])
    return list(found)


def _part(
    session: Session, council_id: str, part: DuePart, on: date, where: str
) -> tuple[list[str], list[FieldError]]:
    if part.rule == "all":
        return sorted(row.id for row in council.members_on(session, council_id, on)), []
    if part.rule == "standing":
        return sorted(council.standing_ids_on(session, council_id, on)), []
    if part.rule == "unit":
        if part.unit_id is None:
            return [], [FieldError(f"{where}.unit_id", "missing", "请选择单位。")]
        return sorted(council.unit_member_ids_on(session, council_id, part.unit_id, on)), []
    asked = list(dict.fromkeys(part.member_ids))
    present = {row.id for row in council.members_on(session, council_id, on, asked)} if asked else set()
    sentence = f"{on} 在册委员中没有这位委员。"
    return asked, [
        FieldError(f"{where}.member_ids[{index}]", "unknown", sentence)
        for index, member_id in enumerate(asked)
        if member_id not in present
    ]
