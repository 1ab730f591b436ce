"""Routes of polls: desk, phone and kiosk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import Door, In, InToCreate, location
from app.core.http.headers import NO_STORE
from app.core.http.logs import unlogged
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.facts.ballots import polls, tally, views, voting
from app.facts.ballots.keys import KeyFolder
from app.facts.ballots.schemas import (
    AcceptedOut,
    HandOutIn,
    MyPollOut,
    MyPollRow,
    PaperCountIn,
    PaperCountOut,
    PollIn,
    PollOut,
    PollRow,
    ReceiptsOut,
    ResultOut,
    SheetIn,
    SlipSheetIn,
    SlipsIn,
    SlipsOut,
    VoidIn,
)

NOT_YET: dict[int | str, dict[str, Any]] = {409: {"description": "尚未计票，或已作废"}}
ACCEPTED = "您的票已投入票箱。回执只证明票已收下，不含您投了什么；计票后可在回执名单中核对。"


async def _kept_nowhere(response: Response) -> None:
    response.headers.update(NO_STORE)


router = APIRouter(tags=["民主测评"], dependencies=[Depends(_kept_nowhere)])


def _keys(door: Door) -> KeyFolder:
    folder: KeyFolder = door.request.app.state.ballot_keys
    return folder


async def _change(door: Door, fn: Callable[..., Any], *args: Any) -> PollOut:
    """Do something to a poll and show it."""

    def work(session: Session, actor: Actor) -> PollOut:
        fn(session, actor, *args)
        session.flush()
        return views.show(session, actor, str(args[0] if isinstance(args[0], str) else args[1]))

    return await door.write("ballot:manage", work)


async def _end(door: Door, poll_id: str, fn: Callable[..., Any], *args: Any) -> PollOut:
    """End a poll; once that is on disk, its key is destroyed."""
    await _change(door, fn, _keys(door), poll_id, *args)

    def work(session: Session, actor: Actor) -> PollOut:
        tally.destroy_key(session, poll_id, keys=_keys(door))
        session.expire_all()
        return views.show(session, actor, poll_id)

    return await door.write("ballot:manage", work)


@router.post("/ballots", status_code=201, summary="制定测评")
async def create_ballot(door: InToCreate, response: Response, body: PollIn) -> PollOut:
    """Draft a 民主测评: whom it rates, by which grades, and who is entitled; both lists are frozen."""
    made = await door.create("ballot:manage", polls.make, views.show, body)
    location(response, f"/api/v1/ballots/{made.id}")
    return made


@router.get("/ballots", summary="测评列表")
async def list_ballots(
    door: In,
    year: Annotated[int | None, Query(ge=1949, le=2200)] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[PollRow]:
    """List the council's polls, newest first."""
    return await door.read("ballot:view", views.page, year, cursor, limit)


@router.get("/ballots/{ballot_id}", summary="测评")
async def get_ballot(door: In, ballot_id: Id) -> PollOut:
    """Return one poll; while it is open, how many sheets are in, never whose nor what they say."""
    return await door.read("ballot:view", views.show, ballot_id)


@router.post("/ballots/{ballot_id}/open", summary="开始投票")
async def open_ballot(door: In, ballot_id: Id) -> PollOut:
    """Begin to take sheets. The key of the urn is made now, outside the database."""
    return await _change(door, polls.open_, _keys(door), ballot_id)


@router.post("/ballots/{ballot_id}/hand-outs", summary="登记发放测评码或纸质票")
async def hand_out_ballots(door: In, ballot_id: Id, body: HandOutIn) -> PollOut:
    """Note who was handed a slip or paper, and so does not vote on the phone."""
    return await _change(door, polls.hand_out, _keys(door), ballot_id, body)


@router.post("/ballots/{ballot_id}/slips", summary="打印测评码")
async def print_slips(door: In, ballot_id: Id, body: SlipsIn) -> SlipsOut:
    """Return new slips for the kiosk, each good for one sheet and nobody's; shown this once."""

    def work(session: Session, actor: Actor) -> SlipsOut:
        return SlipsOut(codes=polls.make_slips(session, actor, _keys(door), ballot_id, body))

    return await door.write("ballot:manage", work)


@router.post("/ballots/{ballot_id}/close", summary="结束投票")
async def close_ballot(door: In, ballot_id: Id) -> PollOut:
    """Stop taking sheets. Nothing is counted yet; paper is entered now."""
    return await _change(door, polls.close, ballot_id)


@router.post("/ballots/{ballot_id}/paper", summary="录入纸质票")
async def enter_paper(door: In, ballot_id: Id, body: PaperCountIn) -> PaperCountOut:
    """Enter counted paper. It stands once a second person has entered the same figures."""

    def work(session: Session, actor: Actor) -> PaperCountOut:
        done = tally.enter_paper(session, actor, _keys(door), ballot_id, body)
        said = "两人录入一致，可以计票。" if done else "已记下，请第二人再录入一次。"
        return PaperCountOut(confirmed=done, sentence=said)

    return await door.write("ballot:enter_paper", work)


@router.post("/ballots/{ballot_id}/count", summary="计票")
async def count_ballot(door: In, ballot_id: Id) -> PollOut:
    """Count, or declare void by the rules; then the key is destroyed and the urn gone."""
    return await _end(door, ballot_id, tally.count)


@router.post("/ballots/{ballot_id}/void", summary="宣布作废")
async def void_ballot(door: In, ballot_id: Id, body: VoidIn) -> PollOut:
    """Give a poll up before it was counted; what is in the urn is never known."""
    return await _end(door, ballot_id, polls.void, body)


@router.post("/ballots/{ballot_id}/repeat", status_code=201, summary="重新组织测评")
async def repeat_ballot(door: InToCreate, response: Response, ballot_id: Id) -> PollOut:
    """Draft a void poll anew, with the same people and grades."""
    made = await door.create("ballot:manage", polls.repeat, views.show, ballot_id)
    location(response, f"/api/v1/ballots/{made.id}")
    return made


@router.get("/ballots/{ballot_id}/result", summary="述职测评汇总表", responses=NOT_YET)
async def get_ballot_result(door: In, ballot_id: Id) -> ResultOut:
    """Return the counts of a counted poll, each rate beside what it is of."""
    return await door.read("ballot:view_result", views.result, ballot_id)


@router.post("/ballots/{ballot_id}/kiosk-votes", summary="自助机投票")
@unlogged
async def vote_at_kiosk(door: In, ballot_id: Id, body: SlipSheetIn) -> AcceptedOut:
    """Take a sheet with a slip. Sent again under its receipt, it counts once.

    No audit, request key, log line or meter tells of it.
    """
    work = partial(_accept, voting.vote_by_slip, _keys(door), ballot_id, body)
    return await door.write("ballot:kiosk", work)


@router.get("/me/ballots", summary="我参加的测评")
async def my_ballots(door: In) -> list[MyPollRow]:
    """List the polls in which the caller is entitled, newest first."""
    return await door.read("ballot:vote", views.mine)


@router.get("/me/ballots/{ballot_id}", summary="测评表")
async def my_ballot(door: In, ballot_id: Id) -> MyPollOut:
    """Return the sheet: the people, the grades, and whether the caller has voted."""
    return await door.read("ballot:vote", views.sheet, ballot_id)


@router.post("/me/ballots/{ballot_id}/vote", summary="投票")
@unlogged
async def vote(door: In, ballot_id: Id, body: SheetIn) -> AcceptedOut:
    """Take the caller's sheet. Sent again under its receipt, it counts once.

    No audit, request key, log line or meter tells of it.
    """
    return await door.write("ballot:vote", partial(_accept, voting.vote, _keys(door), ballot_id, body))


def _accept(
    fn: Callable[..., None], keys: KeyFolder, poll_id: str, body: SheetIn, session: Session, actor: Actor
) -> AcceptedOut:
    fn(session, actor, keys, poll_id, body)
    return AcceptedOut(receipt=body.receipt, sentence=ACCEPTED)


@router.get("/me/ballots/{ballot_id}/receipts", summary="回执名单", responses=NOT_YET)
async def ballot_receipts(door: In, ballot_id: Id) -> ReceiptsOut:
    """Return the receipts of all accepted sheets of a counted poll, each once."""
    return await door.read("ballot:vote", views.receipts, ballot_id)
