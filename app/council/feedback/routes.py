"""Routes of feedback."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.access.door import In, InToCreate, location
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.council.feedback import service
from app.council.feedback.schemas import (
    FeedbackAnswer,
    FeedbackNew,
    FeedbackOut,
    FeedbackRow,
    FeedbackState,
)

router = APIRouter(tags=["意见反馈"])


@router.post("/me/feedback", status_code=201, summary="提交意见反馈")
async def send_feedback(door: InToCreate, response: Response, body: FeedbackNew) -> FeedbackOut:
    """Tell the council's office what does not work or could be better."""
    made = await door.create("feedback:send", service.send, service.show_own, body)
    location(response, "/api/v1/me/feedback")
    return made


@router.get("/me/feedback", summary="我的意见反馈")
async def my_feedback(
    door: In, limit: Limit = 50, cursor: Annotated[Cursor, Query()] = None
) -> Page[FeedbackOut]:
    """List what this seat sent, newest first, each with its answer."""
    return await door.read("feedback:send", service.own, cursor, limit)


@router.get("/feedback", summary="意见反馈列表")
async def list_feedback(
    door: In,
    state: Annotated[FeedbackState | None, Query(description="只看待答复或已答复的。")] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[FeedbackRow]:
    """List the council's feedback, newest first, with who sent it."""
    return await door.read("feedback:answer", service.everybodys, state, cursor, limit)


@router.post("/feedback/{feedback_id}/answer", status_code=201, summary="答复意见反馈")
async def answer_feedback(door: InToCreate, feedback_id: Id, body: FeedbackAnswer) -> FeedbackRow:
    """Answer one message, once; the sender sees the answer among their own."""
    return await door.create("feedback:answer", service.answer, service.show, feedback_id, body)
