"""Routes that put a ballot's result on file or take it off."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core.http.headers import NO_STORE
from app.core.ids import Id
from app.facts.activities.schemas import ReasonIn
from app.facts.ballots import views
from app.facts.ballots.schemas import FileIn, PollOut
from app.ledger import ballots

router = APIRouter(tags=["民主测评"])


@router.post("/ballots/{ballot_id}/file", summary="测评结果计入台账")
async def file_ballot(door: In, response: Response, ballot_id: Id, body: FileIn) -> PollOut:
    """Post how many gave each rated member which grade, one record each; rule books can count them."""

    def work(session: Session, actor: Actor) -> PollOut:
        ballots.file(session, actor, ballot_id, body.section_id)
        return views.show(session, actor, ballot_id)

    response.headers.update(NO_STORE)
    return await door.write("ballot:manage", work)


@router.post("/ballots/{ballot_id}/unfile", summary="测评结果撤出台账")
async def unfile_ballot(door: In, response: Response, ballot_id: Id, body: ReasonIn) -> PollOut:
    """Reverse the records of a filed result; the result itself stays as it was counted."""

    def work(session: Session, actor: Actor) -> PollOut:
        ballots.unfile(session, actor, ballot_id, body.reason)
        return views.show(session, actor, ballot_id)

    response.headers.update(NO_STORE)
    return await door.write("ballot:manage", work)
