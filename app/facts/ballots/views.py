"""Polls as the desk and the entitled see them."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.errors import Conflict, Forbidden, NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.council import queries as council
from app.facts.ballots import queries
from app.facts.ballots.models import BallotPoll, BallotResult
from app.facts.ballots.rules import needed, score, two_places, void_sentence
from app.facts.ballots.schemas import (
    Entitled,
    MyPollOut,
    MyPollRow,
    Person,
    PollOut,
    PollRow,
    Rating,
    ReceiptsOut,
    ResultLine,
    ResultOut,
    Share,
    grades_out,
)
from app.facts.ballots.urn import ABSTAIN, PAPER, SLIP, VOTED

MINE = {VOTED: "voted", SLIP: "slip", PAPER: "paper"}
#: So many polls a phone lists; older ones are the desk's.
LISTED = 50


def page(session: Session, actor: Actor, year: int | None, cursor: str | None, limit: int) -> Page[PollRow]:
    """Return a page of the council's polls, newest first."""
    after = read_cursor(cursor, (datetime, UUID))
    rows = queries.page(session, actor.council_id, year=year, after=after, limit=limit + 1)
    items = [
        PollRow(
            id=row[0].id,
            title=row[0].title,
            year=row[0].year,
            state=row[0].state,
            rated=row.rated,
            entitled=row.entitled,
            created_at=row[0].created_at,
            opened_at=row[0].opened_at,
            closed_at=row[0].closed_at,
        )
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    return Page(items=items, next=write_cursor((items[-1].created_at, items[-1].id)) if more else None)


def show(session: Session, actor: Actor, poll_id: str) -> PollOut:
    """Return one poll as the desk sees it.

    Raises:
        NotFound: not there, or another council's.
    """
    poll = _poll(session, actor, poll_id)
    urn = queries.urn(session, actor.council_id, poll_id)
    places = queries.voters(session, actor.council_id, poll_id)
    rated = queries.rated(session, actor.council_id, poll_id)
    names = council.briefs(session, actor.council_id, [*rated, *places])
    signs = urn.participation if urn else ""
    holds = {SLIP: "slip", PAPER: "paper"}
    return PollOut(
        id=poll.id,
        title=poll.title,
        year=poll.year,
        statement_round_id=poll.statement_round_id,
        state=poll.state,  # type: ignore[arg-type]
        grades=grades_out(poll.grades),
        rated=[Person(member_id=one, name=names[one].name) for one in rated],
        entitled=[
            Entitled(member_id=one, name=names[one].name, holds=holds.get(signs[place : place + 1], ""))  # type: ignore[arg-type]
            for one, place in places.items()
        ],
        texts_allowed=poll.texts_allowed,
        quorum=poll.quorum,  # type: ignore[arg-type]
        needed=needed(poll.quorum, len(places)),
        returned=signs.count(VOTED) + urn.slips_used if urn else None,
        slips_left=len(urn.slips) if urn else None,
        void_reason=poll.void_reason or "",
        void_sentence=void_sentence(poll.void_reason),
        void_note=poll.void_note,
        repeats_id=poll.repeats_id,
        repeated_by=queries.repeated_by(session, actor.council_id, poll_id),
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        ended_at=poll.ended_at,
        filed_at=queries.filed_at(session, actor.council_id, poll_id),
        key_destroyed_at=poll.key_destroyed_at,
    )


def mine(session: Session, actor: Actor) -> list[MyPollRow]:
    """Return the polls in which the actor may take part, newest first."""
    if actor.member_id is None:
        return []
    rows = queries.of_voter(session, actor.council_id, actor.member_id, LISTED)
    return [MyPollRow(**_mine(row)) for row in rows]


def sheet(session: Session, actor: Actor, poll_id: str) -> MyPollOut:
    """Return the sheet of one of them.

    Raises:
        NotFound: not there, another council's, or not opened yet.
        Forbidden: ``not_entitled``.
    """
    poll, row = _entitled(session, actor, poll_id)
    rated = queries.rated(session, actor.council_id, poll_id)
    names = council.briefs(session, actor.council_id, rated)
    people = [Person(member_id=one, name=names[one].name) for one in rated]
    said = _mine(row)
    return MyPollOut(**said, grades=grades_out(poll.grades), people=people, texts_allowed=poll.texts_allowed)


def receipts(session: Session, actor: Actor, poll_id: str) -> ReceiptsOut:
    """Return the receipts of a counted poll to who was entitled.

    Raises:
        NotFound, Forbidden: as ``sheet``.
        Conflict: ``not_counted`` or ``void``.
    """
    poll, _ = _entitled(session, actor, poll_id)
    return ReceiptsOut(**_numbers(_result(session, poll)))


def result(session: Session, actor: Actor, poll_id: str) -> ResultOut:
    """Return the 汇总表 of a counted poll.

    Raises:
        NotFound: not there, or another council's.
        Conflict: ``not_counted`` or ``void``.
    """
    poll = _poll(session, actor, poll_id)
    found = _result(session, poll)
    rated = queries.rated(session, actor.council_id, poll_id)
    names = council.briefs(session, actor.council_id, rated)
    return ResultOut(
        **_numbers(found),
        id=poll.id,
        title=poll.title,
        year=poll.year,
        quorum=poll.quorum,  # type: ignore[arg-type]
        lines=[_line(poll, found, one, names[one].name) for one in rated],
        texts=found.texts,
        ended_at=poll.ended_at,
    )


def _poll(session: Session, actor: Actor, poll_id: str) -> BallotPoll:
    poll = queries.poll(session, actor.council_id, poll_id)
    if poll is None:
        raise NotFound()
    return poll


def _entitled(session: Session, actor: Actor, poll_id: str) -> tuple[BallotPoll, AnyRow]:
    poll = _poll(session, actor, poll_id)
    if poll.state == "draft":
        raise NotFound()
    row = None
    if actor.member_id is not None:
        row = queries.voter_row(session, actor.council_id, actor.member_id, poll_id)
    if row is None:
        raise Forbidden("您不在本次测评的参加名单中，如有疑问请联系办公室。", word="not_entitled")
    return poll, row


def _result(session: Session, poll: BallotPoll) -> BallotResult:
    if poll.state == "void":
        raise Conflict(f"本次测评已作废，没有结果。{void_sentence(poll.void_reason)}", word="void")
    found = queries.result(session, poll.council_id, poll.id)
    if found is None:
        raise Conflict("本次测评尚未计票，计票前不显示任何票数。", word="not_counted")
    return found


def _mine(row: AnyRow) -> dict[str, Any]:
    poll: BallotPoll = row[0]
    sign = row.participation[row.place] if row.participation else ""
    return {
        "id": poll.id,
        "title": poll.title,
        "year": poll.year,
        "state": poll.state,
        "rated": row.rated,
        "mine": MINE.get(sign, ""),
        "entitled": row.entitled,
        "returned": row.returned,
        "void_sentence": void_sentence(poll.void_reason),
        "opened_at": poll.opened_at,
        "closed_at": poll.closed_at,
    }


def _numbers(found: BallotResult) -> dict[str, Any]:
    names = ("entitled", "returned", "invalid", "by_phone", "by_slip", "by_paper", "receipts")
    return {name: getattr(found, name) for name in names}


def _line(poll: BallotPoll, found: BallotResult, member_id: str, name: str) -> ResultLine:
    said = rating(poll.grades, found.counts[member_id], found.returned - found.invalid)
    return ResultLine(member_id=member_id, name=name, **said.model_dump())


def rating(grades: list[Any], counts: dict[str, int], base: int) -> Rating:
    """Return one member's line: every grade with how many, of how many, and the rate."""
    marks = [(grade["key"], grade["label"]) for grade in grades] + [(ABSTAIN, "弃权")]
    mean = score(grades, counts)
    return Rating(
        shares=[
            Share(
                key=key,
                label=label,
                count=counts[key],
                of=base,
                percent=two_places(Fraction(100 * counts[key], base)),
            )
            for key, label in marks
        ],
        score=None if mean is None else two_places(mean),
    )
