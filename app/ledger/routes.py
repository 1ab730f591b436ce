"""Routes that make records: verify, return, close, reopen, conclude."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.db.base import AnyRow
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page, read_cursor, write_cursor
from app.core.ids import Id
from app.facts import views as claims
from app.facts.activities import views as activities
from app.facts.activities.schemas import ActivityOut, ConcludeIn, ReasonIn
from app.facts.attendance import views as rolls
from app.facts.attendance.schemas import RollOut
from app.facts.ballots.postings import FACT as BALLOT
from app.facts.schemas import BatchIn, ClaimOut, ReturnIn, TakeBackIn, VerdictOut
from app.ledger import conclude, late_leave, queries, roll, verification
from app.ledger.schemas import DutyRecordOut, LateLeaveIn, LateLeaveOut

router = APIRouter(tags=["核实与台账"])
_JOINED = ("subject", "title", "reversed")


def _version(if_match: str | None) -> int | None:
    return version_of(if_match) if if_match is not None else None


def _line(row: AnyRow) -> DutyRecordOut:
    said = {name: getattr(row.DutyRecord, name) for name in DutyRecordOut.model_fields if name not in _JOINED}
    return DutyRecordOut(**said, **{name: getattr(row, name) for name in _JOINED})


@router.post("/claims/{claim_id}/verify", summary="核实")
async def verify_claim(door: In, claim_id: Id, if_match: IfMatch = None) -> ClaimOut:
    """Verify a claim of the own section; its duty records are posted in the same transaction."""

    def work(session: Session, actor: Actor) -> ClaimOut:
        return claims.show(session, actor, verification.verify(session, actor, claim_id, _version(if_match)))

    return await door.write("claim:verify", work)


@router.post("/claims/{claim_id}/return", summary="退回")
async def return_claim(door: In, claim_id: Id, body: ReturnIn, if_match: IfMatch = None) -> ClaimOut:
    """Send a claim back to its author with the reason."""

    def work(session: Session, actor: Actor) -> ClaimOut:
        done = verification.return_claim(session, actor, claim_id, body.reason, _version(if_match))
        return claims.show(session, actor, done)

    return await door.write("claim:verify", work)


@router.post("/claims/{claim_id}/take-back", summary="撤回核实或退回")
async def take_claim_back(door: In, claim_id: Id, body: TakeBackIn, if_match: IfMatch = None) -> ClaimOut:
    """Take a verification or a return back: its records are reversed, the claim waits again."""

    def work(session: Session, actor: Actor) -> ClaimOut:
        done = verification.take_back(session, actor, claim_id, body.reason, _version(if_match))
        return claims.show(session, actor, done)

    return await door.write("claim:verify", work)


@router.post("/verifications", summary="批量核实")
async def verify_claims(door: In, body: BatchIn) -> list[VerdictOut]:
    """Verify many claims; each gets its own verdict, repeats are harmless."""

    def work(session: Session, actor: Actor) -> list[VerdictOut]:
        return [
            VerdictOut(claim_id=v.claim_id, verified=not v.word, word=v.word, sentence=v.sentence)
            for v in verification.verify_many(session, actor, body.claim_ids)
        ]

    return await door.write("claim:verify", work)


@router.post("/sittings/{sitting_id}/close", summary="确认出席")
async def close_roll(door: In, sitting_id: Id, if_match: IfMatch = None) -> RollOut:
    """Close the roll: members without a mark become absent, one record per due member is posted."""

    def work(session: Session, actor: Actor) -> RollOut:
        roll.close(session, actor, sitting_id, _version(if_match))
        return rolls.show(session, actor, sitting_id)

    return await door.write("attendance:close", work)


@router.post("/sittings/{sitting_id}/reopen", summary="重新打开出席")
async def reopen_roll(door: In, sitting_id: Id, body: ReasonIn, if_match: IfMatch = None) -> RollOut:
    """Reopen a closed roll with a reason; its records are reversed, nothing is erased."""

    def work(session: Session, actor: Actor) -> RollOut:
        roll.reopen(session, actor, sitting_id, body.reason, _version(if_match))
        return rolls.show(session, actor, sitting_id)

    return await door.write("attendance:close", work)


@router.get("/leave-corrections", summary="待更正的补假")
async def list_late_leaves(door: In) -> list[LateLeaveOut]:
    """List absences of closed rolls for which leave was granted afterwards; nothing changes by itself."""
    return await door.read("attendance:close", late_leave.offered)


@router.post("/sittings/{sitting_id}/leave-correction", summary="按补假更正出席")
async def correct_late_leave(
    door: In, sitting_id: Id, body: LateLeaveIn, if_match: IfMatch = None
) -> RollOut:
    """Turn one absence of a closed roll into the leave that was granted: a reversal and a new record."""

    def work(session: Session, actor: Actor) -> RollOut:
        late_leave.correct(session, actor, sitting_id, body.member_id, _version(if_match))
        return rolls.show(session, actor, sitting_id)

    return await door.write("attendance:close", work)


@router.post("/activities/{activity_id}/conclude", summary="办结活动")
async def conclude_activity(
    door: In, activity_id: Id, body: ConcludeIn, if_match: IfMatch = None
) -> ActivityOut:
    """Mark an activity as held, with the organiser's counts, once all its rolls are closed."""

    def work(session: Session, actor: Actor) -> ActivityOut:
        conclude.conclude(session, actor, activity_id, body, _version(if_match))
        return activities.show(session, actor, activity_id)

    return await door.write("activity:conclude", work)


@router.get("/ledger", summary="履职台账")
async def list_ledger(
    door: In,
    year: Annotated[int | None, Query(ge=1949, le=2200)] = None,
    fact: Annotated[str | None, Query(max_length=24)] = None,
    type: Annotated[str | None, Query(max_length=40)] = None,
    member_id: Id | None = None,
    section_id: Id | None = None,
    claim_id: Id | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[DutyRecordOut]:
    """List duty records as they were written, newest first, reversals included.

    Results of ballots are among them for who may see results.
    """

    def work(session: Session, actor: Actor) -> Page[DutyRecordOut]:
        rows = queries.page(
            session,
            actor.council_id,
            after=read_cursor(cursor, (int,)),
            limit=limit + 1,
            year=year,
            fact=fact,
            type=type,
            member_id=member_id,
            section_id=section_id,
            claim_id=claim_id,
            but="" if actor.may("ballot:view_result") else BALLOT,
        )
        items = [_line(row) for row in rows[:limit]]
        return Page(items=items, next=write_cursor((items[-1].seq,)) if len(rows) > limit else None)

    return await door.read("ledger:view", work)
