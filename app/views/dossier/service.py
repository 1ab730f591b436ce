"""Composes the dossier of a member and year from parts in JSON."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app import __version__
from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import Forbidden, NotFound
from app.core.http.etags import etag_of, names
from app.facts.attendance.models import ATTENDED
from app.facts.ballots import views as ballots
from app.standings import score
from app.views.dossier import queries

#: What makes somebody due; suggestions and instructions have a status too, but no roll.
_DUE = {*ATTENDED, "excused", "absent"}

#: A version and, unless the reader has it already, the page as bytes.
Versioned = tuple[str, bytes | None]


def own(session: Session, actor: Actor, year: int | None, known: str | None = None) -> Versioned:
    """Return the caller's own dossier.

    Raises:
        Forbidden: the seat is not a member's.
    """
    return of(session, actor, own_member(actor), year, known)


def own_read(session: Session, actor: Actor, row: AnyRow, year: int | None, today: date) -> Versioned:
    """Return the caller's own dossier from the row that was read with the actor.

    Raises:
        Forbidden: the seat is not a member's.
    """
    return _of_row(session, actor, own_member(actor), row, year, today)


def own_unchanged(session: Session, actor: Actor, year: int | None, known: str) -> str | None:
    """Return the version of the caller's own dossier when ``known`` names it (no statement).

    Raises:
        Forbidden: the seat is not a member's.
    """
    version = version_of(actor, own_member(actor), year, clock.today())
    return version if names(known, version) else None


def own_member(actor: Actor) -> str:
    """Return whose dossier is one's own.

    Raises:
        Forbidden: the seat is not a member's.
    """
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return actor.member_id


def version_of(actor: Actor, member_id: str, year: int | None, today: date, day: date | None = None) -> str:
    """Return the version of a page: of a member, a year and, if meant, a day."""
    # Every write of a council is an audited act, so their number is the version of all its pages.
    return etag_of(f"{__version__} {actor.council_id} {actor.acts} {today} {member_id} {year} {day}")


def of(
    session: Session, actor: Actor, member_id: str, year: int | None, known: str | None = None
) -> Versioned:
    """Return the dossier of a member for a duty year (default: the running one).

    Args:
        known: The reader's ``If-None-Match``; when it names the present version, nothing is read.

    Raises:
        NotFound: no such member, or no such year.
    """
    today = clock.today()
    version = version_of(actor, member_id, year, today)
    if names(known, version):
        return version, None
    row = queries.document(session, actor.council_id, member_id, year, today)
    return _of_row(session, actor, member_id, row, year, today)


def _of_row(
    session: Session, actor: Actor, member_id: str, row: AnyRow, year: int | None, today: date
) -> Versioned:
    if row.profile is None:
        raise NotFound()
    years = orjson.loads(row.years)
    chosen = _chosen(years, year, today)
    version = version_of(actor, member_id, year, today)
    # A body that was erased is empty: what the ledger says is left, without a name.
    if row.sealed_text:
        return version, _kept(row, years)
    return version, _page(row, chosen, years, _score(session, actor, member_id, chosen, row))


def _chosen(years: list[dict[str, Any]], year: int | None, today: date) -> dict[str, Any]:
    """Return the duty year meant: the one asked for, else the running one, else the newest."""
    if year is None:
        day = today.isoformat()
        running = [each for each in years if each["starts_on"] <= day <= each["ends_on"]] or years
        if not running:
            raise NotFound(f"没有 {today.year} 履职年度。")
        return running[0]
    for each in years:
        if each["year"] == year:
            return each
    raise NotFound(f"没有 {year} 履职年度。")


def _score(session: Session, actor: Actor, member_id: str, year: dict[str, Any], row: AnyRow) -> Any:
    """Return the score in short: from the run in force, else computed now; None without a scheme."""
    if row.trace is not None:
        said = orjson.loads(row.trace)
    elif row.scheme is None:
        return None
    else:
        said = score.provisional(session, actor.council_id, member_id, year, row.scheme, row.seq or 0, row)
    return brief(said, provisional=row.trace is None)


def brief(said: dict[str, Any], *, provisional: bool) -> dict[str, Any]:
    """Return a receipt in short."""
    lines = [{"id": line["id"], "title": line["title"], "points": line["points"]} for line in said["lines"]]
    return {
        "provisional": provisional,
        "total": said["total"],
        "grade": said["grade"],
        "lines": lines,
    }


@lru_cache(maxsize=4096)
def _parts(words: str) -> tuple[str, str, str]:
    fact, _, rest = words.partition(queries.PART)
    type, _, status = rest.partition(queries.PART)
    return fact, type, status


def attendance(statuses: str | None) -> list[dict[str, Any]]:
    """Count due, attended, excused and absent per kind; leave that is not due (公假) counts nowhere."""
    counts: dict[tuple[str, str], dict[str, Any]] = {}
    for words, number in Counter((statuses or "").split(queries.NEXT)).items():
        fact, type, status = _parts(words)
        if status not in _DUE:
            continue
        if (fact, type) not in counts:
            named = {"fact": fact, "type": type}
            counts[fact, type] = {**named, "due": 0, "attended": 0, "excused": 0, "absent": 0}
        count = counts[fact, type]
        count["due"] += number
        if status in ATTENDED:
            count["attended"] += number
        elif status == "excused":
            count["excused"] += number
        elif status == "absent":
            count["absent"] += number
    return [counts[key] for key in sorted(counts)]


def ratings(rows: str, profile: str) -> list[dict[str, Any]]:
    """Return what counted polls said of the member whose profile it is, and of nobody else."""
    if rows == "[]":
        return []
    member_id = orjson.loads(profile)["id"]
    found = []
    for row in orjson.loads(rows):
        # SQLite keeps JSON as text, and puts it into JSON as text.
        grades, counts = (
            orjson.loads(part) if isinstance(part, str) else part for part in (row["grades"], row["counts"])
        )
        base = row["returned"] - row["invalid"]
        said = ballots.rating(grades, counts[member_id], base).model_dump()
        numbers = {name: row[name] for name in ("title", "ended_at", "entitled", "returned", "invalid")}
        found.append({**numbers, **said})
    return found


def _page(row: AnyRow, year: dict[str, Any], years: list[dict[str, Any]], brief: Any) -> bytes:
    """Join the parts; the shape is ``schemas.Dossier`` (held by a test)."""
    mine = {
        "year": year["year"],
        "years": [each["year"] for each in years],
        "ledger_seq": row.seq or 0,
        "attendance": attendance(row.statuses),
        "ballots": ratings(row.ratings, row.profile),
        "score": brief,
        "sealed": None,
        "supplements": [],
        "as_of": None,
    }
    return b'%s,"profile":%s,"posts":%s,"places":%s},"records":%s}' % (
        orjson.dumps(mine)[:-1],
        row.profile[:-1].encode(),
        row.posts.encode(),
        row.places.encode(),
        row.records.encode(),
    )


def _kept(row: AnyRow, years: list[dict[str, Any]]) -> bytes:
    """Return the page of a sealed year from the sheet that was kept: nothing of it is computed anew."""
    said = orjson.loads(row.sealed_text)
    kept = {
        name: said[name] for name in ("year", "ledger_seq", "profile", "attendance", "records", "ballots")
    }
    return orjson.dumps(
        kept
        | {
            "years": [each["year"] for each in years],
            "score": brief(said["receipt"], provisional=False),
            "sealed": {"version": row.sealed_version, "digest": row.sealed_digest, "code": row.sealed_code},
            "supplements": said["supplements"],
            "as_of": None,
        }
    )
