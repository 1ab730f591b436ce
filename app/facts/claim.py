"""The shared life of a claim: opened, submitted, withdrawn, shared in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.base import Base
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.facts import policy, queries
from app.facts.intake import must_take_in
from app.facts.models import Claim, ClaimLink, ClaimParticipant


@dataclass(frozen=True, slots=True)
class NewClaim:
    """What every claim needs, whatever its kind. ``shares`` are (member id, role) pairs."""

    kind: str
    type: str
    title: str
    section_id: str
    occurred_on: date
    member_id: str | None = None
    unit_id: str | None = None
    state: str = "submitted"
    shares: tuple[tuple[str, str], ...] = ()


def open_claims(session: Session, actor: Actor, news: Sequence[NewClaim]) -> list[str]:
    """Insert many claims with their shares in two statements; return their ids in order.

    A co-signer has to accept first; authors named by the office count as accepted.

    Raises:
        Invalid: a subject or section is not of this council (``unknown`` at its place).
    """
    _known(session, actor, news)
    now = clock.now()
    ids = [new_id() for _ in news]
    session.execute(
        insert(Claim).execution_options(render_nulls=True),
        [
            {
                "council_id": actor.council_id,
                "id": id_,
                "kind": new.kind,
                "type": new.type,
                "state": new.state,
                "title": new.title,
                "member_id": new.member_id,
                "unit_id": new.unit_id,
                "section_id": new.section_id,
                "occurred_on": new.occurred_on,
                "created_by": actor.account_id,
                "created_at": now,
                "reason": "",
                "version": 1,
            }
            for id_, new in zip(ids, news, strict=True)
        ],
    )
    shares = [
        {
            "council_id": actor.council_id,
            "id": new_id(),
            "claim_id": id_,
            "member_id": member_id,
            "role": role,
            "state": "pending" if role == "cosigner" else "accepted",
            "position": position,
        }
        for id_, new in zip(ids, news, strict=True)
        for position, (member_id, role) in enumerate(new.shares)
    ]
    if shares:
        session.execute(insert(ClaimParticipant), shares)
    return ids


def open_claim(session: Session, actor: Actor, new: NewClaim) -> str:
    """Insert one claim and its audit entry; return its id."""
    claim_id = open_claims(session, actor, [new])[0]
    after = {
        "kind": new.kind,
        "type": new.type,
        "state": new.state,
        "member": new.member_id,
    }
    audit.record(session, "claim:open", "claim", claim_id, after=after)
    return claim_id


def _known(session: Session, actor: Actor, news: Sequence[NewClaim]) -> None:
    """Name every id that this council does not have, all at once."""
    members = {m for new in news for m in (new.member_id, *(share[0] for share in new.shares)) if m}
    units = {u for new in news for u in (new.unit_id, new.section_id) if u}
    missing = _missing(session, actor, "members", members) | _missing(session, actor, "units", units)
    if not missing:
        return
    errors = []
    for index, new in enumerate(news):
        prefix = f"[{index}]." if len(news) > 1 else ""
        for where, found in (
            ("member_id", new.member_id),
            ("unit_id", new.unit_id),
            ("section_id", new.section_id),
        ):
            if found in missing:
                errors.append(FieldError(prefix + where, "unknown", "本会没有这个编号。"))
        errors += [
            FieldError(f"{prefix}shares[{place}]", "unknown", "本会没有这位委员。")
            for place, (member_id, _) in enumerate(new.shares)
            if member_id in missing
        ]
    raise Invalid(errors=errors)


def _missing(session: Session, actor: Actor, table: str, wanted: set[str]) -> set[str]:
    if not wanted:
        return set()
    model = next(m.class_ for m in Base.registry.mappers if m.local_table.name == table)  # type: ignore[attr-defined]
    return wanted - set(queries.rows_of(session, model, actor.council_id, sorted(wanted)))


def get(
    session: Session,
    actor: Actor,
    claim_id: str,
    *,
    kind: str | None = None,
    lock: bool = False,
) -> Claim:
    """Return a claim the actor may see.

    Raises:
        NotFound: it is missing, foreign, invisible, or of another kind.
    """
    found = queries.claim(session, actor, claim_id, lock=lock)
    if found is None or (kind is not None and found.kind != kind):
        raise NotFound()
    return found


def expect(claim: Claim, version: int | None) -> None:
    """Refuse a change based on an older version.

    Raises:
        Stale: the claim has been changed meanwhile.
    """
    if version is not None and claim.version != version:
        raise Stale()


def move(
    session: Session,
    claim: Claim,
    verb: str,
    *,
    reason: str = "",
    actor: Actor | None = None,
) -> None:
    """Take a claim along one arrow of ``policy.TRANSITIONS`` and note it in the audit chain."""
    before = claim.state
    claim.state = policy.next_state(claim, verb)
    claim.reason = reason
    claim.version += 1
    if verb in {"verify", "return", "reopen", "take_back"} and actor is not None:
        claim.decided_by, claim.decided_at = actor.account_id, clock.now()
    session.flush()
    audit.record(
        session,
        f"claim:{verb}",
        "claim",
        claim.id,
        before={"state": before},
        after={"state": claim.state, "version": claim.version},
    )


def submit(session: Session, actor: Actor, claim_id: str, version: int | None = None) -> str:
    """Hand a draft or a returned claim in for verification."""
    claim = get(session, actor, claim_id, lock=True)
    expect(claim, version)
    policy.by_its_own_way(claim)
    policy.may_edit(actor, claim)
    must_take_in(session, actor, claim.occurred_on, anew=claim.state == "draft")
    move(session, claim, "submit", actor=actor)
    return claim.id


def withdraw(session: Session, actor: Actor, claim_id: str, version: int | None = None) -> str:
    """Take a claim back before it is verified."""
    claim = get(session, actor, claim_id, lock=True)
    expect(claim, version)
    policy.by_its_own_way(claim)
    if claim.state == "verified":
        policy.next_state(claim, "withdraw")
    policy.may_edit(actor, claim)
    move(session, claim, "withdraw", actor=actor)
    return claim.id


def respond(session: Session, actor: Actor, claim_id: str, accept: bool) -> str:
    """Accept or decline an invitation to share in a claim, once, before it is verified.

    Raises:
        NotFound: the actor was not asked.
        Conflict: already answered, or the claim is past changing.
    """
    claim = get(session, actor, claim_id, lock=True)
    share = (
        queries.participant(session, actor.council_id, claim_id, actor.member_id or "")
        if actor.member_id
        else None
    )
    if share is None:
        raise NotFound()
    if share.state != "pending":
        raise Conflict("您已经答复过了。", word="already_answered")
    if claim.state not in {"draft", "submitted", "returned"}:
        raise Conflict(
            f"记录{policy.STATE_LABELS[claim.state]}，不能再答复。",
            word="illegal_transition",
        )
    share.state, share.responded_at = (
        ("accepted" if accept else "declined"),
        clock.now(),
    )
    session.flush()
    audit.record(session, "claim:respond", "claim", claim_id, after={"accepted": accept})
    return claim_id


def link(session: Session, actor: Actor, from_id: str, to_id: str, relation: str) -> None:
    """Tie two claims of the council together."""
    session.add(
        ClaimLink(
            council_id=actor.council_id,
            id=new_id(),
            from_id=from_id,
            to_id=to_id,
            relation=relation,
        )
    )


def edit(claim: Claim, changes: dict[str, Any]) -> None:
    """Apply changes to the columns that all kinds share and count the version up."""
    for name in ("title", "occurred_on", "section_id"):
        if changes.get(name) is not None:
            setattr(claim, name, changes[name])
    claim.version += 1
