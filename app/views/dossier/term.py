"""All years of one term of a member, side by side."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.council import queries as council
from app.council.models import DutyYear, Term
from app.facts.pledges.schemas import STATE_LABELS
from app.standings.evaluation_year import queries as evaluation
from app.standings.evaluation_year.models import SealedSheet
from app.standings.evaluation_year.sheet import attendance
from app.views.dossier.queries import term as queries
from app.views.dossier.schemas import (
    AttendanceCount,
    PledgeBrief,
    SealedBrief,
    TenureBrief,
    TermDossier,
    TermYear,
)
from app.views.dossier.service import own_member

_KEPT = ("done", "confirmed")


def own(session: Session, actor: Actor, number: int | None) -> TermDossier:
    """Return the caller's own years of a term.

    Raises:
        Forbidden: the seat is not a member's. NotFound: no such term.
    """
    return of(session, actor, own_member(actor), number)


def of(session: Session, actor: Actor, member_id: str, number: int | None) -> TermDossier:
    """Return a member's years of a term: sealed ones from their sheets, others as they stand.

    Args:
        number: Of the term; by default the running one, else the newest.

    Raises:
        NotFound: no such member or term.
    """
    about = (session, actor.council_id, member_id)
    brief = council.brief(*about)
    terms = council.terms(session, actor.council_id)
    if brief is None:
        raise NotFound()
    term = _chosen(terms, number)
    years = queries.years(session, actor.council_id, term.id)
    numbers = [one.year for one in years]
    sheets = {row.year: row for row in evaluation.own_sheets(*about)}
    cards, pledges = queries.cards(*about, numbers), queries.pledges(*about, numbers)
    records: dict[int, list[AnyRow]] = defaultdict(list)
    for row in queries.records(*about, numbers):
        records[row.year].append(row)
    return TermDossier(
        term=term.number,
        terms=[one.number for one in terms],
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        member_id=member_id,
        name=brief.name,
        number=brief.number,
        tenures=[
            TenureBrief(starts_on=one.starts_on, ends_on=one.ends_on, state=one.state)
            for one in queries.tenures(*about, term.id)
        ],
        years=[
            _year(one, sheets.get(one.year), cards.get(one.year), pledges.get(one.year), records[one.year])
            for one in years
        ],
    )


def _chosen(terms: list[Term], number: int | None) -> Term:
    today = clock.today()
    if number is not None:
        found = [one for one in terms if one.number == number]
    else:
        found = [one for one in terms if one.starts_on <= today <= one.ends_on] or terms
    if not found:
        raise NotFound(f"没有第 {number} 届。" if number is not None else "还没有设置届次。")
    return found[0]


def _year(
    year: DutyYear, sheet: SealedSheet | None, card: AnyRow | None, pledge: AnyRow | None, rows: list[AnyRow]
) -> TermYear:
    """Return one year: from the sheet that was kept, else from the ledger and the run in force."""
    said = json.loads(sheet.text) if sheet is not None and sheet.text else None
    plain = {"year": year.year, "starts_on": year.starts_on, "ends_on": year.ends_on, "state": year.state}
    sealed = sheet and SealedBrief(version=sheet.version, digest=sheet.digest, code=sheet.code)
    if said is not None:
        states = [one["state"] for one in said["pledges"]]
        return TermYear(
            **plain,
            points=said["standing"]["points"],
            grade=said["standing"]["grade"],
            chosen=said["standing"]["chosen"],
            records=len(said["records"]),
            attendance=[AttendanceCount(**one) for one in said["attendance"]],
            pledge=_pledge(pledge, states[-1]) if states else None,
            honours=[one["title"] for one in reversed(said["records"]) if one["fact"] == "award"],
            sealed=sealed,
            supplements=said["supplements"],
        )
    counts = attendance([(row.fact, row.type, row.status) for row in rows])
    return TermYear(
        **plain,
        points=card and card.points,
        grade=card.grade if card else "",
        chosen=[],
        records=len(rows),
        attendance=[AttendanceCount(**one) for one in counts],
        pledge=_pledge(pledge, pledge.Pledge.state) if pledge else None,
        honours=[row.title for row in rows if row.fact == "award"],
        sealed=sealed,
        supplements=[],
    )


def _pledge(row: AnyRow | None, state: str) -> PledgeBrief:
    verdict: Any = row.PledgeVerdict if row else None
    items = list(verdict.items.values()) if verdict else []
    kept = sum(one["state"] in _KEPT for one in items)
    return PledgeBrief(state=state, label=STATE_LABELS[state], items=len(items), kept=kept)
