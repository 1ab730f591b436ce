"""What a sitting's roll shows of leave: that somebody asked, never why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from app.core import clock
from app.facts.attendance.leave import queries


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One member's leave at one sitting: granted or waiting, and what it makes of the line."""

    state: Literal["approved", "pending"]
    verdict: str


def on_roll(session: Session, council_id: str, sitting_id: str) -> dict[str, LeaveLine]:
    """Return member id → leave at the sitting; an oral request whose slip is overdue is none."""
    found: dict[str, LeaveLine] = {}
    for row in queries.of_sittings(session, council_id, [sitting_id]):
        if row.state == "approved":
            found[row.member_id] = LeaveLine("approved", row.verdict)
        elif row.state == "submitted" or row.slip_due_on >= clock.today():
            found.setdefault(row.member_id, LeaveLine("pending", row.verdict))
    return found


def granted(session: Session, council_id: str, sitting_id: str) -> dict[str, str]:
    """Return member id → verdict of leave that was granted and not cancelled."""
    lines = on_roll(session, council_id, sitting_id)
    return {member_id: line.verdict for member_id, line in lines.items() if line.state == "approved"}
