"""Routes of statements: rounds, writing, review, filing."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate, location
from app.core.http.etags import IfMatch, version_of
from app.core.ids import Id
from app.facts.statements import reminding, rounds, writing
from app.facts.statements.schemas import (
    ExcuseIn,
    PresentIn,
    RemarkIn,
    RoundIn,
    RoundOut,
    StatementLine,
    TextIn,
    TextOut,
)
from app.standings.statements import file
from app.standings.statements.schemas import StatementDraft

router = APIRouter(tags=["述职"])


@router.get("/statement-rounds", summary="述职安排")
async def list_statement_rounds(door: In) -> list[RoundOut]:
    """List the rounds with how many statements are in which state, the newest year first."""
    return await door.read("statement:watch", rounds.listed)


@router.post("/statement-rounds", status_code=201, summary="组织述职")
async def create_statement_round(door: InToCreate, response: Response, body: RoundIn) -> RoundOut:
    """Open a round with a draft for each standing member of the day, and for those added."""
    made = await door.create("statement:prepare", rounds.create, rounds.show, body)
    location(response, f"/api/v1/statement-rounds/{made.id}")
    return made


@router.get("/statement-rounds/{round_id}", summary="一轮述职")
async def get_statement_round(door: In, round_id: Id) -> RoundOut:
    """Return one round."""
    return await door.read("statement:watch", rounds.show, round_id)


@router.get("/statement-rounds/{round_id}/statements", summary="一轮的述职报告")
async def list_round_statements(door: In, round_id: Id) -> list[StatementLine]:
    """List the statements of a round in 姓氏笔画 order: who lacks what, who is late."""

    def work(session: Session, actor: Actor) -> list[StatementLine]:
        return writing.listed(session, actor, rounds.show(session, actor, round_id).id)

    return await door.read("statement:watch", work)


@router.post("/statement-rounds/{round_id}/close", summary="结束一轮述职")
async def close_statement_round(door: In, round_id: Id) -> RoundOut:
    """End a round; refused while drafts remain without a recorded reason."""

    def work(session: Session, actor: Actor) -> RoundOut:
        return rounds.show(session, actor, rounds.close(session, actor, round_id))

    return await door.write("statement:prepare", work)


@router.post("/statement-rounds/{round_id}/remind", summary="提醒未提交者")
async def remind_of_statements(door: In, round_id: Id) -> RoundOut:
    """Remind everybody who has not handed in, once a day at most; their notices carry it."""

    def work(session: Session, actor: Actor) -> RoundOut:
        return rounds.show(session, actor, reminding.remind(session, actor, round_id))

    return await door.write("statement:prepare", work)


@router.get("/me/statements", summary="我的述职")
async def my_statements(door: In) -> list[StatementLine]:
    """List the caller's statements, the newest year first."""
    return await door.read("statement:write", writing.mine)


@router.get("/statements/{statement_id}", summary="述职报告")
async def get_statement(door: In, response: Response, statement_id: Id) -> StatementDraft:
    """Return a statement with the sentences that its records write; the text's version is the ``ETag``."""
    return _tagged(response, await door.read("statement:view", file.show, statement_id))


@router.put("/statements/{statement_id}/text", summary="保存述职报告")
async def save_statement(
    door: In, response: Response, statement_id: Id, body: TextIn, if_match: IfMatch = None
) -> StatementDraft:
    """Keep a new version; when another device saved meanwhile, 412 carries that text and both are kept."""
    number = version_of(if_match)

    def work(session: Session, actor: Actor) -> StatementDraft:
        return file.show(session, actor, writing.save(session, actor, statement_id, body, number))

    return _tagged(response, await door.write("statement:write", work))


@router.get("/statements/{statement_id}/texts", summary="述职报告的历次保存")
async def list_statement_texts(door: In, statement_id: Id) -> list[TextOut]:
    """List every version that the caller saved, the newest first."""
    return await door.read("statement:write", writing.versions, statement_id)


@router.post("/statements/{statement_id}/submit", summary="提交述职报告")
async def submit_statement(
    door: In, response: Response, statement_id: Id, if_match: IfMatch = None
) -> StatementDraft:
    """Hand in the newest version; the numbers from records are frozen with it."""

    def work(session: Session, actor: Actor) -> StatementDraft:
        # Whose it is not learns nothing else: the missing version is told to its author only.
        writing.find(session, actor, statement_id, own=True, lock=False)
        number = version_of(if_match)
        return file.show(session, actor, file.submit(session, actor, statement_id, number))

    return _tagged(response, await door.write("statement:write", work))


@router.post("/statements/{statement_id}/return", summary="退回述职报告")
async def return_statement(door: In, statement_id: Id, body: RemarkIn) -> StatementDraft:
    """Send a statement back with remarks."""

    def work(session: Session, actor: Actor) -> StatementDraft:
        return file.show(session, actor, writing.give_back(session, actor, statement_id, body.remark))

    return await door.write("statement:decide", work)


@router.post("/statements/{statement_id}/accept", summary="通过述职报告")
async def accept_statement(door: In, statement_id: Id) -> StatementDraft:
    """Accept a statement as it was handed in."""

    def work(session: Session, actor: Actor) -> StatementDraft:
        return file.show(session, actor, writing.accept(session, actor, statement_id))

    return await door.write("statement:decide", work)


@router.post("/statements/{statement_id}/excuse", summary="登记未述职原因")
async def excuse_statement(door: In, statement_id: Id, body: ExcuseIn) -> StatementDraft:
    """Note why the round may close without this statement."""

    def work(session: Session, actor: Actor) -> StatementDraft:
        return file.show(session, actor, writing.excuse(session, actor, statement_id, body.reason))

    return await door.write("statement:decide", work)


@router.post("/statements/{statement_id}/present", summary="登记述职")
async def present_statement(door: In, statement_id: Id, body: PresentIn) -> StatementDraft:
    """Note when, as which and at which meeting a statement was presented."""

    def work(session: Session, actor: Actor) -> StatementDraft:
        return file.show(session, actor, writing.present(session, actor, statement_id, body))

    return await door.write("statement:decide", work)


@router.post("/statements/{statement_id}/file", summary="述职归档")
async def file_statement(door: In, statement_id: Id) -> StatementDraft:
    """Put a statement on file; its record goes to the ledger and the dossier."""

    def work(session: Session, actor: Actor) -> StatementDraft:
        return file.show(session, actor, file.file(session, actor, statement_id))

    return await door.write("statement:decide", work)


def _tagged(response: Response, shown: StatementDraft) -> StatementDraft:
    response.headers["ETag"] = f'"{shown.number}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return shown
