"""The words of a printed statement."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.paper import MEDIA_TYPE as MEDIA_TYPE
from app.core.paper import PDF as PDF
from app.core.paper import Heading, Line, Piece, Signature, Title, document, printed
from app.facts.pledges.text import chinese
from app.standings.statements import file
from app.standings.statements.schemas import StatementDraft


def statement(session: Session, actor: Actor, statement_id: str, *, pdf: bool = False) -> tuple[str, bytes]:
    """Return the name and the bytes of a statement, as a Word or a PDF file.

    Raises:
        NotFound: the actor may not see it. Unprintable: a character that no font draws, in a PDF.
    """
    shown = file.show(session, actor, statement_id)
    title = f"{shown.year}年度述职报告"
    pieces, at = list(_pieces(shown, title)), shown.submitted_at or clock.now()
    if pdf:
        return f"{title}（{shown.name}）.pdf", printed(pieces, title=title, made_at=at, whose=shown.name)
    return f"{title}（{shown.name}）.docx", document(pieces, title=title, made_at=at)


def _pieces(shown: StatementDraft, title: str) -> Iterator[Piece]:
    yield Title(title, f"（{shown.name}）")
    for number, heading in enumerate(shown.document.headings, start=1):
        yield Heading(f"{chinese(number)}、{heading.title}")
        for one in shown.sentences:
            if one.heading == heading.id and one.text:
                yield Line(one.text)
        for text in shown.parts.get(heading.id, "").splitlines():
            if text.strip():
                yield Line(text.strip())
    when = shown.submitted_at or clock.now()
    day = clock.beijing_date(when)
    yield Signature((f"述职人：{shown.name}", f"{day.year}年{day.month}月{day.day}日"))
