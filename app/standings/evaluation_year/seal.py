"""Sealing a year: everybody's sheet, word for word, for good."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid
from app.core.ids import new_id
from app.council import queries as council
from app.council.models import DutyYear
from app.standings import queries as standings
from app.standings.evaluation_year import queries
from app.standings.evaluation_year.course import course_of
from app.standings.evaluation_year.models import SealedSheet, YearSeal
from app.standings.evaluation_year.schemas import SupplementIn
from app.standings.evaluation_year.sheet import sheets, text_of


def keep(session: Session, actor: Actor, year: DutyYear) -> dict[str, Any]:
    """Keep everybody's sheet and the seal of a year; return what the act says of it."""
    run = standings.in_force(session, year.council_id, year.year)
    proposal = queries.proposal(session, year.council_id, year.year)
    assert run is not None and proposal is not None
    course = course_of(queries.acts(session, year.council_id, year.year))
    decided = {name: course.done["decision"].said[name] for name in ("body", "decided_on", "minutes")}
    whole, rows, now = hashlib.sha256(), [], clock.now()
    for member, said in sorted(sheets(session, run, proposal, decided).items()):
        row = _row(actor, year.year, member, 1, said, "")
        whole.update(row["digest"].encode())
        rows.append(row | {"kept_at": now})
    if rows:
        session.execute(insert(SealedSheet), rows)
    seal = YearSeal(
        council_id=year.council_id, id=new_id(), year=year.year, run_id=run.id,
        scheme_digest=run.scheme_digest, ledger_seq=run.ledger_seq, subjects=len(rows),
        digest=whole.hexdigest(), sealed_by=actor.account_id, sealed_at=now,
    )  # fmt: skip
    session.add(seal)
    session.flush()
    return {"digest": seal.digest, "subjects": seal.subjects}


def supplement(session: Session, actor: Actor, number: int, asked: SupplementIn) -> int:
    """Append a later decision to a member's sealed sheet as its next version; return the year.

    Raises:
        NotFound: no such member. Conflict: the year is not sealed (``not_sealed``), or the member was none
            of it (``no_sheet``). Invalid: a day to come.
    """
    council.require_member(session, actor.council_id, asked.member_id)
    if queries.seal(session, actor.council_id, number) is None:
        raise Conflict(f"{number} 年度还没有封存，请直接退回相应的步骤。", word="not_sealed")
    if asked.decided_on > clock.today():
        raise Invalid(errors=[FieldError("decided_on", "future", "日期不能晚于今天。")])
    standings.lock_year(session, actor.council_id, number)
    before = queries.newest_sheets(session, actor.council_id, number, asked.member_id)
    if not before:
        raise Conflict("这位委员本年度没有封存页。", word="no_sheet")
    if not before[0].text:
        raise Conflict("这位委员的封存页正文已注销，不能再补充。", word="erased")
    said = json.loads(before[0].text)
    said["supplements"].append(
        {
            "reason": asked.reason,
            "body": asked.body,
            "decided_on": asked.decided_on.isoformat(),
            "minutes": asked.minutes,
            "text": asked.text,
            "after": before[0].digest,
        }
    )
    row = _row(actor, number, asked.member_id, before[0].version + 1, said, asked.reason)
    session.execute(insert(SealedSheet), [row | {"kept_at": clock.now()}])
    after = {"year": number, "version": row["version"], "digest": row["digest"], "reason": asked.reason}
    audit.record(session, "evaluation:supplement", "member", asked.member_id, after=after)
    return number


def _row(
    actor: Actor, year: int, member: str, version: int, said: dict[str, Any], reason: str
) -> dict[str, Any]:
    text, digest = text_of(said)
    return {
        "council_id": actor.council_id,
        "id": new_id(),
        "year": year,
        "member_id": member,
        "version": version,
        "text": text,
        "digest": digest,
        "code": code_of(member, year, version, digest),
        "reason": reason,
        "kept_by": actor.account_id,
    }


def code_of(member: str, year: int, version: int, digest: str) -> str:
    """Return the short code of a version: letters and digits that cannot be mistaken for each other.

    >>> len(code_of("m", 2026, 1, "0" * 64)), code_of("m", 2026, 1, "0" * 64).isalnum()
    (12, True)
    """
    whole = hashlib.sha256(f"{member} {year} {version} {digest}".encode()).digest()
    return base64.b32encode(whole)[:12].decode().translate(_CLEAR)


#: O and I look like digits, so that 8 and 9 stand for them.
_CLEAR = str.maketrans("OI", "89")
