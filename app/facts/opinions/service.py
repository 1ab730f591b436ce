"""Handing opinions in, changing them, recording adoptions and instructions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.ids import new_id
from app.facts import claim as claims
from app.facts import policy
from app.facts.claim import NewClaim, open_claims
from app.facts.entry import edited, entered
from app.facts.intake import must_take_in
from app.facts.models import Claim
from app.facts.opinions.models import Adoption, Opinion, OpinionInstruction
from app.facts.opinions.schemas import OpinionEdit, OpinionIn


@dataclass(frozen=True, slots=True)
class NewAdoption:
    """An adoption of an opinion by a body of a level."""

    level: str
    adopted_on: date
    form: str = "single"
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class NewInstruction:
    """A leader's written instruction on an opinion."""

    level: str
    instructed_on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class NewOpinion:
    """An opinion as imports and the demo hand it over, with what became of it.

    ``shares`` are (member id, role) pairs; the role ``cosigner`` still has to accept.
    """

    title: str
    body: str
    section_id: str
    occurred_on: date
    member_id: str | None = None
    unit_id: str | None = None
    shares: tuple[tuple[str, str], ...] = ()
    state: str = "submitted"
    topic: str = ""
    urgent: bool = False
    adoptions: tuple[NewAdoption, ...] = ()
    instructions: tuple[NewInstruction, ...] = ()


def add_many(session: Session, actor: Actor, news: Sequence[NewOpinion]) -> list[str]:
    """Insert many opinions in a constant number of statements; return their ids in order.

    Raises:
        Invalid: subjects or sections that this council does not have.
    """
    if not news:
        return []
    ids = _insert(session, actor, news)
    pairs = list(zip(ids, news, strict=True))
    add_adoptions(session, actor, [(id_, one) for id_, new in pairs for one in new.adoptions])
    add_instructions(session, actor, [(id_, one) for id_, new in pairs for one in new.instructions])
    audit.record(session, "opinion:add_many", "opinion", None, after={"count": len(ids)})
    return ids


def create(session: Session, actor: Actor, body: OpinionIn) -> str:
    """Hand one opinion in, for oneself or by the office; return its id."""
    must_take_in(session, actor, body.occurred_on)
    new = entered(actor, body, "opinion", "", body.others, lead_role="author", other_role="participant")
    made = NewOpinion(
        title=new.title,
        body=body.body,
        section_id=new.section_id,
        occurred_on=new.occurred_on,
        member_id=new.member_id,
        unit_id=new.unit_id,
        shares=new.shares,
        state=new.state,
        topic=body.topic,
        urgent=body.urgent,
    )
    opinion_id = _insert(session, actor, [made])[0]
    after = {"member": new.member_id, "unit": new.unit_id, "state": new.state}
    audit.record(session, "opinion:create", "opinion", opinion_id, after=after)
    return opinion_id


def _insert(session: Session, actor: Actor, news: Sequence[NewOpinion]) -> list[str]:
    ids = open_claims(
        session,
        actor,
        [
            NewClaim(
                kind="opinion",
                type="",
                title=new.title,
                section_id=new.section_id,
                occurred_on=new.occurred_on,
                member_id=new.member_id,
                unit_id=new.unit_id,
                state=new.state,
                shares=new.shares,
            )
            for new in news
        ],
    )
    session.execute(
        insert(Opinion),
        [
            {
                "council_id": actor.council_id,
                "id": id_,
                "body": new.body,
                "topic": new.topic,
                "urgent": new.urgent,
            }
            for id_, new in zip(ids, news, strict=True)
        ],
    )
    return ids


def change(session: Session, actor: Actor, opinion_id: str, changes: OpinionEdit, version: int) -> str:
    """Change an opinion before it is verified.

    Raises:
        NotFound, Stale, Forbidden (``not_author``), Conflict (``illegal_transition``).
    """
    claim = claims.get(session, actor, opinion_id, kind="opinion", lock=True)
    claims.expect(claim, version)
    policy.may_edit(actor, claim)
    said = changes.model_dump(exclude_unset=True, exclude_none=True)
    claims.edit(claim, edited(session, actor, changes))
    row = of(session, claim)
    for name in ("body", "topic", "urgent"):
        if name in said:
            setattr(row, name, said[name])
    session.flush()
    audit.record(session, "opinion:edit", "opinion", opinion_id, after={"fields": sorted(said)})
    return opinion_id


def of(session: Session, claim: Claim) -> Opinion:
    """Return the opinion of a claim."""
    return session.get_one(Opinion, (claim.council_id, claim.id))


def add_adoptions(session: Session, actor: Actor, news: Sequence[tuple[str, NewAdoption]]) -> None:
    """Insert adoptions (opinion id, adoption) in one statement; the ledger's verb corrects."""
    _add(session, actor, Adoption, news, ("level", "adopted_on", "form", "carrier"))


def add_instructions(session: Session, actor: Actor, news: Sequence[tuple[str, NewInstruction]]) -> None:
    """Insert instructions (opinion id, instruction) in one statement; the ledger's verb corrects."""
    _add(session, actor, OpinionInstruction, news, ("level", "instructed_on", "text"))


def _add(
    session: Session, actor: Actor, model: Any, news: Sequence[tuple[str, object]], names: Sequence[str]
) -> None:
    if news:
        rows = [
            {
                "council_id": actor.council_id,
                "id": new_id(),
                "opinion_id": opinion_id,
                **{name: getattr(new, name) for name in names},
            }
            for opinion_id, new in news
        ]
        session.execute(insert(model), rows)
