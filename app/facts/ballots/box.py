"""Opens a poll's urn with its key, and closes it again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.errors import Conflict, NotFound
from app.core.ids import random_id
from app.facts.ballots import queries
from app.facts.ballots.keys import KeyFolder, KeyMissing
from app.facts.ballots.models import BallotPoll, BallotUrn
from app.facts.ballots.rules import marks_of
from app.facts.ballots.urn import NOT_YET, PAPER, SLIP, VOTED, BrokenUrn, Urn, bound_to, empty, seal, unseal

NEXT = "请办公室把本次测评作废后重新组织。"


@dataclass(slots=True)
class Box:
    """An open urn with what stands beside it in clear."""

    poll: BallotPoll
    participation: str
    slips: list[str]
    slips_used: int
    urn: Urn
    key: bytes

    def sign(self, place: int) -> str:
        """Return the sign of an entitled member."""
        return self.participation[place]

    def mark(self, place: int, sign: str) -> None:
        """Change the sign of an entitled member."""
        self.participation = self.participation[:place] + sign + self.participation[place + 1 :]

    def whole(self) -> bool:
        """Tell whether sheets, receipts, counts and participants agree."""
        sheets = self.participation.count(VOTED) + self.slips_used
        sums = {sum(marks.values()) for marks in self.urn.counts.values()}
        return sums | {self.urn.sheets, len(self.urn.receipts)} == {sheets}


def locked_poll(session: Session, council_id: str, poll_id: str) -> BallotPoll:
    """Return a poll, locked until the end of the transaction.

    Raises:
        NotFound: not there, or another council's.
    """
    poll = queries.poll(session, council_id, poll_id, lock=True)
    if poll is None:
        raise NotFound()
    return poll


def begin(session: Session, poll: BallotPoll, keys: KeyFolder) -> None:
    """Make the key and the empty urn of a poll that opens."""
    members = queries.rated(session, poll.council_id, poll.id)
    entitled = len(queries.voters(session, poll.council_id, poll.id))
    urn = empty(members, marks_of(poll.grades), entitled, texts_allowed=poll.texts_allowed)
    key = keys.make(poll.council_id, poll.id)
    box = Box(poll, NOT_YET * entitled, [], 0, urn, key)
    row = {"council_id": poll.council_id, "id": random_id(), "poll_id": poll.id, **_values(box)}
    queries.add(session, BallotUrn, [row])


def unlock(session: Session, poll: BallotPoll, keys: KeyFolder) -> Box:
    """Return the open urn of a locked poll that has begun and not ended.

    Raises:
        Conflict: ``key_lost`` or ``urn_broken``; nothing can be voted or counted any more.
    """
    row = queries.urn(session, poll.council_id, poll.id)
    assert row is not None, "a poll that has begun has an urn"
    try:
        key = keys.get(poll.council_id, poll.id)
        place = bound_to(poll.council_id, poll.id, row.participation, row.slips, row.slips_used)
        capacity = len(row.participation)
        urn = unseal(row.sealed, key, place, capacity, texts_allowed=poll.texts_allowed)
    except KeyMissing:
        raise Conflict(f"测评密钥缺失，票箱无法打开。{NEXT}", word="key_lost") from None
    except BrokenUrn:
        raise Conflict(f"测评密钥与票箱不符，票箱无法打开。{NEXT}", word="urn_broken") from None
    box = Box(poll, row.participation, list(row.slips), row.slips_used, urn, key)
    if not box.whole():
        raise Conflict(f"票数与已投票人数不符，票箱不可信。{NEXT}", word="urn_broken")
    return box


def lock_up(session: Session, box: Box) -> None:
    """Write the urn and who has voted in one row, with one statement."""
    queries.write_urn(session, box.poll.council_id, box.poll.id, _values(box))


def _values(box: Box) -> dict[str, object]:
    poll = box.poll
    place = bound_to(poll.council_id, poll.id, box.participation, box.slips, box.slips_used)
    return {
        "participation": box.participation,
        "slips": box.slips,
        "slips_used": box.slips_used,
        "sealed": seal(box.urn, box.key, place),
    }


__all__ = ["PAPER", "SLIP", "VOTED", "Box", "begin", "lock_up", "locked_poll", "unlock"]
