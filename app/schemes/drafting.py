"""Drafts: replace the text, copy for the next year, withdraw."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, Stale
from app.schemes import document as documents
from app.schemes import queries
from app.schemes.models import SchemeDocument
from app.schemes.service import find, keep

_YEAR = re.compile(r"(?<!\d)(19|20|21)\d\d(?!\d)")


def replace(session: Session, actor: Actor, scheme_id: str, text: str, version: int) -> str:
    """Put another text in a draft's place; whatever was checked has to be checked again.

    Raises:
        NotFound, Stale, Invalid: every mistake of the text.
        Conflict: adopted (``already_adopted``), withdrawn (``withdrawn``), or another document of
            the council has this very text (``same_text``).
    """
    row = _open(session, actor, scheme_id, version)
    read = documents.read(text)
    scheme = read.require()
    known = queries.by_digest(session, actor.council_id, read.digest)
    if known is not None and known.id != row.id:
        raise Conflict("本会已有一份内容完全相同的办法。", word="same_text", scheme_id=known.id)
    if known is None:
        before = {"digest": row.digest, "state": row.state}
        row.text, row.digest = text, read.digest
        row.code, row.title = scheme.id, scheme.title
        row.state, row.checked_by = "draft", None
        row.edited_by = actor.account_id
        row.version += 1
        session.flush()
        audit.record(
            session, "scheme:replace", "scheme", row.id, before=before, after={"digest": read.digest}
        )
    return row.id


def withdraw(session: Session, actor: Actor, scheme_id: str, version: int | None = None) -> str:
    """Take a draft out of use; it stays readable, and handing the same text in again revives it.

    Raises:
        NotFound, Stale. Conflict: adopted (``already_adopted``) or withdrawn (``withdrawn``).
    """
    row = _open(session, actor, scheme_id, version)
    row.withdrawn_at = clock.now()
    row.version += 1
    session.flush()
    audit.record(session, "scheme:withdraw", "scheme", row.id, after={"digest": row.digest})
    return row.id


def copy(session: Session, actor: Actor, scheme_id: str, year: int | None) -> str:
    """Begin the next year's scheme as a copy: new code and year, ``supersedes`` names the old one.

    Args:
        year: For which year; by default the one after the last that the document was adopted for.
    Returns:
        The id of the new draft; copying again for the same year returns the same draft.
    Raises:
        NotFound. Conflict: its head cannot be rewritten line by line (``not_copied``).
    """
    row = find(session, actor, scheme_id)
    adopted = queries.years_of(session, actor.council_id, [row.id]).get(row.id, [])
    wanted = year or max((one for one, _ in adopted), default=clock.today().year) + 1
    return keep(session, actor, copied(row.text, wanted), "scheme:copy", row.id, wanted)


def copied(text: str, year: int) -> str:
    """Return the text with the head of a new year: ``id``, ``year``, ``supersedes``; the rest verbatim.

    Raises:
        Conflict: the document is not written with one key per line (``not_copied``).
    """
    scheme = documents.read(text).require()
    code = next_code(scheme.id, year)
    said: dict[str, Any] = {"id": code, "year": year, "supersedes": scheme.id}
    lines = [line for line in text.splitlines(keepends=True) if not re.match(r"(year|supersedes):", line)]
    head = "".join(f"{name}: {value}\n" for name, value in said.items())
    text = "".join(head if re.match(r"id:", line) else line for line in lines)
    again = documents.read(text).scheme
    if again is None or any(getattr(again, name) != value for name, value in said.items()):
        raise Conflict("这份办法的开头不是逐行书写，不能自动复制，请下载原文修改后提交。", word="not_copied")
    return text


def next_code(code: str, year: int) -> str:
    """Return the code of a year's version.

    >>> next_code("pinghu-2025", 2026), next_code("shanghai-minhang", 2027)
    ('pinghu-2026', 'shanghai-minhang-2027')
    """
    if _YEAR.search(code):
        *_, last = _YEAR.finditer(code)
        return code[: last.start()] + str(year) + code[last.end() :]
    return f"{code[:55]}-{year}"


def _open(session: Session, actor: Actor, scheme_id: str, version: int | None) -> SchemeDocument:
    """Return a document that may still change."""
    row = find(session, actor, scheme_id, lock=True)
    if row.state == "adopted":
        raise Conflict("已采用的办法不能再改，请复制一份用于下一年度。", word="already_adopted")
    if row.withdrawn_at is not None:
        raise Conflict("这份办法已撤回。", word="withdrawn")
    if version is not None and version != row.version:
        raise Stale()
    return row
