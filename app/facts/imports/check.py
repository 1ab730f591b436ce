"""Compare a sheet of claims with the system: new, known, wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.sheets import Parsed, ParsedRow
from app.council.imports.kind import NEW, UNCHANGED, WRONG, Checked, Verdict
from app.facts import queries
from app.facts.imports.people import Reader, load
from app.facts.imports.queries import claims_titled
from app.facts.models import Claim


class Piece(Protocol):
    """What a row wants to become: a new proposal, opinion or contribution."""

    title: str
    member_id: str | None
    unit_id: str | None
    occurred_on: Any


#: Row → what it wants to become; wrong cells are noted with the reader.
Read = Callable[[Reader, ParsedRow], Any]
#: Piece and stored row → column key that says something else, or None.
Differs = Callable[[Any, Any], str | None]


def check(
    session: Session,
    actor: Actor,
    parsed: Parsed,
    *,
    kind: str,
    model: Any,
    read: Read,
    differs: Differs,
) -> Checked:
    """Judge every row; a piece with the same title, date and subject is the same piece.

    Reads only, in a constant number of statements.
    """
    reader = Reader(load(session, actor), actor, parsed, [])
    pieces = [(row, _piece(reader, row, read)) for row in parsed.rows]
    stored = _stored(session, actor, kind, model, [piece for _, piece in pieces if piece])
    seen: dict[tuple[Any, ...], int] = {}
    verdicts = []
    for row, piece in pieces:
        verdict = Verdict(row.number, str(row.values.get("title") or ""), WRONG)
        verdicts.append(verdict)
        if piece is None:
            continue
        key = _key(piece)
        if key in seen:
            reader.wrong(row, "title", "duplicate_row", f"与第 {seen[key]} 行重复。")
            continue
        seen[key] = row.number
        known = stored.get(key)
        if known is None:
            verdict.verdict, verdict.work = NEW, piece
            continue
        verdict.verdict = UNCHANGED
        other = differs(piece, known)
        if other is not None:
            sentence = "系统中已有这条记录，内容不同；请在系统中修改或更正。"
            reader.wrong(row, other, "differs", sentence)
    return Checked(verdicts, reader.errors, reader.near)


def _piece(reader: Reader, row: ParsedRow, read: Read) -> Any:
    before = len(reader.errors)
    piece = read(reader, row)
    day = row.values.get("occurred_on")
    if day is not None and day > clock.today():
        reader.wrong(row, "occurred_on", "future", "日期不能晚于今天。")
    return None if row.errors or len(reader.errors) > before else piece


def _stored(
    session: Session, actor: Actor, kind: str, model: Any, pieces: Sequence[Piece]
) -> Mapping[tuple[Any, ...], Any]:
    if not pieces:
        return {}
    claims = claims_titled(session, actor.council_id, kind, sorted({piece.title for piece in pieces}))
    rows = queries.rows_of(session, model, actor.council_id, [claim.id for claim in claims])
    return {_key(claim): rows[claim.id] for claim in claims}


def _key(piece: Piece | Claim) -> tuple[Any, ...]:
    kind = piece.type if isinstance(piece, Claim) else getattr(piece, "kind", "")
    named = kind if not isinstance(piece, Claim) or piece.kind == "contribution" else ""
    return named, piece.title, piece.occurred_on, piece.member_id, piece.unit_id
