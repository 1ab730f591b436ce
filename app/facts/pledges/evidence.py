"""Qualitative items: what was done, and what the section makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid
from app.core.ids import new_id
from app.facts import queries as facts
from app.facts.models import Claim
from app.facts.pledges import policy, queries
from app.facts.pledges.models import Pledge, PledgeNote
from app.facts.pledges.schemas import PledgeConfirmIn, PledgeEvidenceIn
from app.facts.pledges.signing import decided, find
from app.facts.pledges.text import read


def say(session: Session, actor: Actor, pledge_id: str, said: PledgeEvidenceIn) -> str:
    """Say what was done for a qualitative item, naming own records that prove it.

    Raises:
        NotFound. Conflict: its state, or the item is confirmed (``confirmed_already``).
        Invalid: no such item, a counted one, or a record that is not the signer's.
    """
    pledge, _ = find(session, actor, pledge_id, own=True)
    policy.step(pledge, "evidence")
    _item(pledge, said.item)
    if _newest(session, pledge, said.item) == "confirmed":
        raise Conflict("这一事项已经确认，不用再补充。", word="confirmed_already")
    own = _own(session, actor, pledge, said.claim_ids)
    errors = [
        FieldError(f"claim_ids[{place}]", "unknown", "只能引用本人的履职记录。")
        for place, one in enumerate(said.claim_ids)
        if one not in own
    ]
    if errors:
        raise Invalid(errors=errors)
    return _note(session, actor, pledge, said.item, "evidence", said.text, said.claim_ids)


def confirm(session: Session, actor: Actor, pledge_id: str, said: PledgeConfirmIn) -> str:
    """Confirm a qualitative item on its evidence, or give it back with a remark.

    Raises:
        NotFound, Forbidden. Conflict: its state, or nothing waits (``nothing_waits``).
        Invalid: no such item, or no remark where it goes back.
    """
    pledge, _ = decided(session, actor, pledge_id)
    policy.step(pledge, "confirm")
    _item(pledge, said.item)
    if not said.accept and len(said.remark.strip()) < 2:
        raise Invalid(errors=[FieldError("remark", "missing", "退回时请写明原因。")])
    if _newest(session, pledge, said.item) != "evidence":
        raise Conflict("这一事项没有待确认的佐证。", word="nothing_waits")
    kind = "confirmed" if said.accept else "returned"
    return _note(session, actor, pledge, said.item, kind, said.remark.strip(), [])


def _own(session: Session, actor: Actor, pledge: Pledge, ids: Sequence[str]) -> set[str]:
    """Return which of the claims are the signer's, alone or with others, or the group's."""
    if not ids:
        return set()
    claims = facts.rows_of(session, Claim, actor.council_id, ids)
    shared = {
        share.claim_id
        for share in facts.participants(session, actor.council_id, ids)
        if share.member_id == actor.member_id and share.state == "accepted"
    }
    return {
        one.id
        for one in claims.values()
        if one.member_id == actor.member_id
        or (one.unit_id is not None and one.unit_id == pledge.unit_id)
        or one.id in shared
    }


def _item(pledge: Pledge, word: str) -> None:
    item = next((one for one in read(pledge.document).items if one.id == word), None)
    if item is None:
        raise Invalid(errors=[FieldError("item", "unknown", "承诺书里没有这个事项。")])
    if item.counts is not None:
        sentence = "计数事项由核实的记录自动计入，不用另交佐证。"
        raise Invalid(errors=[FieldError("item", "counted", sentence)])


def _newest(session: Session, pledge: Pledge, item: str) -> str:
    notes = queries.notes(session, pledge.council_id, [pledge.id])
    return next((note.kind for note in reversed(notes) if note.item == item), "")


def _note(
    session: Session, actor: Actor, pledge: Pledge, item: str, kind: str, text: str, claims: Sequence[str]
) -> str:
    turn = len(queries.notes(session, pledge.council_id, [pledge.id])) + 1
    session.add(
        PledgeNote(
            council_id=actor.council_id,
            id=new_id(),
            pledge_id=pledge.id,
            turn=turn,
            item=item,
            kind=kind,
            text=text,
            claims=list(claims),
            noted_by=actor.account_id,
            noted_at=clock.now(),
        )
    )
    pledge.version += 1
    session.flush()
    audit.record(session, "pledge:note", "pledge", pledge.id, after={"turn": turn, "kind": kind})
    return pledge.id
