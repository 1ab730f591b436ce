"""A member's dossier as it stood at the end of a day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.db.hops import SECRET
from app.core.errors import FieldError, Invalid, NotFound
from app.core.http.etags import names
from app.council.models import DutyYear, Member
from app.facts.ballots import views as ballots
from app.facts.ballots.schemas import OwnRating
from app.standings.evaluation_year.models import SealedSheet
from app.standings.evaluation_year.sheet import attendance
from app.stewardship.sanctions.policy import BODY_LABELS, KIND_LABELS, STANDING, STATE_LABELS
from app.views.dossier.facts import as_of as facts_as_of
from app.views.dossier.facts import redated
from app.views.dossier.queries import day as queries
from app.views.dossier.schemas import (
    AsOf,
    AttendanceCount,
    Dossier,
    HonourBrief,
    PlaceOut,
    Profile,
    RecordOut,
    SanctionBrief,
    ScoreBrief,
    SealedBrief,
)
from app.views.dossier.service import Versioned, brief, own_member, version_of


def own(session: Session, actor: Actor, day: date, year: int | None, known: str | None) -> Versioned:
    """Return the caller's own dossier of a day.

    Raises:
        Forbidden: the seat is not a member's. NotFound, Invalid: see ``of``.
    """
    return of(session, actor, own_member(actor), day, year, known)


def of(
    session: Session, actor: Actor, member_id: str, day: date, year: int | None, known: str | None
) -> Versioned:
    """Return a member's dossier as base facts, duties, records and results stood on a day.

    Args:
        day: In Beijing; all that was written until its end counts.
        year: The duty year meant; by default the one into which the day falls.

    Raises:
        NotFound: no such member, or no such year. Invalid: a day to come.
    """
    today = clock.today()
    if day > today:
        raise Invalid(errors=[FieldError("query.as_of", "future", "日期不能晚于今天。")])
    version = version_of(actor, member_id, year, today, day)
    if names(known, version):
        return version, None
    member = queries.member(session, actor.council_id, member_id)
    if member is None:
        raise NotFound()
    years = queries.years(session, actor.council_id)
    chosen = _chosen(years, year, day)
    return version, _page(session, actor, member, day, chosen, years).model_dump_json().encode()


def _chosen(years: list[DutyYear], year: int | None, day: date) -> int:
    if year is not None:
        found = [one.year for one in years if one.year == year]
    else:
        found = [one.year for one in years if one.starts_on <= day <= one.ends_on]
    if not found:
        raise NotFound(f"没有 {year} 履职年度。" if year else f"{day} 不在任何履职年度内。")
    return found[0]


def _page(
    session: Session, actor: Actor, member: Member, day: date, year: int, years: list[DutyYear]
) -> Dossier:
    council_id, until = actor.council_id, clock.start_of(day + timedelta(days=1))
    about = (session, council_id, member.id)
    # What was erased is not told again from the chain.
    edits = [] if member.erased_at else queries.edits(*about, until)
    said, gaps = facts_as_of(member, edits, lambda: queries.first_sheets(*about), session.info[SECRET])
    held = queries.held(*about, day)
    dated = redated(queries.later_dates(*about, until), day)
    rows = queries.records(*about, until, year)
    sheet = queries.sheet(*about, year, until)
    kept = json.loads(sheet.text) if sheet is not None and sheet.text else None
    since, trace = _result(queries.trace(*about, year, until), sheet, kept)
    awards = queries.records(*about, until, None, "award")
    here = queries.is_member(*about, day)
    return Dossier(
        year=year,
        years=[one.year for one in years],
        ledger_seq=queries.head(session, council_id, until),
        profile=Profile(id=member.id, **said, **_held(held)),
        attendance=[AttendanceCount(**one) for one in attendance([(r.fact, r.type, r.status) for r in rows])],
        records=[RecordOut(**row._asdict()) for row in rows],
        ballots=[_rating(row, member.id) for row in queries.ratings(*about, year, until)],
        score=trace and ScoreBrief(**brief(trace, provisional=False)),
        sealed=sheet and SealedBrief(version=sheet.version, digest=sheet.digest, code=sheet.code),
        supplements=kept["supplements"] if kept else [],
        as_of=AsOf(
            day=day,
            member=here,
            score_since=since,
            honours=[
                HonourBrief(title=row.title, on=row.occurred_on, level=row.level)
                for row in awards
                if row.occurred_on <= day
            ],
            sanctions=list(_sanctions(actor, queries.sanctions(*about, until))),
            gaps=[*_gaps(member, day, until, here, trace is None, len(dated)), *gaps],
        ),
    )


def _gaps(
    member: Member, day: date, until: datetime, here: bool, no_score: bool, dated: int
) -> Iterator[str]:
    """Yield a sentence for everything that cannot be said of the day."""
    if member.erased_at is not None:
        yield "该委员的信息已注销，基本情况不能还原。"
    if member.created_at >= until:
        first = clock.beijing_date(member.created_at)
        yield f"该委员的资料 {first} 才录入，当日本系统里还没有；基本情况是录入以后的。"
    if not here:
        yield f"{day} 不在本会委员任期之内。"
    if dated:
        yield f"职务、编组有 {dated} 处在当日之后补录或更正，所示为现在登记的起止日期。"
    if no_score:
        yield "当日本年度还没有生效的考核结果；暂计得分随台账和名册变动，不按过去的日期推算。"


def _result(
    run: AnyRow | None, sheet: SealedSheet | None, kept: dict[str, Any] | None
) -> tuple[date | None, dict[str, Any] | None]:
    """Return since when a result held, and its receipt: of the sealed sheet, else of the run of the day."""
    if sheet is not None and kept is not None:
        return clock.beijing_date(sheet.kept_at), kept["receipt"]
    if run is None or run.trace is None:
        return None, None
    return clock.beijing_date(run.at), json.loads(run.trace)


def _held(rows: Iterable[Any]) -> dict[str, list[PlaceOut]]:
    found: dict[str, list[PlaceOut]] = {"posts": [], "places": []}
    for kind, name, role, starts_on, ends_on in rows:
        one = PlaceOut(kind=kind, name=name, role=role, starts_on=starts_on, ends_on=ends_on)
        found["posts" if kind == "post" else "places"].append(one)
    return found


def _rating(row: AnyRow, member_id: str) -> OwnRating:
    numbers = {name: getattr(row, name) for name in ("title", "ended_at", "entitled", "returned", "invalid")}
    said = ballots.rating(row.grades, row.counts[member_id], row.returned - row.invalid)
    return OwnRating(**numbers, **said.model_dump())


def _sanctions(actor: Actor, rows: Iterable[AnyRow]) -> Iterator[SanctionBrief]:
    """Yield the decisions that stood; one's own only once one was told."""
    by_id: dict[str, list[AnyRow]] = {}
    for row in rows:
        by_id.setdefault(row.Sanction.id, []).append(row)
    for steps in by_id.values():
        one, state = steps[0].Sanction, steps[-1].SanctionEvent.state
        mine = actor.member_id == one.member_id
        told = any(row.SanctionEvent.act == "send" for row in steps)
        decided = [row.SanctionEvent.data for row in steps if row.SanctionEvent.act == "decide"]
        if state not in STANDING or not decided or not (told or (not mine and actor.may("sanction:view"))):
            continue
        said = decided[-1]
        yield SanctionBrief(
            label=KIND_LABELS[one.kind],
            state_label=STATE_LABELS[state],
            body=BODY_LABELS[said["body"]],
            decided_on=clock.date_of(said["decided_on"]),
            effect_on=clock.date_of(said["effect_on"]) if "effect_on" in said else None,
            minutes=said["minutes"],
        )
