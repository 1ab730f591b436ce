"""Whether a duty year still takes in what members enter."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import Conflict
from app.council import queries as council

#: Roles that enter what others did; a convener only for the own group.
OFFICE = frozenset({"section_clerk", "secretariat"})


def is_office(actor: Actor) -> bool:
    """Tell whether the actor enters claims for others."""
    return bool(actor.roles & OFFICE)


def must_take_in(session: Session, actor: Actor, day: date, *, anew: bool = True) -> None:
    """Let members enter into a year until its intake closes, and again while they check and add.

    Afterwards the office enters for them, so that somebody has looked at the reason.

    Args:
        anew: False for what was handed in before and is only mended.

    Raises:
        Conflict: intake has closed (``intake_closed``), or the year is sealed (``year_sealed``).
    """
    year = council.duty_year_on(session, actor.council_id, day)
    if year is None or year.state == "open":
        return
    if year.state == "sealed":
        raise Conflict(f"{year.year} 年度已封存，不能再增减记录。", word="year_sealed")
    if anew and year.adding_since is None and not is_office(actor):
        sentence = f"{year.year} 年度已截止收件；请把材料和理由交办公室补录，或在核对签名时补报。"
        raise Conflict(sentence, word="intake_closed")
