"""Request keys: a repeated creating request makes nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from app.core import clock
from app.core.crypto import keyed_digest
from app.core.db.guard import COUNCIL
from app.core.errors import Conflict, FieldError, Invalid
from app.core.ids import new_id
from app.core.records import RequestKey

KEPT = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Request:
    """A creating request as the store knows it.

    Args:
        scope: Who asks for what: seat and operation (tokens change, these do not).
        key: The client's ``Idempotency-Key``.
        digest: Keyed digest of the request; the request itself is not kept.
    """

    scope: str
    key: str
    digest: str


def request(secret: str, seat_id: str, operation: str, key: str, body: bytes) -> Request:
    """Build the request of ``key``.

    Raises:
        Invalid: the key is empty, longer than 100 characters or not printable ASCII.
    """
    if not 8 <= len(key) <= 100 or not key.isascii() or not key.isprintable():
        raise Invalid(
            errors=[FieldError("Idempotency-Key", "bad_key", "请求编号须为 8 至 100 个可见英文字符。")]
        )
    said = operation.encode() + b"\0" + body
    return Request(f"{seat_id}:{operation}"[:120], key, keyed_digest(secret, "request", said))


def earlier(session: Session, asked: Request) -> str | None:
    """Return the id an earlier run of this request made, or None when it is the first.

    Raises:
        Invalid: the key was used before for another request (422 ``key_reused``).
        Conflict: the first one is still running (409 ``still_running``).
    """
    council = session.info[COUNCIL]
    if session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
        if not session.execute(lock, {"name": f"{council}:{asked.scope}:{asked.key}"}).scalar_one():
            raise Conflict("同一请求正在处理，请稍候再查。", word="still_running")
    found = session.execute(
        select(RequestKey.digest, RequestKey.resource_id).where(
            RequestKey.council_id == council,
            RequestKey.scope == asked.scope,
            RequestKey.key == asked.key,
        )
    ).first()
    if found is None:
        return None
    if found.digest != asked.digest:
        raise Invalid("这个请求编号已用于另一份内容，请换一个编号。", word="key_reused")
    return str(found.resource_id)


def keep(session: Session, asked: Request, status: int, resource_id: str) -> None:
    """Remember, in the same transaction, what this request made."""
    session.execute(
        insert(RequestKey).values(
            council_id=session.info[COUNCIL],
            id=new_id(),
            scope=asked.scope,
            key=asked.key,
            digest=asked.digest,
            status=status,
            resource_id=resource_id,
            at=clock.now(),
        )
    )


def forget_old(session: Session) -> int:
    """Delete the bound council's keys older than 45 days; return how many."""
    outcome = session.connection().execute(
        delete(RequestKey).where(
            RequestKey.council_id == session.info[COUNCIL], RequestKey.at < clock.now() - KEPT
        )
    )
    return outcome.rowcount
