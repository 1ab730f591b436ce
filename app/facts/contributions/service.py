"""Entering contributions of every light kind, and changing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import FieldError, Forbidden, Invalid
from app.core.http.sentences import field_errors
from app.core.ids import new_id
from app.council.models import Member
from app.facts import claim as claims
from app.facts import policy, queries
from app.facts.activities.models import Activity
from app.facts.claim import NewClaim, open_claims
from app.facts.contributions.bodies import ContributionEdit, ContributionIn
from app.facts.contributions.kinds import KINDS, Kind
from app.facts.contributions.models import Contribution
from app.facts.contributions.postings import FROM_ACTIVITY
from app.facts.contributions.schemas.base import Data
from app.facts.entry import edited, entered
from app.facts.intake import must_take_in
from app.facts.models import Claim, ClaimLink


@dataclass(frozen=True, slots=True)
class NewContribution:
    """A contribution as imports and the demo hand it over; ``data`` as its kind's schema wants.

    ``shares`` are (member id, role) pairs; the role ``cosigner`` still has to accept.
    """

    kind: str
    title: str
    section_id: str
    occurred_on: date
    data: Mapping[str, Any]
    member_id: str | None = None
    unit_id: str | None = None
    shares: tuple[tuple[str, str], ...] = ()
    state: str = "submitted"


def add_many(session: Session, actor: Actor, news: Sequence[NewContribution]) -> list[str]:
    """Insert many contributions in a constant number of statements; return their ids in order.

    Raises:
        Invalid: data that its kind does not take, a subject it cannot have, unknown ids.
        Forbidden: a kind that only the secretariat enters.
    """
    if not news:
        return []
    ids = _insert(session, actor, news)
    audit.record(session, "contribution:add_many", "contribution", None, after={"count": len(ids)})
    return ids


def create(session: Session, actor: Actor, body: ContributionIn) -> str:
    """Enter one contribution (an arm of ``bodies.ContributionIn``); return its id."""
    must_take_in(session, actor, body.occurred_on)
    new = entered(
        actor, body, "contribution", body.kind, body.others, lead_role="author", other_role="author"
    )
    made = NewContribution(
        kind=body.kind,
        title=new.title,
        section_id=new.section_id,
        occurred_on=new.occurred_on,
        data=body.data.model_dump(mode="json"),
        member_id=new.member_id,
        unit_id=new.unit_id,
        shares=new.shares,
        state=new.state,
    )
    contribution_id = _insert(session, actor, [made])[0]
    after = {"kind": body.kind, "member": new.member_id, "unit": new.unit_id, "state": new.state}
    audit.record(session, "contribution:create", "contribution", contribution_id, after=after)
    return contribution_id


def _insert(session: Session, actor: Actor, news: Sequence[NewContribution]) -> list[str]:
    data = _checked(actor, news)
    _known(session, actor, data)
    ids = open_claims(
        session,
        actor,
        [
            NewClaim(
                kind="contribution",
                type=new.kind,
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
        insert(Contribution),
        [
            {"council_id": actor.council_id, "id": id_, "kind": new.kind, "data": said}
            for id_, new, said in zip(ids, news, data, strict=True)
        ],
    )
    links = [
        (id_, said[FROM_ACTIVITY]) for id_, said in zip(ids, data, strict=True) if said.get(FROM_ACTIVITY)
    ]
    if links:
        session.execute(insert(ClaimLink), [_link(actor, id_, to_id) for id_, to_id in links])
    return ids


def _link(actor: Actor, from_id: str, to_id: str) -> dict[str, Any]:
    return {
        "council_id": actor.council_id,
        "id": new_id(),
        "from_id": from_id,
        "to_id": to_id,
        "relation": FROM_ACTIVITY,
    }


def _checked(actor: Actor, news: Sequence[NewContribution]) -> list[dict[str, Any]]:
    """Return the data of each as its schema writes it; every wrong place at once."""
    found: list[dict[str, Any]] = []
    errors: list[FieldError] = []
    for index, new in enumerate(news):
        prefix = f"[{index}]." if len(news) > 1 else ""
        kind = KINDS.get(new.kind)
        if kind is None:
            errors.append(FieldError(prefix + "kind", "unknown_kind", "没有这种履职类别。"))
            continue
        if kind.office and "secretariat" not in actor.roles:
            raise Forbidden(f"{kind.label}只能由办公室录入。", word="office_only")
        subject = "member" if new.member_id else "unit" if new.unit_id else "council"
        if subject not in kind.subjects:
            errors.append(FieldError(prefix + _PLACES[subject], "wrong_subject", _whose(kind)))
        try:
            found.append(_read(kind, new.data).model_dump(mode="json"))
        except ValidationError as wrong:
            errors += [
                FieldError(f"{prefix}data.{e.where}", e.word, e.sentence)
                for e in field_errors(wrong.errors())
            ]
    if errors:
        raise Invalid(errors=errors)
    return found


_PLACES = {"member": "member_id", "unit": "unit_id", "council": "member_id"}
_SUBJECTS = {"member": "委员", "unit": "界别、小组等单位", "council": "本会"}


def _whose(kind: Kind) -> str:
    return f"{kind.label}的主体应为{'或'.join(_SUBJECTS[one] for one in kind.subjects)}。"


def _read(kind: Kind, data: Mapping[str, Any]) -> Data:
    return kind.schema.model_validate(dict(data))


def _known(session: Session, actor: Actor, data: Sequence[dict[str, Any]]) -> None:
    """Name every activity and member in the data that this council does not have."""
    errors = []
    for name, model, sentence in (
        (FROM_ACTIVITY, Activity, "本会没有这次活动。"),
        ("linked_member_id", Member, "本会没有这位委员。"),
    ):
        wanted = sorted({said[name] for said in data if said.get(name)})
        known = queries.rows_of(session, model, actor.council_id, wanted) if wanted else {}
        for index, said in enumerate(data):
            if said.get(name) and said[name] not in known:
                prefix = f"[{index}]." if len(data) > 1 else ""
                errors.append(FieldError(f"{prefix}data.{name}", "unknown", sentence))
    if errors:
        raise Invalid(errors=errors)


def change(
    session: Session, actor: Actor, contribution_id: str, changes: ContributionEdit, version: int
) -> str:
    """Change a contribution before it is verified (an arm of ``bodies.ContributionEdit``).

    Raises:
        NotFound, Stale, Forbidden (``not_author``), Conflict (``illegal_transition``).
        Invalid: another kind than the stored one (``kind_fixed``).
    """
    claim = claims.get(session, actor, contribution_id, kind="contribution", lock=True)
    claims.expect(claim, version)
    policy.may_edit(actor, claim)
    row = of(session, claim)
    if changes.kind != row.kind:
        raise Invalid(errors=[FieldError("kind", "kind_fixed", "履职类别不能修改，请撤回后重新填报。")])
    claims.edit(claim, edited(session, actor, changes))
    if changes.data is not None:
        said = changes.data.model_dump(mode="json")
        _known(session, actor, [said])
        _relink(session, actor, claim, row.data.get(FROM_ACTIVITY), said.get(FROM_ACTIVITY))
        row.data = said
    session.flush()
    fields = sorted(changes.model_dump(exclude_unset=True))
    audit.record(session, "contribution:edit", "contribution", contribution_id, after={"fields": fields})
    return contribution_id


def _relink(session: Session, actor: Actor, claim: Claim, before: str | None, after: str | None) -> None:
    if before == after:
        return
    for link in queries.links(session, actor.council_id, [claim.id]):
        if link.relation == FROM_ACTIVITY:
            session.delete(link)
    session.flush()
    if after:
        claims.link(session, actor, claim.id, after, FROM_ACTIVITY)


def of(session: Session, claim: Claim) -> Contribution:
    """Return the contribution of a claim."""
    return session.get_one(Contribution, (claim.council_id, claim.id))
