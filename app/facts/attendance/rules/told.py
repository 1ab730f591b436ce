"""What the sign-ins of a sitting say under its kind's rule."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.facts.activities.models import Sitting
from app.facts.attendance.rules.presence import Move, Told, judged
from app.facts.attendance.rules.schemas import AttendanceRule
from app.facts.attendance.rules.service import in_force, rule_of
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.code import shown_at


def by_rule(
    session: Session, sitting: Sitting, rule: AttendanceRule, signed: Mapping[str, AnyRow]
) -> dict[str, Told]:
    """Return member id → status and reason of everybody who signed in."""
    went: dict[str, list[Move]] = {member: [Move("in", shown_at(row.step))] for member, row in signed.items()}
    if rule.sign_out and signed:
        went = {member: [] for member in signed}
        for row in queries.moves(session, sitting.council_id, sitting.id):
            # A code stays on the screen for a step: whoever leaves by it is there to its end.
            if row.member_id in went:
                went[row.member_id].append(Move(row.act, shown_at(row.step + (row.act == "out"))))
    return {member: judged(rule, sitting.starts_at, sitting.ends_at, moves) for member, moves in went.items()}


def told(session: Session, sitting: Sitting, kind: str, signed: Mapping[str, AnyRow]) -> dict[str, Told]:
    """Return the same under the rules in force now."""
    _, rules = in_force(session, sitting.council_id)
    return by_rule(session, sitting, rule_of(rules, kind), signed)
