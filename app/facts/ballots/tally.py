"""Paper entered by two, the count, and the end of the key."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.crypto import canonical, digest
from app.core.db.guard import COUNCIL
from app.core.errors import Conflict, FieldError, Invalid
from app.core.ids import random_id
from app.facts.ballots import queries
from app.facts.ballots.box import Box, lock_up, locked_poll, unlock
from app.facts.ballots.keys import KeyFolder
from app.facts.ballots.models import BallotPoll, BallotResult
from app.facts.ballots.polls import end_void
from app.facts.ballots.rules import marks_of, verdict
from app.facts.ballots.schemas import PaperCountIn
from app.facts.ballots.urn import PAPER, VOTED, Paper


def enter_paper(session: Session, actor: Actor, keys: KeyFolder, poll_id: str, said: PaperCountIn) -> bool:
    """Take counted paper; True once a second person has entered the same figures.

    What the first one entered lies in the urn and is shown to nobody.

    Raises:
        Conflict: not closed; ``paper_differs`` (the lines that differ are named, not the figures).
        Invalid: figures that do not add up, every line at once.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    must_be_closed(poll)
    box = unlock(session, poll, keys)
    _adds_up(box, said)
    mine = Paper(said.returned, said.invalid, said.counts, actor.account_id)
    first = box.urn.paper
    if first is None or first.confirmed or first.by == actor.account_id:
        box.urn.paper = mine
    elif first.same(mine):
        first.confirmed = True
    else:
        _differs(first, mine)
    lock_up(session, box)
    confirmed = bool(box.urn.paper and box.urn.paper.confirmed)
    audit.record(session, "ballot:enter_paper", "ballot", poll.id, after={"confirmed": confirmed})
    return confirmed


def _adds_up(box: Box, said: PaperCountIn) -> None:
    errors = []
    if said.invalid > said.returned:
        errors.append(FieldError("invalid", "too_many", "废票不能多于收回的票。"))
    allowed, valid = set(marks_of(box.poll.grades)), said.returned - said.invalid
    for member in said.counts.keys() | box.urn.counts.keys():
        where, marks = f"counts.{member}", said.counts.get(member)
        if member not in box.urn.counts:
            errors.append(FieldError(where, "unknown", "测评表上没有这个人。"))
        elif marks is None or set(marks) != allowed:
            errors.append(FieldError(where, "missing", "每个等次（含弃权）都要填写票数，没有的填 0。"))
        elif sum(marks.values()) != valid:
            errors.append(FieldError(where, "wrong_sum", f"各等次票数之和应为有效票数 {max(valid, 0)}。"))
    if errors:
        raise Invalid(errors=sorted(errors, key=lambda one: one.where))


def _differs(first: Paper, second: Paper) -> None:
    errors = [
        FieldError(name, "differs", "与第一人录入的不同。")
        for name in ("returned", "invalid")
        if getattr(first, name) != getattr(second, name)
    ]
    errors += [
        FieldError(f"counts.{member}", "differs", "与第一人录入的不同。")
        for member in sorted(second.counts)
        if first.counts[member] != second.counts[member]
    ]
    raise Conflict(
        "与第一人录入的票数不同，请两人重新清点；需要改第一次录入的，由第一人重新录入。",
        word="paper_differs",
        errors=errors,
    )


def count(session: Session, actor: Actor, keys: KeyFolder, poll_id: str) -> str:
    """Open the urn for the last time: a result, or void by the rules; return the new state.

    Raises:
        Conflict: not closed, paper missing or not confirmed, key lost.
    """
    poll = locked_poll(session, actor.council_id, poll_id)
    must_be_closed(poll)
    box = unlock(session, poll, keys)
    paper, handed = box.urn.paper, box.participation.count(PAPER)
    if paper is None and handed:
        raise Conflict(
            f"还有 {handed} 张纸质票没有录入票数，请先录入（一张未收回的也要录入 0）。", word="paper_missing"
        )
    if paper is not None and not paper.confirmed:
        raise Conflict("纸质票只有一人录入，须由第二人录入相同票数后才能计票。", word="paper_unconfirmed")
    returned, invalid = (paper.returned, paper.invalid) if paper else (0, 0)
    issued = len(box.participation)
    reason = verdict(poll.quorum, issued, box.urn.sheets, returned, returned - invalid, handed)
    if reason:
        end_void(session, poll, reason)
        return poll.state
    result = _result(box, returned, invalid)
    session.add(result)
    poll.state, poll.ended_at = "counted", clock.now()
    queries.remove_urn(session, poll.council_id, poll.id)
    session.flush()
    said = {"state": "counted", "entitled": issued, "returned": result.returned}
    told = [result.counts, result.receipts, result.texts]
    after = {**said, "digest": digest(canonical(told))}
    audit.record(session, "ballot:count", "ballot", poll.id, before={"state": "closed"}, after=after)
    return poll.state


def _result(box: Box, returned: int, invalid: int) -> BallotResult:
    urn, texts = box.urn, list(box.urn.texts)
    secrets.SystemRandom().shuffle(texts)
    counts = {
        member: {
            mark: number + (urn.paper.counts[member][mark] if urn.paper else 0)
            for mark, number in marks.items()
        }
        for member, marks in urn.counts.items()
    }
    return BallotResult(
        council_id=box.poll.council_id,
        id=random_id(),
        poll_id=box.poll.id,
        entitled=len(box.participation),
        returned=urn.sheets + returned,
        invalid=invalid,
        by_phone=box.participation.count(VOTED),
        by_slip=box.slips_used,
        by_paper=returned,
        counts=counts,
        receipts=sorted(one.hex() for one in urn.receipts),
        texts=texts,
    )


def must_be_closed(poll: BallotPoll) -> None:
    """Refuse what waits for the end of voting and comes before the count.

    Raises:
        Conflict: with the word of the state.
    """
    if poll.state == "closed":
        return
    sentence, word = {
        "draft": ("这次测评还没有开始。", "not_open"),
        "open": ("投票还没有结束，请先结束投票。", "still_open"),
        "counted": ("这次测评已经计票。", "already_ended"),
        "void": ("这次测评已经作废。", "already_ended"),
    }[poll.state]
    raise Conflict(sentence, word=word)


def destroy_key(session: Session, poll_id: str, *, keys: KeyFolder) -> None:
    """Destroy the key of a poll that has ended, and write down that it is gone.

    Runs after the ending is on disk: a key that went first would take the result along in a crash.
    """
    council_id = session.info[COUNCIL]
    poll = queries.poll(session, council_id, poll_id)
    if poll is None or poll.state not in ("counted", "void") or poll.opened_at is None:
        return
    keys.destroy(council_id, poll_id)
    if queries.note_key_destroyed(session, council_id, poll_id, clock.now()):
        audit.record(session, "ballot:destroy_key", "ballot", poll_id)


def useless_keys(session: Session) -> list[str]:
    """Return the bound council's polls that have ended and still have a key, after a crash."""
    return queries.with_useless_key(session, session.info[COUNCIL])
