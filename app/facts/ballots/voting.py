"""Take one sheet in, once, leaving it nowhere but in the urn."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.crypto import keyed_digest
from app.core.db.hops import SECRET
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.facts.ballots import queries
from app.facts.ballots.box import PAPER, SLIP, VOTED, Box, lock_up, locked_poll, unlock
from app.facts.ballots.keys import KeyFolder
from app.facts.ballots.models import BallotPoll
from app.facts.ballots.rules import marks_of, void_sentence
from app.facts.ballots.schemas import SheetIn, SlipSheetIn

#: The sign that keeps a member from voting on the phone → (word, sentence).
BARRED = {
    VOTED: ("already_voted", "您在本次测评中已经投过票，每人只投一次。"),
    SLIP: ("holds_slip", "您已领取测评码，请在自助机上投票。"),
    PAPER: ("holds_paper", "您已领取纸质票，请投入票箱。"),
}
CLOSED = "本次测评的投票已经结束，不再收票。"
TAKEN = "这个回执编号已用于另一张票，请重新打开页面再投。"


def vote(session: Session, actor: Actor, keys: KeyFolder, poll_id: str, sheet: SheetIn) -> None:
    """Take the actor's sheet; one sent again under its receipt counts once and is accepted again.

    Raises:
        Forbidden: ``not_entitled``.
        Conflict: voted before, holds a slip or paper, not open, key lost.
        Invalid: every wrong place of the sheet at once.
    """
    poll, place = begun(session, actor, poll_id)
    if poll.state == "counted":
        _listed(session, poll, sheet.receipt)
        return
    box = unlock(session, poll, keys)
    sign = box.sign(place)
    if box.urn.holds(sheet.receipt):
        if sign != VOTED:
            raise Conflict(TAKEN, word="receipt_taken")
        return
    if sign in BARRED:
        word, sentence = BARRED[sign]
        raise Conflict(sentence, word=word)
    _add(box, sheet)
    box.mark(place, VOTED)
    lock_up(session, box)


def vote_by_slip(session: Session, actor: Actor, keys: KeyFolder, poll_id: str, sheet: SlipSheetIn) -> None:
    """Take a sheet at the kiosk; its slip is burnt and was never anybody's.

    Raises:
        Conflict: ``slip_useless``, not open, key lost.
        Invalid: every wrong place of the sheet at once.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    _not_over(poll)
    if poll.state == "counted":
        _listed(session, poll, sheet.receipt)
        return
    box = unlock(session, poll, keys)
    slip = slip_digest(session, poll, sheet.slip)
    if box.urn.holds(sheet.receipt):
        if slip in box.slips:
            raise Conflict(TAKEN, word="receipt_taken")
        return
    if slip not in box.slips:
        raise Conflict("这个测评码不对，或者已经用过。请核对后再试，或向工作人员换领。", word="slip_useless")
    if box.slips_used >= box.participation.count(SLIP):
        raise Conflict("用过的测评码已与领码人数相等。请工作人员先登记领码的委员。", word="slips_used_up")
    _add(box, sheet)
    box.slips.remove(slip)
    box.slips_used += 1
    lock_up(session, box)


def begun(session: Session, actor: Actor, poll_id: str) -> tuple[BallotPoll, int]:
    """Return a locked poll in which the actor may take part, and the actor's place.

    Raises:
        NotFound: not there, another council's, or not opened yet.
        Forbidden: ``not_entitled``.
        Conflict: it is void.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    if poll.state == "draft":
        raise NotFound()
    place = _place(session, actor, poll_id)
    _not_over(poll)
    return poll, place


def _place(session: Session, actor: Actor, poll_id: str) -> int:
    place = None
    if actor.member_id is not None:
        place = queries.place(session, actor.council_id, poll_id, actor.member_id)
    if place is None:
        raise Forbidden("您不在本次测评的参加名单中，如有疑问请联系办公室。", word="not_entitled")
    return place


def slip_digest(session: Session, poll: BallotPoll, code: str) -> str:
    """Return what is kept of a slip's code, as typed with or without its hyphens."""
    plain = code.upper().replace("-", "").replace(" ", "")
    return keyed_digest(session.info[SECRET], "ballot-slip", f"{poll.id}|{plain}".encode())


def _not_over(poll: BallotPoll) -> None:
    if poll.state == "draft":
        raise Conflict("本次测评还没有开始。", word="not_open")
    if poll.state == "void":
        raise Conflict(f"本次测评已作废。{void_sentence(poll.void_reason)}", word="void")


def _listed(session: Session, poll: BallotPoll, receipt: str) -> None:
    """Accept again what was accepted before the count; anything else is too late."""
    result = queries.result(session, poll.council_id, poll.id)
    if result is None or receipt not in result.receipts:
        raise Conflict(CLOSED, word="closed")


def _add(box: Box, sheet: SheetIn) -> None:
    if box.poll.state != "open":
        raise Conflict(CLOSED, word="closed")
    _check(box, sheet)
    box.urn.add(sheet.marks, sheet.receipt, sheet.text.strip())


def _check(box: Box, sheet: SheetIn) -> None:
    """Refuse a sheet, naming every wrong place; who is missing is told by id, for the page to show."""
    known, allowed = box.urn.counts, set(marks_of(box.poll.grades))
    errors = [
        FieldError(f"marks.{member}", "unknown", "测评表上没有这个人，请刷新后再投。")
        for member in sheet.marks
        if member not in known
    ]
    errors += [
        FieldError(f"marks.{member}", "missing", "还没有评价这个人；不评价的请选“弃权”。")
        for member in known
        if member not in sheet.marks
    ]
    errors += [
        FieldError(f"marks.{member}", "bad_mark", "没有这个等次，请从表上选。")
        for member, mark in sheet.marks.items()
        if member in known and mark not in allowed
    ]
    if sheet.text.strip() and not box.poll.texts_allowed:
        errors.append(FieldError("text", "not_allowed", "本次测评不收文字意见。"))
    if errors:
        raise Invalid(errors=errors)
