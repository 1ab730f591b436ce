"""Awards and honours as their shapes."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.stewardship.awards import policy, queries
from app.stewardship.awards.models import Award, AwardNominee
from app.stewardship.awards.publish import KIND
from app.stewardship.awards.schemas import AwardFull, AwardOut, Honour, Honours, NomineeOut
from app.stewardship.awards.service import Held, standing_of, why_not

OFFICE = "办公室"
#: Verbs of whoever recommends; all others are the office's.
_RECOMMENDING = ("recommend", "unrecommend")


def page(session: Session, actor: Actor, year: int | None, limit: int, cursor: str | None) -> Page[AwardOut]:
    """Return a page of awards, the newest first."""
    rows = queries.page(session, actor.council_id, year, read_cursor(cursor), limit + 1)
    items = [AwardOut(**_said(row)) for row in rows[:limit]]
    return Page(items=items, next=write_cursor((items[-1].id,)) if len(rows) > limit else None)


def show(session: Session, actor: Actor, award_id: str) -> AwardFull:
    """Return an award with everybody recommended, and why some may not be chosen.

    Raises:
        NotFound: no such award.
    """
    row = queries.one(session, actor.council_id, award_id)
    if row is None:
        raise NotFound()
    award: Award = row.Award
    held = standing_of(session, award)
    return AwardFull(
        **_said(row),
        base_now=held.base,
        seats_now=held.seats,
        people=[_nominee(actor, held, one) for one in queries.people(session, actor.council_id, award_id)],
        may=_may(actor, award),
    )


def _may(actor: Actor, award: Award) -> list[str]:
    return [
        verb
        for verb in policy.TRANSITIONS[award.stage]
        if actor.may("award:recommend" if verb in _RECOMMENDING else "award:prepare")
        and (verb != "publish" or award.chosen)
    ]


def _nominee(actor: Actor, held: Held, row: AnyRow) -> NomineeOut:
    one: AwardNominee = row.AwardNominee
    return NomineeOut(
        **{name: getattr(one, name) for name in _NOMINEE},
        name=row.name,
        number=row.number,
        piece=row.piece or "",
        section=row.section or OFFICE,
        recommended_by=row.clerk,
        excluded="" if held.award.stage == "published" else why_not(held, one),
        mine=one.recommended_by == actor.account_id,
    )


def _said(row: AnyRow) -> dict[str, Any]:
    plain = {name: getattr(row.Award, name) for name in _PLAIN}
    return {**plain, "section": row.section, "nominees": row.nominees}


_PLAIN = (
    "id", "year", "kind", "title", "by", "level", "rank", "quota_count", "quota_percent", "quota_of",
    "excluded_posts", "bar_sanctioned", "section_id", "stage", "base", "seats", "chosen", "body",
    "decided_on", "minutes", "published_at", "reason", "version",
)  # fmt: skip
_NOMINEE = (
    "id", "member_id", "piece_id", "reason", "recommended_at", "papers", "papers_note", "chosen", "claim_id",
)  # fmt: skip


def council_honours(session: Session, actor: Actor) -> Honours:
    """Return the council's own honours; they outlive the terms in which they were won."""
    return Honours(items=[_honour(row) for row in queries.honours(session, actor.council_id, "honour")])


def own_honours(session: Session, actor: Actor) -> Honours:
    """Return the verified awards of the member."""
    rows = queries.honours(session, actor.council_id, KIND, str(actor.member_id))
    return Honours(items=[_honour(row) for row in rows])


def _honour(row: AnyRow) -> Honour:
    return Honour(
        claim_id=row.Claim.id,
        title=row.Claim.title,
        on=row.Claim.occurred_on,
        **{name: row.data[name] for name in ("by", "level", "year", "rank")},
    )
