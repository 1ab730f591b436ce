"""Gathers a duty year in a bounded number of statements."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import NotFound
from app.council import labels
from app.council import queries as council
from app.facts.ballots.results import BallotOutcome, outcomes
from app.facts.ballots.rules import two_places
from app.facts.pledges.schemas import STATE_LABELS as PLEDGE_STATE
from app.facts.statements.schemas import STATE_LABELS as STATEMENT_STATE
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.standings import queries as standings
from app.standings.bodies import views as bodies
from app.standings.models import Run
from app.standings.year import the_year
from app.views.my_data.words import said, type_said
from app.views.pack import queries
from app.views.pack.counts import MEETINGS, counted, heading_of
from app.views.pack.values import Came, Due, Frozen, Marked, MemberYear, Noted, Promised, Scored
from app.views.turnout import service as turnout

ITEM_STATE = {"done": "完成", "confirmed": "完成", "waiting": "佐证待确认", "returned": "佐证被退回"}


def run_of(session: Session, council_id: str, year: int) -> Run:
    """Return the run in force of a year.

    Raises:
        NotFound: there is none.
    """
    run = standings.in_force(session, council_id, year)
    if run is None:
        raise NotFound(f"{year} 年度还没有生效的考核结果，不能制作材料。", word="no_run_in_force")
    return run


def gather(
    session: Session, actor: Actor, run: Run, at: datetime, *, sanctions: bool, only: str | None = None
) -> Frozen:
    """Return a duty year as its run in force, the ledger up to its cut-off and the rolls say it.

    Args:
        at: When the pack was begun; stands on every paper.
        sanctions: With those whom the rule book wants to be talked to.
        only: The one member that is meant; tables of everybody stay empty.
    """
    council_id = actor.council_id
    year = the_year(session, council_id, run.year)
    span = (year.starts_on, year.ends_on)
    scheme_row = schemes.document(session, council_id, run.scheme_id)
    assert scheme_row is not None
    scheme = compiled(scheme_row.digest, scheme_row.text).scheme
    titles = {section.id: section.title for section in scheme.sections}
    records: dict[str, list[Any]] = defaultdict(list)
    for row in queries.records(session, council_id, run.year, run.ledger_seq, only):
        records[row.member_id].append(row)
    basis = _Basis(
        titles=titles,
        records=records,
        came=turnout.of_members(session, council_id, *span),
        units=_units(queries.placed(session, council_id, year.ends_on)),
        posts=_posts(queries.posts(session, council_id, year.ends_on)),
        pledges={row[0].member_id: row for row in queries.pledges(session, council_id, run.year)},
        statements=queries.statements(session, council_id, run.year),
        ballots=_ballots(outcomes(session, council_id, run.year)),
        due=_due(session, actor, run) if sanctions else {},
    )
    us = council.council(session, council_id)
    return Frozen(
        council=us.name,
        year=run.year,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        made_at=at,
        made_by=queries.account_name(session, actor.account_id),
        run_id=run.id,
        ledger_seq=run.ledger_seq,
        result_digest=run.result_digest,
        scheme=scheme_row.title,
        scheme_digest=run.scheme_digest,
        announced=queries.publicity(session, council_id, run.year) == "named",
        sanctions=sanctions,
        sittings=() if only else _table(session, actor, span, "sitting"),
        sectors=() if only else _table(session, actor, span, "sector"),
        members=tuple(
            basis.member(row[0], row[1]) for row in queries.people(session, council_id, run.id, only)
        ),
    )


def of_one(session: Session, actor: Actor, year: int, member_id: str) -> tuple[Frozen, MemberYear]:
    """Return a member's year alone, as the pack would say it now.

    Raises:
        NotFound: no run of the year is in force, or the member is not in it.
    """
    frozen = gather(
        session, actor, run_of(session, actor.council_id, year), clock.now(), sanctions=False, only=member_id
    )
    if not frozen.members:
        raise NotFound(f"{year} 年度的考核结果中没有这位委员。")
    return frozen, frozen.members[0]


class _Basis:
    """What is known of everybody, by member id."""

    def __init__(self, **known: Any) -> None:
        self.known = known

    def member(self, member: Any, card: Any) -> MemberYear:
        """Return one member's year."""
        known = self.known
        rows = known["records"].get(member.id, [])
        trace = json.loads(card.trace)
        kinds, whole = _attendance(known["came"].get(member.id, {}))
        units = known["units"].get(member.id, {})
        pledge, verdict = known["pledges"].get(member.id, (None, None))
        numbers = {row.id: row.seq for row in rows}
        return MemberYear(
            id=member.id,
            number=member.number,
            name=member.name,
            sex=labels.SEX.get(member.sex, ""),
            ethnic_group=member.ethnic_group,
            party=member.party,
            education=member.education,
            employer=member.employer,
            title=member.title,
            speciality=member.speciality,
            posts=known["posts"].get(member.id, ""),
            sector=units.get("sector", ""),
            units="、".join(name for kind, name in units.items() if kind != "sector"),
            attendance=kinds,
            present=whole,
            counts=counted(rows),
            records=tuple(_noted(row) for row in rows),
            points=card.points,
            grade=card.grade,
            place=card.place,
            score=tuple(_scored(line, known["titles"], numbers) for line in trace["lines"]),
            sections=tuple((known["titles"].get(id, id), points) for id, points in trace["sections"].items()),
            pledge=PLEDGE_STATE[pledge.state] if pledge else "",
            promised=_promised(pledge, verdict),
            statement=STATEMENT_STATE.get(known["statements"].get(member.id, ""), ""),
            ballots=known["ballots"].get(member.id, ()),
            honours=tuple(row.title for row in rows if row.fact == "award"),
            due=known["due"].get(member.id, ()),
        )


def _came(name: str, row: Any) -> Came:
    return Came(
        name=name,
        on=row.on,
        due=row.due,
        attended=row.attended,
        excused=row.excused,
        absent=row.absent,
        excused_not_counted=row.excused_not_counted,
        rate=row.rate,
    )


def _attendance(
    kinds: Mapping[str, tuple[Counter[str], Fraction]],
) -> tuple[tuple[Came, ...], Came]:
    """Return a member's attendance under every heading, and the whole."""
    found: dict[str, tuple[Counter[str], Fraction]] = {
        heading: (Counter(), Fraction(0)) for heading in MEETINGS
    }
    for kind, (statuses, weighed) in kinds.items():
        before, sum_ = found[heading_of(kind)]
        found[heading_of(kind)] = (before + statuses, sum_ + weighed)
    rows = tuple(_came(name, turnout.row_of("", "", None, *one)) for name, one in found.items())
    all_ = sum((one for one, _ in found.values()), Counter[str]())
    weight = sum((one for _, one in found.values()), Fraction(0))
    return rows, _came("合计", turnout.row_of("", "", None, all_, weight))


def _table(session: Session, actor: Actor, span: tuple[Any, Any], by: str) -> tuple[Came, ...]:
    table = turnout.table(session, actor, *span, by, None)
    return tuple(_came(row.name or "未编入界别", row) for row in (*table.rows,))


def _units(rows: Iterable[Any]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for member_id, kind, name in rows:
        # Party branches are nobody's business on a form that goes to the member's unit.
        if kind != "party_branch":
            found[member_id][kind] = name
    return found


def _posts(rows: Iterable[Any]) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for member_id, post in rows:
        found[member_id].append(labels.POST[post])
    return {member_id: "、".join(posts) for member_id, posts in found.items()}


def _noted(row: Any) -> Noted:
    return Noted(
        seq=row.seq,
        on=row.occurred_on,
        fact=said(row.fact),
        title=row.title,
        type=type_said(row.type),
        status=said(row.status),
        role=said(row.role),
        level=said(row.level),
        quantity=row.quantity,
    )


def _scored(line: dict[str, Any], titles: dict[str, str], numbers: dict[str, int]) -> Scored:
    return Scored(
        title=line["title"],
        section=titles.get(line["section"], line["section"] or ""),
        measured=line["measured"],
        points=line["points"],
        lines=tuple(sorted(numbers[id] for id in line["counted"] if id in numbers)),
    )


def _promised(pledge: Any, verdict: Any) -> tuple[Promised, ...]:
    if pledge is None or verdict is None:
        return ()
    words = {item["id"]: item.get("text", "") for item in pledge.document.get("items", ())}
    return tuple(
        Promised(
            text=words.get(id, id),
            target=_number(item.get("target")),
            count=_number(item.get("count")),
            kept=ITEM_STATE.get(item["state"], "未完成"),
        )
        for id, item in verdict.items.items()
    )


def _number(value: Any) -> str:
    return "" if value is None else str(value)


def _ballots(found: Iterable[BallotOutcome]) -> dict[str, tuple[Marked, ...]]:
    by_member: dict[str, list[Marked]] = defaultdict(list)
    for one in found:
        by_member[one.member_id].append(
            Marked(
                poll=one.title,
                base=one.base,
                counts=tuple((label, number) for _, label, number in one.counts),
                score="" if one.score is None else two_places(one.score),
            )
        )
    return {member_id: tuple(marked) for member_id, marked in by_member.items()}


def _due(session: Session, actor: Actor, run: Run) -> dict[str, tuple[Due, ...]]:
    found: dict[str, list[Due]] = defaultdict(list)
    for outcome in bodies.show(session, actor, run.id).outcomes:
        if outcome.kind == "praise":
            continue
        for person in outcome.members:
            waits = f"（尚待登记：{'、'.join(person.waits_for)}）" if person.pending else ""
            found[person.member_id].append(
                Due(
                    do=outcome.do, kind=outcome.kind, article=outcome.article or "",
                    why=f"{person.why}{waits}",
                )
            )  # fmt: skip
    return {member_id: tuple(due) for member_id, due in found.items()}
