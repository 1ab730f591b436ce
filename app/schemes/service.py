"""Scheme documents: hand in, check; adopting is the standings' verb."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.core.ids import new_id
from app.schemes import document as documents
from app.schemes import queries
from app.schemes.drafts import told
from app.schemes.models import SchemeDocument
from app.schemes.reading_schemas import SchemeReading
from app.schemes.schemas import CheckOut, LibraryEntry, SchemeOut, SchemeText
from app.schemes.setting import reading
from app.scoring.engine import Compiled, compile


def add(session: Session, actor: Actor, text: str) -> str:
    """Keep a document verbatim as a draft; the same text again is the same document.

    Raises:
        Invalid: with every mistake of the document at once, by path and line.
    """
    return keep(session, actor, text, "scheme:add")


def keep(
    session: Session,
    actor: Actor,
    text: str,
    act: str,
    copied_from: str | None = None,
    year: int | None = None,
) -> str:
    """Keep a text under the act that brought it in; one that was withdrawn comes back as a draft.

    Args:
        copied_from: The document it began as a copy of, for ``year``.

    Raises:
        Invalid: with every mistake of the document at once, by path and line.
    """
    read = documents.read(text)
    scheme = read.require()
    after = {"digest": read.digest, **({"from": copied_from, "year": year} if copied_from else {})}
    known = queries.by_digest(session, actor.council_id, read.digest)
    if known is not None:
        if known.withdrawn_at is not None:
            known.withdrawn_at, known.state, known.checked_by = None, "draft", None
            known.edited_by = actor.account_id
            known.version += 1
            session.flush()
            audit.record(session, act, "scheme", known.id, after=after)
        return known.id
    row = SchemeDocument(
        council_id=actor.council_id,
        id=new_id(),
        code=scheme.id,
        title=scheme.title,
        text=text,
        digest=read.digest,
        created_by=actor.account_id,
        created_at=clock.now(),
        copied_from=copied_from,
    )
    session.add(row)
    session.flush()
    audit.record(session, act, "scheme", row.id, after=after)
    return row.id


def check(session: Session, actor: Actor, scheme_id: str) -> CheckOut:
    """Run the document's own worked examples; a draft without mistakes becomes ``checked``."""
    row = find(session, actor, scheme_id, lock=True)
    if row.withdrawn_at is not None:
        raise Conflict("这份办法已撤回。", word="withdrawn")
    read = documents.read(row.text)
    mistakes = documents.check(read)
    if row.state == "draft" and not mistakes:
        row.state, row.checked_by = "checked", actor.account_id
        row.version += 1
        session.flush()
        audit.record(session, "scheme:check", "scheme", row.id, after={"state": "checked"})
    return CheckOut(
        id=row.id,
        state=row.state,  # type: ignore[arg-type]
        examples=len(read.scheme.examples) if read.scheme else 0,
        mistakes=[told(one) for one in mistakes],
        warnings=[told(one) for one in read.warnings],
    )


def ready(session: Session, actor: Actor, scheme_id: str) -> SchemeDocument:
    """Return a document that may be adopted: its worked examples hold once more, today.

    Raises:
        NotFound. Conflict: not checked (``not_checked``), withdrawn (``withdrawn``).
        Invalid: an example that held when it was checked does not any longer.
    """
    row = find(session, actor, scheme_id, lock=True)
    if row.withdrawn_at is not None:
        raise Conflict("这份办法已撤回。", word="withdrawn")
    if row.state == "draft":
        raise Conflict("办法尚未通过算例检查，请先检查。", word="not_checked")
    mistakes = documents.check(documents.read(row.text))
    if mistakes:
        raise documents.refusal(mistakes)
    return row


@lru_cache(maxsize=64)
def compiled(digest: str, text: str) -> Compiled:
    """Return the compiled scheme of a text; kept by digest, since adopted texts never change."""
    return compile(documents.read(text).require())


def show(session: Session, actor: Actor, scheme_id: str) -> SchemeText:
    """Return a document with its text."""
    row = find(session, actor, scheme_id)
    years = queries.years_of(session, actor.council_id, [row.id])
    return SchemeText(text=row.text, **_out(row, actor, years.get(row.id, [])).model_dump())


def page(session: Session, actor: Actor, limit: int, cursor: str | None) -> Page[SchemeOut]:
    """Return a page of documents, newest first."""
    rows = queries.documents(session, actor.council_id, read_cursor(cursor), limit + 1)
    shown = rows[:limit]
    years = queries.years_of(session, actor.council_id, [row.id for row in shown])
    following = write_cursor((shown[-1].id,)) if len(rows) > limit else None
    return Page(items=[_out(row, actor, years.get(row.id, [])) for row in shown], next=following)


def library() -> list[LibraryEntry]:
    """Return the published rule books that come with the product."""
    return [_entry(name) for name in documents.library()]


def library_text(code: str) -> str:
    """Return the text of a published rule book.

    Raises:
        NotFound: there is none with this code.
    """
    path = documents.library().get(code)
    if path is None:
        raise NotFound()
    return path.read_text(encoding="utf-8")


def read_library(code: str) -> SchemeReading:
    """Return a published rule book as a set document."""
    return _reading(documents.read(library_text(code)).digest, library_text(code))


def read_own(session: Session, actor: Actor, scheme_id: str) -> SchemeReading:
    """Return one of the council's documents as a set document."""
    row = find(session, actor, scheme_id)
    return _reading(row.digest, row.text)


@lru_cache(maxsize=32)
def _reading(digest: str, text: str) -> SchemeReading:
    return reading(compiled(digest, text), digest)


@lru_cache(maxsize=64)
def _entry(name: str) -> LibraryEntry:
    read = documents.read(library_text(name))
    scheme = read.require()
    return LibraryEntry(code=name, title=scheme.title, digest=read.digest, examples=len(scheme.examples))


def find(session: Session, actor: Actor, scheme_id: str, *, lock: bool = False) -> SchemeDocument:
    """Return one document of the council.

    Raises:
        NotFound: the council has none with this id.
    """
    row = queries.document(session, actor.council_id, scheme_id, lock=lock)
    if row is None:
        raise NotFound()
    return row


def _out(row: SchemeDocument, actor: Actor, years: list[tuple[int, str]]) -> SchemeOut:
    return SchemeOut(
        id=row.id,
        code=row.code,
        title=row.title,
        digest=row.digest,
        state="withdrawn" if row.withdrawn_at is not None else row.state,  # type: ignore[arg-type]
        created_at=row.created_at,
        copied_from=row.copied_from,
        handled_by_me=actor.account_id in row.hands,
        years=[year for year, _ in years],
        group_years=[year for year, subject in years if subject == "group"],
        version=row.version,
    )
