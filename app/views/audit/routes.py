"""Routes of the audit chain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.core import audit, clock
from app.core.http.paging import Cursor, Limit, Page, read_cursor, write_cursor
from app.core.ids import Id
from app.views.audit import queries
from app.views.audit.schemas import AuditHeadOut, AuditOut

router = APIRouter(tags=["操作日志"])

#: Days whose beginning and end are moments, wherever the clock stands.
Day = Annotated[date, Field(ge=date(1949, 1, 1), le=date(2200, 12, 31))]
Word = Annotated[str | None, Field(max_length=64, pattern=r"^[a-z_:]+$")]


@router.get("/audit", summary="操作日志")
async def list_audit(
    door: In,
    object_kind: Annotated[Word, Query(description="只看一种对象。", examples=["claim"])] = None,
    object_id: Annotated[Id | None, Query(description="只看一个对象。")] = None,
    action: Annotated[Word, Query(description="只看一种操作。", examples=["claim:verify"])] = None,
    account_id: Annotated[Id | None, Query(description="只看一个账号所做。")] = None,
    since: Annotated[
        Day | None, Query(description="从这一天起（北京日期）。", examples=["2026-03-01"])
    ] = None,
    until: Annotated[Day | None, Query(description="到这一天止，含当天。", examples=["2026-03-31"])] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[AuditOut]:
    """List the council's audit chain, newest first."""
    after = read_cursor(cursor, (int,), "audit")

    def work(session: Session, actor: Actor) -> Page[AuditOut]:
        found = queries.page(
            session,
            actor.council_id,
            object_kind=object_kind,
            object_id=object_id,
            action=action,
            account_id=account_id,
            since=None if since is None else clock.start_of(since),
            until=None if until is None else clock.start_of(until) + timedelta(days=1),
            before_seq=after[0] if after else None,
            limit=limit + 1,
        )
        more = write_cursor([found[limit - 1].seq], "audit") if len(found) > limit else None
        return Page(items=[AuditOut.model_validate(entry) for entry in found[:limit]], next=more)

    return await door.read("audit:view", work)


@router.get("/audit/head", summary="操作日志链头")
async def get_audit_head(door: In) -> AuditHeadOut:
    """Return the head of the chain, to be kept elsewhere and given to ``lvzhi verify --anchors``."""

    def work(session: Session, actor: Actor) -> AuditHeadOut:
        seq, digest = audit.head(session)
        code = queries.council_code(session, actor.council_id)
        return AuditHeadOut(code=code, seq=seq, digest=digest, at=clock.now())

    return await door.read("audit:view", work)
