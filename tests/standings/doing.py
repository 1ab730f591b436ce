"""Really does what was only predicted: enters it, verifies it, reads the score again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.audit import AUTHOR, Author
from app.core.db import Database
from app.core.ids import new_id
from app.council.queries import duty_year, member_ids_between, units
from app.facts.activities.models import Sitting
from app.facts.activities.schemas import ActivityIn, DueRule, SittingIn
from app.facts.activities.service import convene
from app.facts.attendance.schemas import RollLine
from app.facts.contributions.service import NewContribution
from app.facts.contributions.service import add_many as contribute
from app.facts.doable import Doable
from app.facts.opinions.service import NewAdoption, NewInstruction, NewOpinion
from app.facts.opinions.service import add_many as report
from app.facts.proposals.service import NewProposal
from app.facts.proposals.service import add_many as propose
from app.ledger import roll, verification
from app.scoring.engine import score_rows
from app.standings.score import basis_of, of_member
from app.standings.what_if import reachable


@dataclass(frozen=True)
class Pair:
    """A member, a deed, and what the deed was said to bring."""

    member_id: str
    other_id: str
    deed: Doable
    item: str
    before: Fraction
    adds: Fraction


class _Undo(Exception):
    """Takes back what was really done, once its score is read."""

    def __init__(self, total: Fraction) -> None:
        super().__init__()
        self.total = total


def predictions(db: Database, council_id: str, year: int, chance: random.Random, count: int) -> list[Pair]:
    """Return up to ``count`` different (member, deed) pairs, deeds that add nothing among them."""

    def work(session: Session) -> list[Pair]:
        row = duty_year(session, council_id, year)
        assert row is not None
        members = member_ids_between(session, council_id, row.starts_on, row.ends_on)
        found: list[Pair] = []
        for member_id in chance.sample(members, min(len(members), count)):
            basis = basis_of(session, council_id, member_id, year)
            base = score_rows(basis.scheme, basis.subject, basis.entries)
            other = next(one for one in members if one != member_id)
            found += [
                Pair(member_id, other, one.deed, one.line.id if one.line else "", base.total, one.adds)
                for one in reachable(basis, base)
            ]
        return chance.sample(found, min(len(found), count))

    return db.read_now(work, council=council_id)  # type: ignore[no-any-return]


def differing(db: Database, council_id: str, year: int, pairs: Sequence[Pair]) -> list[str]:
    """Return where a deed really brings something else than predicted; every deed is taken back."""
    found = []
    for pair in pairs:
        try:
            db.write_now(_really, pair, year, council=council_id)
        except _Undo as undone:
            gained = undone.total - pair.before
            if gained != pair.adds:
                found.append(f"{pair.member_id} {pair.deed.word}: {pair.adds} was said, {gained} came")
    return found


def _really(session: Session, pair: Pair, year: int) -> None:
    do(session, pair)
    raise _Undo(Fraction(of_member(session, session.info["council"], pair.member_id, year).total))


def do(session: Session, pair: Pair) -> None:
    """Enter a deed as one clerk and verify it as another, by the services that everybody uses."""
    council_id = session.info["council"]
    section = units(session, council_id, "section")[0].id
    clerk, second = _clerk(council_id, section), _clerk(council_id, section)
    session.info[AUTHOR] = Author(clerk.account_id, clerk.seat_id)
    deed, day = pair.deed, pair.deed.posting.occurred_on
    if deed.kind == "attendance":
        _attend(session, clerk, pair)
        return
    enter = _ENTER.get(deed.kind, _contribute)
    claim_id = enter(session, clerk, section, pair, day)
    session.info[AUTHOR] = Author(second.account_id, second.seat_id)
    verification.verify(session, second, claim_id)


def _clerk(council_id: str, section: str) -> Actor:
    roles = frozenset({"secretariat", "section_clerk"})
    return Actor(new_id(), new_id(), council_id, new_id(), None, section, roles)


def _attend(session: Session, clerk: Actor, pair: Pair) -> None:
    traits = pair.deed.traits
    activity_id = _convene(session, clerk, pair, traits["activity"], traits.get("consultation", False))
    sitting = session.scalars(
        select(Sitting.id).where(Sitting.council_id == clerk.council_id, Sitting.activity_id == activity_id)
    ).one()
    roll.keep_and_close(session, clerk, sitting, [RollLine(member_id=pair.member_id, status="present")])


def _convene(session: Session, clerk: Actor, pair: Pair, kind: str, consultation: bool) -> str:
    day = pair.deed.posting.occurred_on
    # The first minute of the day: a roll closes only once its sitting has begun, at night too.
    starts = clock.start_of(day)
    body = ActivityIn(
        title="试做一次",
        kind=kind,  # type: ignore[arg-type]
        consultation=consultation,
        sittings=[SittingIn(starts_at=starts, ends_at=starts + timedelta(hours=2))],
        due=DueRule(rule="members", member_ids=[pair.member_id]),
    )
    return convene(session, clerk, body)


def _propose(session: Session, clerk: Actor, section: str, pair: Pair, day: date) -> str:
    deed, traits = pair.deed, pair.deed.traits
    leads = deed.role != "joint_participant"
    form = "joint" if not leads else deed.role
    lead, other = (pair.member_id, pair.other_id) if leads else (pair.other_id, pair.member_id)
    new = NewProposal(
        title="试提一件",
        body="案由、分析、建议。",
        section_id=section,
        occurred_on=day,
        form=form,
        member_id=lead,
        shares=((lead, "lead"),) if form == "personal" else ((lead, "lead"), (other, "participant")),
        livelihood=traits.get("livelihood", False),
        plenary=traits.get("plenary", False),
        filing=traits.get("filing", "pending"),
        outcomes=(traits["outcomes"],) if "outcomes" in traits else (),
        process_satisfaction=traits.get("process_satisfaction", "unrated"),
        result_satisfaction=traits.get("result_satisfaction", "unrated"),
    )
    return propose(session, clerk, [new])[0]


def _report(session: Session, clerk: Actor, section: str, pair: Pair, day: date) -> str:
    traits, leads = pair.deed.traits, pair.deed.role == "author"
    new = NewOpinion(
        title="试报一条",
        body="情况和建议。",
        section_id=section,
        occurred_on=day,
        member_id=pair.member_id if leads else pair.other_id,
        shares=() if leads else ((pair.member_id, "participant"),),
        urgent=traits.get("urgent", False),
        adoptions=(NewAdoption(traits["adopted"], day),) if "adopted" in traits else (),
        instructions=(NewInstruction(traits["instructed"], day),) if "instructed" in traits else (),
    )
    return report(session, clerk, [new])[0]


def _contribute(session: Session, clerk: Actor, section: str, pair: Pair, day: date) -> str:
    data: dict[str, Any] = dict(pair.deed.data)
    if "linked_member_id" in data:
        data["linked_member_id"] = pair.other_id
    if data.get("from_activity"):
        data["from_activity"] = _convene(session, clerk, pair, "consultation", True)
    new = NewContribution(
        kind=pair.deed.kind,
        title="试做一件",
        section_id=section,
        occurred_on=day,
        data=data,
        member_id=pair.member_id,
    )
    return contribute(session, clerk, [new])[0]


_ENTER = {"proposal": _propose, "opinion": _report}
