"""Notices of ballots: the result on the member is there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Select, and_, cast

from app.facts.ballots.models import BallotPoll, BallotRated
from app.views.notices.queries.notice import COUNCIL, MEMBER, notice


def counted() -> Select[Any]:
    """Counted polls in which the member was rated; what they said stands in the dossier."""
    return (
        notice(
            BallotPoll.ended_at,
            BallotRated.id,
            "ballot_counted",
            BallotPoll.id,
            "ballot",
            title=BallotPoll.title,
            number=cast(BallotPoll.year, BigInteger),
            reason="测评已计票，请在履职档案中查看对您的评价。",
        )
        .join(
            BallotPoll,
            and_(BallotPoll.council_id == BallotRated.council_id, BallotPoll.id == BallotRated.poll_id),
        )
        .where(
            BallotRated.council_id == COUNCIL,
            BallotRated.member_id == MEMBER,
            BallotPoll.state == "counted",
        )
    )
