"""Read and change the council's rules of attendance."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import FieldError, Invalid, Stale
from app.core.ids import new_id
from app.facts.attendance.rules import queries
from app.facts.attendance.rules.models import AttendanceRules
from app.facts.attendance.rules.schemas import (
    AttendanceRule,
    AttendanceRulesIn,
    AttendanceRulesOut,
    AttendanceRulesVersion,
)

_NOTHING = AttendanceRule()


def in_force(session: Session, council_id: str) -> tuple[int, AttendanceRulesIn]:
    """Return version and rules that hold now; version 0 until the council writes its own."""
    row = queries.newest(session, council_id)
    return (row.version, read(row.document)) if row is not None else (0, AttendanceRulesIn())


def read(document: dict[str, Any] | None) -> AttendanceRulesIn:
    """Return a kept document as rules."""
    return AttendanceRulesIn.model_validate(document or {})


def rule_of(rules: AttendanceRulesIn, kind: str) -> AttendanceRule:
    """Return the first row that fits a kind; without one, the row that looks at nothing."""
    return next((row for row in rules.rules if not row.kinds or kind in row.kinds), _NOTHING)


def show(session: Session, actor: Actor) -> AttendanceRulesOut:
    """Return the rules with their version."""
    newest = queries.versions(session, actor.council_id)[:1]
    if not newest:
        return AttendanceRulesOut(version=0, changed_at=None)
    row = newest[0].AttendanceRules
    return AttendanceRulesOut(
        **read(row.document).model_dump(), version=row.version, changed_at=row.changed_at
    )


def history(session: Session, actor: Actor) -> list[AttendanceRulesVersion]:
    """Return every version, newest first."""
    return [
        AttendanceRulesVersion(
            **read(row.AttendanceRules.document).model_dump(),
            version=row.AttendanceRules.version,
            changed_at=row.AttendanceRules.changed_at,
            changed_by=row.display_name or "",
        )
        for row in queries.versions(session, actor.council_id)
    ]


def change(session: Session, actor: Actor, said: AttendanceRulesIn, version: int) -> AttendanceRulesOut:
    """Put new rules in force for every roll that is not closed.

    Raises:
        Invalid: rows that contradict themselves or that nothing could ever reach; all at once.
        Stale: somebody else changed the rules meanwhile.
    """
    check(said)
    known = queries.newest(session, actor.council_id)
    if version != (known.version if known is not None else 0):
        raise Stale()
    row = AttendanceRules(
        council_id=actor.council_id,
        id=new_id(),
        version=version + 1,
        document=said.model_dump(mode="json"),
        changed_by=actor.account_id,
        changed_at=clock.now(),
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as raced:
        raise Stale() from raced
    after = {"version": row.version}
    audit.record(session, "attendance_rules:change", "attendance_rules", row.id, after=after)
    return show(session, actor)


def check(said: AttendanceRulesIn) -> None:
    """Refuse what contradicts itself, every place named."""
    errors: list[FieldError] = []
    taken: set[str] = set()
    for place, row in enumerate(said.rules):
        at = f"rules[{place}]"
        if not row.kinds and place < len(said.rules) - 1:
            errors.append(
                FieldError(f"{at}.kinds", "hides_others", "“其余各类”应放在最后一行，后面的行用不上。")
            )
        if taken & set(row.kinds):
            errors.append(
                FieldError(f"{at}.kinds", "twice", "同一类型出现在两行，只有前一行起作用，请去掉一处。")
            )
        taken |= set(row.kinds)
        if row.absent_after is not None and row.absent_after <= (row.late_after or 0):
            errors.append(
                FieldError(f"{at}.absent_after", "before_late", "按缺席的分钟数应大于算迟到的分钟数。")
            )
        if not row.sign_out and (row.early_before is not None or row.no_sign_out == "left_early"):
            errors.append(FieldError(f"{at}.sign_out", "missing", "要计早退，请同时选上“散会要签退”。"))
    if errors:
        raise Invalid(errors=errors)
