"""Set the group robot up, put messages in its outbox, try again."""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.crypto import seal
from app.core.db.guard import COUNCIL
from app.core.db.hops import SECRET
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.core.http.paging import Page, read_cursor, write_cursor
from app.core.ids import new_id
from app.council.messages import queries
from app.council.messages.courier import place
from app.council.messages.models import Message, MessageChannel
from app.council.messages.schemas import ChannelIn, ChannelOut, MessageOut

TRIAL = "这是掌上履职发来的试发消息：收到即表示群消息可以送达。"


def post(
    session: Session, kind: str, text: str, *, activity_id: str | None = None, created_by: str | None
) -> str | None:
    """Put a message into the bound council's outbox, inside the running transaction.

    Args:
        text: Titles, times and places only: whoever is in the group reads it.

    Returns:
        Its id, or None when the council has no group or has switched it off.
    """
    council_id = session.info[COUNCIL]
    channel = queries.channel(session, council_id)
    if channel is None or not channel.active:
        return None
    now = clock.now()
    message = Message(
        council_id=council_id,
        id=new_id(),
        kind=kind,
        activity_id=activity_id,
        text=text,
        next_at=now,
        created_at=now,
        created_by=created_by,
    )
    session.add(message)
    session.flush()
    return message.id


def show_channel(session: Session, actor: Actor, hosts: list[str]) -> ChannelOut:
    """Return the group robot without its secrets."""
    return _shape(queries.channel(session, actor.council_id), hosts)


def set_channel(
    session: Session, actor: Actor, said: ChannelIn, version: int, hosts: list[str]
) -> ChannelOut:
    """Set the group robot up or change it.

    Raises:
        Stale: changed since.
        Invalid: no address yet, or one that is none of an allowed host.
    """
    channel = queries.channel(session, actor.council_id, lock=True)
    if version != (channel.version if channel else 0):
        raise Stale()
    if said.address is not None or channel is None:
        _check(said.address or "", hosts)
    if channel is None:
        channel = MessageChannel(council_id=actor.council_id, id=new_id(), version=0)
        session.add(channel)
    channel.robot, channel.active = said.robot, said.active
    key = session.info[SECRET]
    if said.address is not None:
        channel.host = urlsplit(said.address).hostname or ""
        channel.address_sealed = seal(key, place(channel, "address"), said.address)
    if said.secret is not None:
        channel.secret_sealed = seal(key, place(channel, "secret"), said.secret) if said.secret else None
    channel.version += 1
    session.flush()
    after = {"robot": channel.robot, "host": channel.host, "active": channel.active}
    audit.record(session, "message:set_up", "message_channel", channel.id, after=after)
    return _shape(channel, hosts)


def _check(address: str, hosts: list[str]) -> None:
    """Refuse addresses off the list: the server itself would go there."""
    word = ""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        if not address:
            word, sentence = "missing", "请填写机器人的 Webhook 地址。"
        elif f"http://{parts.hostname}{port}" in hosts:
            return
        elif parts.scheme != "https" or f"{parts.hostname}{port}" not in hosts or parts.username:
            word = "host_not_allowed"
            sentence = f"地址应以 https:// 开头，主机须为：{'、'.join(hosts)}。其他主机请由系统管理员放行。"
    except ValueError:
        word, sentence = "host_not_allowed", "地址不完整，请从机器人设置页重新复制。"
    if word:
        raise Invalid(errors=[FieldError("address", word, sentence)])


def _shape(channel: MessageChannel | None, hosts: list[str]) -> ChannelOut:
    if channel is None:
        return ChannelOut(robot=None, host="", signed=False, active=False, version=0, hosts=hosts)
    return ChannelOut(
        robot=channel.robot,
        host=channel.host,
        signed=channel.secret_sealed is not None,
        active=channel.active,
        version=channel.version,
        hosts=hosts,
    )


def send_trial(session: Session, actor: Actor) -> str:
    """Put a trial message into the outbox; return its id.

    Raises:
        Conflict: ``no_channel``.
    """
    made = post(session, "trial", TRIAL, created_by=actor.account_id)
    if made is None:
        raise Conflict("还没有设置群机器人，或已停用。", word="no_channel")
    audit.record(session, "message:trial", "message", made)
    return made


def show(session: Session, actor: Actor, message_id: str) -> MessageOut:
    """Return one message."""
    found = queries.message(session, actor.council_id, message_id)
    if found is None:
        raise NotFound()
    return MessageOut.model_validate(found, from_attributes=True)


def page(
    session: Session, actor: Actor, state: str | None, cursor: str | None, limit: int
) -> Page[MessageOut]:
    """Return a page of messages, newest first."""
    rows = queries.page(session, actor.council_id, after=read_cursor(cursor), limit=limit + 1, state=state)
    shown = [MessageOut.model_validate(row, from_attributes=True) for row in rows[:limit]]
    return Page(items=shown, next=write_cursor((rows[limit - 1].id,)) if len(rows) > limit else None)


def try_again(session: Session, actor: Actor, message_id: str) -> MessageOut:
    """Let a failed message wait anew.

    Raises:
        NotFound: not there.
        Conflict: ``not_failed``.
    """
    message = queries.message(session, actor.council_id, message_id)
    if message is None:
        raise NotFound()
    if message.state != "failed":
        raise Conflict("只有发送失败的消息可以重发。", word="not_failed")
    message.state, message.attempts, message.error, message.next_at = "waiting", 0, "", clock.now()
    session.flush()
    audit.record(session, "message:retry", "message", message_id)
    return MessageOut.model_validate(message, from_attributes=True)
