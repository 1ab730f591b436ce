"""What the desk does with a poll before it is counted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid
from app.core.ids import random_id
from app.council import queries as council
from app.facts.activities.due import due_ids
from app.facts.ballots import queries
from app.facts.ballots.box import begin, lock_up, locked_poll, unlock
from app.facts.ballots.keys import KeyFolder
from app.facts.ballots.models import BallotPoll, BallotRated, BallotVoter
from app.facts.ballots.rules import FLOOR, GRADE_SETS
from app.facts.ballots.schemas import HandOutIn, PollIn, SlipsIn, VoidIn
from app.facts.ballots.urn import NOT_YET, PAPER, SLIP
from app.facts.ballots.voting import slip_digest

#: Without letters that look alike; sixteen are 80 bits, and each guess is one answer of the server.
SLIP_LETTERS, SLIP_LENGTH = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16


def make(session: Session, actor: Actor, new: PollIn) -> str:
    """Draft a poll; both lists are frozen now.

    Raises:
        Invalid: unknown members or year, too few entitled; every wrong place at once.
        Conflict: the year is sealed (``year_sealed``).
    """
    errors = []
    year = council.duty_year(session, actor.council_id, new.year)
    if year is not None and year.state == "sealed":
        raise Conflict(f"{new.year} 年度已封存，不能再组织测评。", word="year_sealed")
    if year is None:
        errors.append(FieldError("year", "unknown", f"没有 {new.year} 履职年度，请先设立。"))
    known = council.briefs(session, actor.council_id, new.rated)
    errors += [
        FieldError(f"rated[{index}]", "unknown", "没有这位委员。")
        for index, member in enumerate(new.rated)
        if member not in known
    ]
    entitled: list[str] = []
    try:
        entitled = due_ids(session, actor.council_id, new.entitled, clock.today())
    except Invalid as wrong:
        errors += [
            FieldError(
                one.where.replace("due", "entitled", 1), one.word, one.sentence.replace("应到", "参加")
            )
            for one in wrong.errors
        ]
    if entitled and len(entitled) < FLOOR:
        sentence = f"参加测评的不能少于 {FLOOR} 人，否则结果会使人推知是谁投的。"
        errors.append(FieldError("entitled", "too_few", sentence))
    if errors:
        raise Invalid(errors=errors)
    grades = GRADE_SETS[new.grade_set] if new.grade_set != "own" else []
    poll = _row(actor, title=new.title, year=new.year, quorum=new.quorum, texts_allowed=new.texts_allowed)
    poll.statement_round_id = new.statement_round_id
    poll.grades = [grade.model_dump() for grade in new.grades] or [dict(grade) for grade in grades]
    return _add(session, poll, list(dict.fromkeys(new.rated)), entitled)


def repeat(session: Session, actor: Actor, poll_id: str) -> str:
    """Draft a void poll anew, with the same people and grades.

    Raises:
        Conflict: it is not void, or is repeated already.
    """
    old = locked_poll(session, actor.council_id, poll_id)
    if old.state != "void":
        raise Conflict("只有已作废的测评才能重新组织。", word="not_void")
    if queries.repeated_by(session, actor.council_id, poll_id) is not None:
        raise Conflict("已经为这次测评重新组织过一次，请在列表中查看。", word="already_repeated")
    poll = _row(actor, title=old.title, year=old.year, quorum=old.quorum, texts_allowed=old.texts_allowed)
    poll.statement_round_id, poll.grades, poll.repeats_id = old.statement_round_id, list(old.grades), old.id
    rated = queries.rated(session, actor.council_id, poll_id)
    return _add(session, poll, rated, list(queries.voters(session, actor.council_id, poll_id)))


def _row(actor: Actor, **said: Any) -> BallotPoll:
    now = clock.now()
    return BallotPoll(
        council_id=actor.council_id,
        id=random_id(),
        state="draft",
        void_note="",
        created_by=actor.account_id,
        created_at=now,
        **said,
    )


def _add(session: Session, poll: BallotPoll, rated: Sequence[str], entitled: Sequence[str]) -> str:
    session.add(poll)
    session.flush()
    places = list(range(len(entitled)))
    # The place in the participation is random, and the rows lie in the order of random ids.
    secrets.SystemRandom().shuffle(places)
    for model, members in (
        (BallotRated, list(enumerate(rated))),
        (BallotVoter, list(zip(places, entitled, strict=True))),
    ):
        rows = [
            {
                "council_id": poll.council_id,
                "id": random_id(),
                "poll_id": poll.id,
                "member_id": member,
                "place": place,
            }
            for place, member in members
        ]
        queries.add(session, model, sorted(rows, key=lambda row: str(row["id"])))
    sizes = {"rated": len(rated), "entitled": len(entitled), "year": poll.year}
    audit.record(session, "ballot:make", "ballot", poll.id, after={"title": poll.title, **sizes})
    return poll.id


def open_(session: Session, actor: Actor, keys: KeyFolder, poll_id: str) -> None:
    """Begin to take sheets: a new key, an empty urn.

    Raises:
        Conflict: begun before (``already_open``), over, or there is nowhere to keep a key.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    if poll.state != "draft":
        raise Conflict(
            "这次测评已经开始过，不能重新开始。要重来，请先作废，再重新组织。", word="already_open"
        )
    begin(session, poll, keys)
    poll.state, poll.opened_at = "open", clock.now()
    _told(session, poll, "open", "draft")


def close(session: Session, actor: Actor, poll_id: str) -> None:
    """Stop taking sheets; nothing is counted yet.

    Raises:
        Conflict: ``not_open`` (somebody else closed it, too).
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    must_be_open(poll)
    poll.state, poll.closed_at = "closed", clock.now()
    _told(session, poll, "close", "open")


def void(session: Session, actor: Actor, keys: KeyFolder, poll_id: str, said: VoidIn) -> None:
    """Give a poll up before it was counted; what is in the urn is never known.

    Raises:
        Conflict: counted, or void already.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    if poll.state in ("counted", "void"):
        what = "已经计票" if poll.state == "counted" else "已经作废"
        raise Conflict(f"这次测评{what}，不能作废。", word="already_ended")
    reason = "decided"
    if poll.state != "draft":
        try:
            unlock(session, poll, keys)
        except Conflict as broken:
            reason = broken.word
    end_void(session, poll, reason, said.note)


def end_void(session: Session, poll: BallotPoll, reason: str, note: str = "") -> None:
    """Make a locked poll void; its urn goes."""
    before, poll.state, poll.void_reason, poll.void_note = poll.state, "void", reason, note
    poll.ended_at = clock.now()
    queries.remove_urn(session, poll.council_id, poll.id)
    _told(session, poll, "void", before, void_reason=reason)


def hand_out(session: Session, actor: Actor, keys: KeyFolder, poll_id: str, said: HandOutIn) -> None:
    """Note who was handed a slip or paper, and so cannot vote on the phone; ``none`` takes it back.

    Raises:
        Invalid: somebody is not entitled (``not_entitled``), has voted or holds something else.
        Conflict: not open; a slip or paper in use cannot be taken back.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    must_be_open(poll)
    box = unlock(session, poll, keys)
    places = queries.voters(session, actor.council_id, poll_id)
    sign = {"slip": SLIP, "paper": PAPER, "none": NOT_YET}[said.what]
    free = (SLIP, PAPER) if sign == NOT_YET else (NOT_YET, sign)
    errors = []
    for index, member in enumerate(said.member_ids):
        place = places.get(member)
        where = f"member_ids[{index}]"
        if place is None:
            errors.append(FieldError(where, "not_entitled", "不在参加名单中。"))
        elif box.sign(place) not in free:
            sentence = "没有领过，不必收回。" if sign == NOT_YET else "已经投票，或已领取另一种票。"
            errors.append(FieldError(where, "not_free", sentence))
        else:
            box.mark(place, sign)
    if errors:
        raise Invalid(errors=errors)
    if box.participation.count(SLIP) < box.slips_used:
        raise Conflict("已用过的测评码多于剩下的领码人数，不能收回。", word="slips_used_up")
    lock_up(session, box)
    after = {"what": said.what, "count": len(said.member_ids)}
    audit.record(session, "ballot:hand_out", "ballot", poll.id, after=after)


def make_slips(session: Session, actor: Actor, keys: KeyFolder, poll_id: str, said: SlipsIn) -> list[str]:
    """Return codes to be printed now and handed out in any order; only their digests are kept.

    Raises:
        Conflict: not open, or more slips than entitled.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    must_be_open(poll)
    box = unlock(session, poll, keys)
    if len(box.slips) + box.slips_used + said.count > 2 * len(box.participation):
        raise Conflict("未用的测评码已经足够，请先用完已打印的。", word="enough_slips")
    codes = ["".join(secrets.choice(SLIP_LETTERS) for _ in range(SLIP_LENGTH)) for _ in range(said.count)]
    box.slips = sorted([*box.slips, *(slip_digest(session, poll, code) for code in codes)])
    lock_up(session, box)
    audit.record(session, "ballot:print_slips", "ballot", poll.id, after={"count": said.count})
    return ["-".join(code[n : n + 4] for n in range(0, SLIP_LENGTH, 4)) for code in codes]


def must_be_open(poll: BallotPoll) -> None:
    """Refuse what only an open poll allows.

    Raises:
        Conflict: ``not_open``.
    """
    if poll.state != "open":
        raise Conflict("这次测评不在投票中（还没有开始，或已经结束），请刷新后查看。", word="not_open")


def _told(session: Session, poll: BallotPoll, verb: str, before: str, **more: str) -> None:
    session.flush()
    after = {"state": poll.state, **more}
    audit.record(session, f"ballot:{verb}", "ballot", poll.id, before={"state": before}, after=after)
