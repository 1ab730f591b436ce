"""Posting and reversing: the only hands that write the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import Conflict
from app.core.ids import new_id
from app.council.queries import duty_years
from app.facts.models import Claim
from app.facts.posting import Posting
from app.ledger import queries
from app.ledger.models import DutyRecord, LedgerHead


def post(session: Session, actor: Actor, items: Sequence[tuple[Claim, Posting]]) -> int:
    """Append one record per posting, in one statement; return how many.

    Raises:
        Conflict: a date lies in no duty year, or in a sealed one.
    """
    if not items:
        return 0
    years = _Years(session, actor.council_id)
    first = _take(session, actor.council_id, len(items)) + 1
    now = clock.now()
    session.execute(
        insert(DutyRecord).execution_options(render_nulls=True),
        [
            {
                "council_id": actor.council_id,
                "id": new_id(),
                "seq": first + index,
                "member_id": posting.member_id,
                "unit_id": posting.unit_id,
                "year": years.of(posting.occurred_on),
                "occurred_on": posting.occurred_on,
                "fact": posting.fact,
                "type": posting.type,
                "status": posting.status,
                "role": posting.role,
                "level": posting.level,
                "quantity": posting.quantity,
                "attrs": dict(posting.attrs),
                "claim_id": claim.id,
                "section_id": claim.section_id,
                "posted_by": actor.account_id,
                "posted_at": now,
                "reverses_id": None,
                "reason": "",
            }
            for index, (claim, posting) in enumerate(items)
        ],
    )
    return len(items)


def reverse(session: Session, actor: Actor, records: Sequence[DutyRecord], reason: str) -> int:
    """Append one reversal per record; the records themselves stay as they are."""
    if not records:
        return 0
    years = _Years(session, actor.council_id)
    first = _take(session, actor.council_id, len(records)) + 1
    now = clock.now()
    session.execute(
        insert(DutyRecord).execution_options(render_nulls=True),
        [_reversal(actor, record, first + index, now, reason) for index, record in enumerate(records)],
    )
    for record in records:
        years.of(record.occurred_on)
    return len(records)


def _reversal(actor: Actor, record: DutyRecord, seq: int, now: Any, reason: str) -> dict[str, Any]:
    copied = (
        "member_id",
        "unit_id",
        "year",
        "occurred_on",
        "fact",
        "type",
        "status",
        "role",
        "level",
        "attrs",
        "claim_id",
        "section_id",
    )
    return {
        **{name: getattr(record, name) for name in copied},
        "council_id": actor.council_id,
        "id": new_id(),
        "seq": seq,
        "quantity": -record.quantity,
        "posted_by": actor.account_id,
        "posted_at": now,
        "reverses_id": record.id,
        "reason": reason[:200],
    }


def _take(session: Session, council_id: str, count: int) -> int:
    """Reserve ``count`` numbers and return the last one taken before; the head row is the lock."""
    last = queries.head(session, council_id, lock=True)
    connection = session.connection()
    if last == 0:
        taken = connection.execute(
            update(LedgerHead).where(LedgerHead.council_id == council_id).values(seq=count)
        )
        if taken.rowcount == 0:
            connection.execute(insert(LedgerHead).values(council_id=council_id, seq=count))
    else:
        connection.execute(
            update(LedgerHead).where(LedgerHead.council_id == council_id).values(seq=last + count)
        )
    return last


class _Years:
    """The council's duty years, read once per act."""

    def __init__(self, session: Session, council_id: str) -> None:
        self._years = duty_years(session, council_id)

    def of(self, day: date) -> int:
        for year in self._years:
            if year.starts_on <= day <= year.ends_on:
                if year.state == "sealed":
                    raise Conflict(f"{year.year} 年度已封存，不能再增减记录。", word="year_sealed")
                return int(year.year)
        raise Conflict(f"{day} 不在任何履职年度内，请先建立年度。", word="no_duty_year")
