"""One pledge in full: progress, records, the days on which it turned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.clock import beijing_date
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.council import queries as council
from app.facts.pledges import queries as pledges
from app.facts.pledges import views as papers
from app.facts.pledges.models import VERDICTS
from app.facts.pledges.policy import TRANSITIONS, VERBS, keeps
from app.facts.pledges.schemas import PledgePaper
from app.facts.pledges.text import read
from app.standings.pledges import queries
from app.standings.pledges.basis import Counter, basis_of, counter_of, scheduled
from app.standings.pledges.calendar import due, there
from app.standings.pledges.outlook import Asked, Due, Kept, turns, verified
from app.standings.pledges.progress import VERDICT_LABELS, Standing, proposal, standing
from app.standings.pledges.schemas import (
    PledgeOut,
    PledgeProgress,
    PledgeRecord,
    PledgeTurn,
    PledgeVerdictOut,
)

_SIGNERS = ("adapt", "sign", "amend", "evidence")


def own(session: Session, actor: Actor, year: int | None) -> list[PledgeOut]:
    """Return the caller's pledges, those of groups that they convene too, the newest year first."""
    if year is None:
        found = council.duty_year_on(session, actor.council_id, clock.today())
        year = found.year if found else None
    mine = (actor, clock.today())
    rows = pledges.listed(session, actor.council_id, year=year, mine_of=mine) if actor.member_id else []
    return full(session, actor, rows)


def show(session: Session, actor: Actor, pledge_id: str) -> PledgeOut:
    """Return one pledge.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    if pledges.pledge(session, actor, pledge_id, clock.today()) is None:
        raise NotFound()
    return full(session, actor, pledges.listed(session, actor.council_id, ids=[pledge_id]))[0]


def of_member(session: Session, actor: Actor, member_id: str) -> list[PledgeOut]:
    """Return every pledge of a member, for the dossier (践诺情况表).

    Raises:
        NotFound: the council has no such member.
    """
    council.require_member(session, actor.council_id, member_id)
    rows = pledges.listed(session, actor.council_id, member_id=member_id)
    return full(session, actor, rows)


def full(session: Session, actor: Actor, rows: Sequence[AnyRow]) -> list[PledgeOut]:
    """Return pledges, as ``pledges.queries.listed`` finds them, with everything about their progress."""
    shown = papers.papers(session, actor.council_id, rows) if rows else []
    ids = [row[0].id for row in rows]
    verdicts: dict[str, Any] = {
        one.pledge_id: one for one in pledges.verdicts(session, actor.council_id, ids)
    }
    mine = set()
    if actor.member_id and actor.may("pledge:sign"):
        owned = pledges.listed(session, actor.council_id, ids=ids, mine_of=(actor, clock.today()))
        mine = {row[0].id for row in owned}
    return [
        _out(session, actor, row, paper, verdicts.get(paper.id), paper.id in mine)
        for row, paper in zip(rows, shown, strict=True)
    ]


def _out(
    session: Session, actor: Actor, row: AnyRow, paper: PledgePaper, verdict: Any, mine: bool
) -> PledgeOut:
    pledge, template = row[0], row[1]
    basis = basis_of(session, pledge.council_id, pledge.year, [pledge])
    subject = str(pledge.member_id or pledge.unit_id)
    found = standing(basis, subject, paper.document, paper.notes, template.intake_until)
    _turn(session, pledge, paper, found, basis.today)
    judged = pledge.state in ("closing", *VERDICTS)
    return PledgeOut(
        **paper.model_dump(),
        months=found.service.months,
        of_months=found.service.whole,
        until=found.until,
        items=found.items,
        done=found.done,
        proposal=proposal(found) if judged else None,
        verdict=None
        if verdict is None
        else PledgeVerdictOut(
            verdict=verdict.verdict,
            label=VERDICT_LABELS[verdict.verdict],
            proposed=verdict.proposed,
            reason=verdict.reason,
            decided_at=verdict.decided_at,
        ),
        may=_may(actor, pledge, template, mine),
    )


def _may(actor: Actor, pledge: Any, template: Any, mine: bool) -> list[str]:
    verbs = [verb for verb in VERBS if verb in TRANSITIONS[pledge.state]]
    if template.state != "issued" or clock.today() > template.amend_until:
        verbs = [verb for verb in verbs if verb != "amend"]
    decides = (
        actor.may("pledge:decide")
        and keeps(actor, template.section_id)
        and not mine
        and (actor.member_id is None or actor.member_id != pledge.member_id)
    )
    return [verb for verb in verbs if (mine if verb in _SIGNERS else decides)]


def _turn(session: Session, pledge: Any, paper: PledgePaper, found: Standing, today: Any) -> None:
    """Add to every counted item its records and the days on which it turned."""
    counter = counter_of(paper.document)
    rows = queries.history(session, pledge.council_id, pledge.year, pledge.member_id, pledge.unit_id)
    records = [
        (
            row,
            Kept(
                (row[0], row[1], row[2], *tuple(row)[-6:]),
                beijing_date(row.posted_at),
                beijing_date(row.reversed_at) if row.reversed_at else None,
            ),
        )
        for row in rows
    ]
    ahead = _ahead(session, pledge, counter, found) if pledge.member_id else []
    signed = pledges.texts(session, pledge.council_id, [pledge.id])
    asked_since = [(beijing_date(one[0].signed_at), read(one[0].document)) for one in signed]
    for item in found.items:
        if not item.measured:
            continue
        item.records = [
            PledgeRecord(id=str(row[0]), claim_id=row.claim_id, title=row.title, occurred_on=row[1])
            for row, one in records
            if one.reversed is None
            and str(row[1]) <= found.until.isoformat()
            and counter.looks_at(item.id, one.row)
        ]
        if not asked_since:
            continue
        targets = tuple(
            (day, found.service.target(next(one.target or 1 for one in text.items if one.id == item.id)))
            for day, text in asked_since
        )
        said = counter.items[item.id]
        asked = Asked(counter.of(item.id), targets, scheduled(said), found.until)
        kept = [one for _, one in records]
        item.turns = [
            PledgeTurn(on=turn.on, impossible=turn.impossible, sentence=_sentence(item, asked, kept, turn))
            for turn in turns(asked, kept, ahead, targets[0][0], today)
        ]


def _ahead(session: Session, pledge: Any, counter: Counter, found: Standing) -> list[Due]:
    wanted = [word for word, item in counter.items.items() if scheduled(item)]
    if not wanted:
        return []
    year = council.duty_year(session, pledge.council_id, pledge.year)
    assert year is not None
    calendar = queries.calendar(session, pledge.council_id, pledge.member_id, year.starts_on, year.ends_on)
    rows = [
        row
        for row in calendar
        if any(
            counter.looks_at(
                word,
                there(
                    row.sitting_id, row.activity_id, row.kind, row.consultation, row.half_days,
                    beijing_date(row.starts_at),
                ),
            )
            for word in wanted
        )
    ]  # fmt: skip
    ids = sorted({row.sitting_id for row in rows} | {row.activity_id for row in rows})
    course = queries.course(session, pledge.council_id, ids) if ids else []
    return due(rows, course, pledge.member_id)


def _sentence(item: PledgeProgress, asked: Asked, kept: Sequence[Kept], turn: Any) -> str:
    day = f"{turn.on.month}月{turn.on.day}日起"
    count, target = verified(asked, kept, turn.on), asked.target(turn.on)
    if turn.impossible:
        return f"{day}已不可能达成：当时已核实 {count}{item.unit}，目标 {target}{item.unit}。"
    return f"{day}又有可能达成：当时已核实 {count}{item.unit}，目标 {target}{item.unit}。"
