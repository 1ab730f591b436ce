"""Shows packs, and hands one out through an address that dies."""

from __future__ import annotations

import base64
import secrets
import uuid
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.permissions import allows
from app.core import audit, clock
from app.core.crypto import digest
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.paper import Paper
from app.views.pack import papers, queries
from app.views.pack.files import ARCHIVE
from app.views.pack.gather import of_one
from app.views.pack.job import folder_of
from app.views.pack.models import Pack
from app.views.pack.schemas import PackLink, PackOut

#: How long an address lives: long enough for one click.
LIFE = timedelta(minutes=10)
#: 192 random bits, behind the id of the council whose rows may be asked.
_RANDOM = 24


def one(session: Session, actor: Actor, pack_id: str) -> PackOut:
    """Return a pack.

    Raises:
        NotFound: no such pack.
    """
    found = queries.shown(session, actor.council_id, pack_id)
    if found is None:
        raise NotFound()
    return _out(*found)


def listed(session: Session, actor: Actor, year: int | None) -> list[PackOut]:
    """Return the packs, newest first."""
    return [_out(*row) for row in queries.packs(session, actor.council_id, year)]


def link(session: Session, actor: Actor, pack_id: str) -> PackLink:
    """Make the address of a pack anew; the one before is dead from now on.

    Raises:
        NotFound: no such pack. Conflict: it is not complete (``pack_unfinished``).
        Forbidden: the list of those to be talked to is in it and not the caller's to see.
    """
    pack = queries.pack(session, actor.council_id, pack_id, lock=True)
    if pack is None:
        raise NotFound()
    if pack.state != "complete":
        raise Conflict("这份材料还没有做好，或已被后来的取代。", word="pack_unfinished", state=pack.state)
    if pack.sanctions:
        actor.must("pack:sanctions")
    raw = uuid.UUID(actor.council_id).bytes + secrets.token_bytes(_RANDOM)
    token = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    pack.link_digest, pack.link_until = digest(token.encode()), clock.now() + LIFE
    pack.link_by = actor.seat_id
    session.flush()
    audit.record(session, "pack:link", "pack", pack.id)
    return PackLink(path=f"/api/v1/pack-files/{token}", until=pack.link_until)


def opened(session: Session, token_digest: str, council_id: str, root: Path) -> tuple[str, Path, int]:
    """Return name, path and size of the archive behind an address, and write down that it was taken.

    Raises:
        NotFound: no such address, it is too old, another one was made, or whoever made it may no longer.
    """
    pack = queries.linked(session, council_id, token_digest)
    if pack is None or pack.link_until is None or pack.link_until <= clock.now():
        raise NotFound("下载地址已失效，请重新获取。")
    roles = queries.roles_of(session, council_id, pack.link_by or "")
    needed = ["pack:make", *(["pack:sanctions"] if pack.sanctions else [])]
    if not all(allows(roles, permission) for permission in needed):
        raise NotFound("下载地址已失效，请重新获取。")
    path = folder_of(root, pack.id).root / ARCHIVE
    if not path.is_file():
        raise NotFound("文件已不在。")
    audit.record(session, "pack:download", "pack", pack.id, after={"seat": pack.link_by})
    return f"{pack.year}年度履职材料.zip", path, path.stat().st_size


def registration(session: Session, actor: Actor, year: int, member_id: str | None) -> Paper:
    """Return the 履职情况登记表 and the dossier of a year, one's own unless a member is named.

    Raises:
        NotFound: no run of the year is in force, or the member is not in it.
        Forbidden: the seat is not a member's.
    """
    whose = member_id or actor.member_id
    if whose is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    frozen, member = of_one(session, actor, year, whose)
    pieces = list(papers.own(frozen, member))
    return Paper(
        f"{year}年度履职情况登记表（{member.name}）",
        "履职情况登记表",
        member.name,
        pieces,
        frozen.made_at,
        True,
    )


def _out(pack: Pack, name: str | None) -> PackOut:
    said = {field: getattr(pack, field) for field in PackOut.model_fields if field != "started_by"}
    return PackOut(**said, started_by=name or "命令行")
