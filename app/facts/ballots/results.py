"""What later stages read of a counted poll: a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from app.facts.ballots import queries
from app.facts.ballots.models import BallotPoll, BallotResult
from app.facts.ballots.rules import score
from app.facts.ballots.urn import ABSTAIN


@dataclass(frozen=True, slots=True)
class BallotOutcome:
    """One member's result in one counted poll.

    Args:
        base: How many valid sheets there were; every rate is of these.
        counts: (mark, label, how many) in the order of the sheet, abstention last.
        score: Weighted mean over those who gave a grade, exact; None without weights.
    """

    poll_id: str
    title: str
    year: int
    statement_round_id: str | None
    member_id: str
    base: int
    counts: tuple[tuple[str, str, int], ...]
    score: Fraction | None


def outcomes(session: Session, council_id: str, year: int) -> list[BallotOutcome]:
    """Return every member's result in every counted poll of a year, oldest poll first."""
    return [one for row in queries.results(session, council_id, year) for one in outcomes_of(*row)]


def outcomes_of(poll: BallotPoll, result: BallotResult) -> list[BallotOutcome]:
    """Return every rated member's result in one counted poll; asks no database."""
    found = []
    for member_id, counts in sorted(result.counts.items()):
        lines = [(grade["key"], grade["label"], counts[grade["key"]]) for grade in poll.grades]
        lines.append((ABSTAIN, "弃权", counts[ABSTAIN]))
        found.append(
            BallotOutcome(
                poll_id=poll.id,
                title=poll.title,
                year=poll.year,
                statement_round_id=poll.statement_round_id,
                member_id=member_id,
                base=result.returned - result.invalid,
                counts=tuple(lines),
                score=score(poll.grades, counts),
            )
        )
    return found
