"""Gathers a duty year in a bounded number of statements."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.errors import NotFound
from app.council import queries as council
from app.facts.ballots.results import outcomes
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.standings import queries as standings
from app.standings.bodies import views as bodies
from app.standings.evaluation_year import begun
from app.standings.evaluation_year import queries as evaluation
from app.standings.evaluation_year.models import YearSeal
from app.standings.evaluation_year.sealed import snapshot, snapshots
from app.standings.models import Run
from app.standings.year import the_year
from app.views.pack import lines, queries
from app.views.pack.living import Basis
from app.views.pack.sealed import Sheets
from app.views.pack.values import Came, Due, Frozen, MemberYear, Sealed
from app.views.turnout import service as turnout

Span = tuple[date, date]
Dues = dict[str, tuple[Due, ...]]
#: Members, attendance by sitting and by sector.
Made = tuple[tuple[MemberYear, ...], tuple[Came, ...], tuple[Came, ...]]


def run_of(session: Session, council_id: str, year: int) -> Run:
    """Return the run in force of a year; of a sealed one, the run that was sealed.

    Raises:
        NotFound: there is none.
    """
    seal = evaluation.seal(session, council_id, year)
    run = _sealed_run(session, seal) if seal else standings.in_force(session, council_id, year)
    if run is None:
        raise NotFound(f"{year} 年度还没有生效的考核结果，不能制作材料。", word="no_run_in_force")
    return run


def gather(
    session: Session, actor: Actor, run: Run, at: datetime, *, sanctions: bool, only: str | None = None
) -> Frozen:
    """Return a duty year: as its sheets say it when it is sealed, else as the run in force has it.

    Args:
        at: When the pack was begun; stands on every paper.
        sanctions: With those whom the rule book wants to be talked to.
        only: The one member that is meant; tables of everybody stay empty.
    """
    council_id = actor.council_id
    seal = evaluation.seal(session, council_id, run.year)
    # A pack that was begun before the year was sealed says what was sealed.
    run = (_sealed_run(session, seal) if seal else None) or run
    year = the_year(session, council_id, run.year)
    span = (year.starts_on, year.ends_on)
    scheme_row = schemes.document(session, council_id, run.scheme_id)
    assert scheme_row is not None
    scheme = compiled(scheme_row.digest, scheme_row.text).scheme
    titles = {section.id: section.title for section in scheme.sections}
    beside = _Beside(
        people=queries.people(session, council_id, run.id, only),
        ledger=list(queries.records(session, council_id, run.year, run.ledger_seq, only)),
        pledges={row[0].member_id: row for row in queries.pledges(session, council_id, run.year)},
        due=_due(session, actor, run) if sanctions else {},
    )
    made = _sealed if seal else _living
    members, sittings, sectors = made(session, actor, run.year, span, titles, beside, only)
    return Frozen(
        council=council.council(session, council_id).name,
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
        announced=_announced(session, council_id, run.year),
        sanctions=sanctions,
        sealed=seal and Sealed(
            at=seal.sealed_at, digest=seal.digest, erased=0 if only else seal.subjects - len(members)
        ),
        sittings=sittings,
        sectors=sectors,
        members=members,
    )  # fmt: skip


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


class _Beside:
    """What both kinds of year read of the ledger, the roster and the pledges."""

    def __init__(self, people: list[Any], ledger: list[Any], pledges: dict[str, Any], due: Dues) -> None:
        self.people, self.ledger, self.pledges, self.due = people, ledger, pledges, due


def _sealed_run(session: Session, seal: YearSeal) -> Run | None:
    return standings.run(session, seal.council_id, seal.run_id)


def _sealed(
    session: Session,
    actor: Actor,
    year: int,
    span: Span,
    titles: dict[str, str],
    beside: _Beside,
    only: str | None,
) -> Made:
    one = snapshot(session, actor.council_id, year, only) if only else None
    found = ([one] if one else []) if only else snapshots(session, actor.council_id, year)
    weigh = turnout.weights(session, actor.council_id, *span)
    sheets = Sheets(found, beside.ledger, weigh, span[1])
    members = tuple(
        sheets.member(
            member.id,
            titles,
            {
                "place": card.place,
                "pledge": beside.pledges.get(member.id, (None, None)),
                "due": beside.due.get(member.id, ()),
            },
        )
        for member, card in beside.people
        # A body that was erased is not written anew.
        if member.id in sheets
    )
    if only:
        return members, (), ()
    sectors = [unit.name for unit in council.units(session, actor.council_id, "sector")]
    return members, sheets.sittings(), sheets.sectors(sectors)


def _living(
    session: Session,
    actor: Actor,
    year: int,
    span: Span,
    titles: dict[str, str],
    beside: _Beside,
    only: str | None,
) -> Made:
    council_id = actor.council_id
    records: dict[str, list[Any]] = defaultdict(list)
    for row in beside.ledger:
        records[row.member_id].append(row)
    basis = Basis(
        titles=titles,
        records=records,
        came=turnout.of_members(session, council_id, *span),
        units=lines.units(queries.placed(session, council_id, span[1])),
        posts=lines.posts(queries.posts(session, council_id, span[1])),
        pledges=beside.pledges,
        statements=queries.statements(session, council_id, year),
        ballots=lines.ballots(outcomes(session, council_id, year)),
        due=beside.due,
    )
    members = tuple(basis.member(member, card) for member, card in beside.people)
    if only:
        return members, (), ()
    return members, _table(session, actor, span, "sitting"), _table(session, actor, span, "sector")


def _announced(session: Session, council_id: str, year: int) -> bool:
    """Return whether the 公示稿 may be there: the plan names people, and a body decided."""
    if queries.publicity(session, council_id, year) != "named":
        return False
    return "decision" in begun.read(session, council_id, year)[2].done


def _table(session: Session, actor: Actor, span: tuple[Any, Any], by: str) -> tuple[Came, ...]:
    table = turnout.table(session, actor, *span, by, None)
    return tuple(lines.came(row.name or "未编入界别", row) for row in (*table.rows,))


def _due(session: Session, actor: Actor, run: Run) -> dict[str, tuple[Due, ...]]:
    found: dict[str, list[Due]] = defaultdict(list)
    for outcome in bodies.show(session, actor, run.id).outcomes:
        if outcome.kind == "praise":
            continue
        for person in outcome.members:
            found[person.member_id].append(
                Due(
                    do=outcome.do, kind=outcome.kind, article=outcome.article or "",
                    why=person.why,
                )
            )  # fmt: skip
    return {member_id: tuple(due) for member_id, due in found.items()}
