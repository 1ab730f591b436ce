"""Compose a page of notices: rows, their causes, what is unread."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.http.paging import read_cursor, write_cursor
from app.council import labels
from app.facts.activities.spoken import changes
from app.views.notices import queries
from app.views.notices.schemas import NoticeOut, Notices, Waiting

_ORDER = "notices"
#: Records of these kinds are posted anew because something came of them, not because of an error.
_RESULTS = {"proposal", "opinion"}
_OF_YEAR = {"in_force", "ballot_counted", "evaluation_to_sign", "evaluation_published"}
_CORRECTIONS = {"accepted": "已按申请更正。", "refused": "未予更正。"}
#: Kind → the sentence, which the phone shows as it is.
_SENTENCES = {
    "pledge_to_sign": "请阅读并签订，{month}月{day}日截止。",
    "pledge_behind": "承办部门提醒：有事项进度落后，请查看。",
    "statement_to_write": "请撰写述职报告，{month}月{day}日前提交。初稿已按您的履职记录写好。",
    "statement_due": "请尽快提交述职报告，{month}月{day}日截止。",
    "statement_returned": "述职报告退回修改：{reason}",
    "statement_accepted": "述职报告已通过审阅，{next}。",
}
_NEXT = {"oral": "请准备口头述职", "written": "将存入履职档案"}


def page(session: Session, actor: Actor, cursor: str | None, limit: int) -> Notices:
    """Return a page of what concerns the caller; at most four statements, whatever its length."""
    after = read_cursor(cursor, (datetime, UUID), _ORDER)
    # The secretariat without a section of its own keeps everybody's.
    everything = "secretariat" in actor.roles and actor.section_id is None
    seat = queries.seat(session, actor, everything=everything)
    seen = seat.seen_at or seat.opened_at
    verifies = actor.may("claim:verify") and seat.waiting > 0
    waiting = Waiting(count=seat.waiting, since=seat.since) if verifies else None
    if actor.member_id is None:
        return Notices(items=[], next=None, unread=0, seen_until=seen, verifications=waiting)
    now = clock.now()
    rows = queries.page(session, actor.council_id, actor.member_id, now, after=after, limit=limit + 1)
    shown = rows[:limit]
    causes = _causes(session, actor, shown)
    return Notices(
        items=[_shape(row, causes, seen) for row in shown],
        next=write_cursor((shown[-1].at, shown[-1].id), _ORDER) if len(rows) > limit else None,
        unread=queries.unread(session, actor.council_id, actor.member_id, now, seen),
        seen_until=seen,
        verifications=waiting,
    )


def _causes(session: Session, actor: Actor, rows: list[AnyRow]) -> dict[str, list[AnyRow]]:
    ids = sorted({row.object_id for row in rows if row.kind in {"verified", "roll"}})
    found: dict[str, list[AnyRow]] = {}
    if ids and actor.member_id:
        for cause in queries.causes(session, actor.council_id, actor.member_id, ids):
            found.setdefault(cause.claim_id, []).append(cause)
    return found


def _shape(row: AnyRow, causes: dict[str, list[AnyRow]], seen: datetime) -> NoticeOut:
    words: dict[str, Any] = row.words or {}
    posted = row.kind in {"verified", "roll"}
    earlier = [one for one in causes.get(row.object_id, ()) if posted and one.seq < row.number]
    kind, object_kind, object_id = row.kind, row.object_kind, row.object_id
    if kind == "roll":
        # The roll is a claim of its own, but what a member opens is the activity.
        object_kind, object_id = "activity", words["activity"]
    elif kind == "verified" and earlier and object_kind in _RESULTS:
        kind = "outcome"
    reason = earlier[-1].reason if earlier else row.reason
    if kind in _SENTENCES:
        reason = _SENTENCES[kind].format(
            month=row.day.month, day=row.day.day, reason=row.reason, next=_NEXT.get(row.status, "")
        )
    title = row.title
    if kind == "correction_decided":
        title, reason = f"更正申请：{labels.FACT[row.title]}", _CORRECTIONS[row.status] + row.reason
    return NoticeOut(
        id=row.id,
        at=row.at,
        unread=row.at > seen,
        kind=kind,
        object_kind=object_kind,
        object_id=object_id,
        title=title,
        day=row.day,
        year=row.number if kind in _OF_YEAR else None,
        status=row.status,
        amended=bool(earlier),
        reason=reason,
        fields=words.get("fields", ()) if kind == "changed" else (),
        changes=changes(row.was or {}, words) if kind == "changed" else [],
        filing=words.get("filing", ""),
        outcomes=words.get("outcomes", ()),
        adopted=words.get("adopted", ()),
        instructed=words.get("instructed", ()),
    )
