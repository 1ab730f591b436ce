"""The running year's secret ballot, open to nine members."""

from __future__ import annotations

from datetime import date

from app.demo.desk import Bench
from app.demo.people import STANDING, Roster
from app.demo.present import cast
from app.facts.activities.schemas import DueRule
from app.facts.ballots.keys import KeyFolder
from app.facts.ballots.polls import make, open_
from app.facts.ballots.schemas import PollIn

RATED, OTHERS = 4, 6


def lay_out(bench: Bench, roster: Roster, year: int, today: date, keys: KeyFolder) -> None:
    """Open a ballot on four standing members, to those whose accounts the demo shows and six more."""
    shown = cast(roster, today)
    standing = [one for one in roster.holding(STANDING, today) if one not in shown][:RATED]
    apart = {one.number for one in (*shown, *standing)}
    more = [one for one in roster.on(today) if one.number not in apart][:OTHERS]
    poll = PollIn(
        title=f"{year} 年度常委述职测评",
        year=year,
        rated=[bench.members[one.number] for one in standing],
        entitled=DueRule(rule="members", member_ids=[bench.members[one.number] for one in (*shown, *more)]),
        texts_allowed=True,
    )
    bench.by("bangongshi", open_, keys, bench.by("bangongshi", make, poll))
