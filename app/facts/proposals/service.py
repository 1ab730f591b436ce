"""Handing proposals in, changing them, recording what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit
from app.core.errors import Conflict, FieldError, Invalid
from app.facts import claim as claims
from app.facts import policy
from app.facts.claim import NewClaim, open_claims
from app.facts.entry import edited, entered
from app.facts.intake import must_take_in
from app.facts.models import Claim
from app.facts.proposals import queries
from app.facts.proposals.models import Proposal
from app.facts.proposals.schemas import ProposalEdit, ProposalIn


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A proposal as imports and the demo hand it over, with what is already known of its fate.

    ``shares`` are (member id, role) pairs; the role ``cosigner`` still has to accept.
    """

    title: str
    body: str
    section_id: str
    occurred_on: date
    form: str = "personal"
    member_id: str | None = None
    unit_id: str | None = None
    shares: tuple[tuple[str, str], ...] = ()
    state: str = "submitted"
    number: str | None = None
    category: str = ""
    livelihood: bool = False
    plenary: bool = False
    filing: str = "pending"
    filing_reason: str = ""
    outcomes: tuple[str, ...] = ()
    handling_unit: str = ""
    process_satisfaction: str = "unrated"
    result_satisfaction: str = "unrated"


def add_many(session: Session, actor: Actor, news: Sequence[NewProposal]) -> list[str]:
    """Insert many proposals in a constant number of statements; return their ids in order.

    Raises:
        Invalid: unknown subjects, a form without its subject, a filing number taken.
    """
    if not news:
        return []
    ids = _insert(session, actor, news)
    audit.record(session, "proposal:add_many", "proposal", None, after={"count": len(ids)})
    return ids


def create(session: Session, actor: Actor, body: ProposalIn) -> str:
    """Hand one proposal in, for oneself or by the office; return its id."""
    must_take_in(session, actor, body.occurred_on)
    new = entered(actor, body, "proposal", body.form, body.others, lead_role="lead", other_role="participant")
    made = NewProposal(
        title=new.title,
        body=body.body,
        section_id=new.section_id,
        occurred_on=new.occurred_on,
        form=body.form,
        member_id=new.member_id,
        unit_id=new.unit_id,
        shares=new.shares,
        state=new.state,
        category=body.category,
        livelihood=body.livelihood,
        plenary=body.plenary,
    )
    proposal_id = _insert(session, actor, [made])[0]
    after = {"form": body.form, "member": new.member_id, "unit": new.unit_id, "state": new.state}
    audit.record(session, "proposal:create", "proposal", proposal_id, after=after)
    return proposal_id


def _insert(session: Session, actor: Actor, news: Sequence[NewProposal]) -> list[str]:
    _check(session, actor, news)
    ids = open_claims(
        session,
        actor,
        [
            NewClaim(
                kind="proposal",
                type=new.form,
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
    kept = (
        "number",
        "form",
        "body",
        "category",
        "livelihood",
        "plenary",
        "filing",
        "filing_reason",
        "handling_unit",
        "process_satisfaction",
        "result_satisfaction",
    )
    session.execute(
        insert(Proposal),
        [
            {
                "council_id": actor.council_id,
                "id": id_,
                "outcomes": sorted(set(new.outcomes)),
                **{name: getattr(new, name) for name in kept},
            }
            for id_, new in zip(ids, news, strict=True)
        ],
    )
    return ids


def _check(session: Session, actor: Actor, news: Sequence[NewProposal]) -> None:
    numbers = [new.number for new in news if new.number]
    taken = queries.numbers_taken(session, actor.council_id, numbers) | _repeated(numbers)
    errors = []
    for index, new in enumerate(news):
        prefix = f"[{index}]." if len(news) > 1 else ""
        if new.form != "collective" and new.member_id is None:
            errors.append(FieldError(prefix + "member_id", "missing", "个人提案和联名提案必须有第一提案人。"))
        if new.form == "personal" and len(new.shares) > 1:
            errors.append(
                FieldError(prefix + "others", "not_joint", "个人提案不能有联名人，请改为联名提案。")
            )
        if new.number in taken:
            errors.append(FieldError(prefix + "number", "taken", "这个立案号已被使用。"))
    if errors:
        raise Invalid(errors=errors)


def _repeated(numbers: Sequence[str]) -> set[str]:
    return {number for number, count in Counter(numbers).items() if count > 1}


def change(session: Session, actor: Actor, proposal_id: str, changes: ProposalEdit, version: int) -> str:
    """Change a proposal before it is verified.

    Raises:
        NotFound, Stale, Forbidden (``not_author``), Conflict (``illegal_transition``).
    """
    claim = claims.get(session, actor, proposal_id, kind="proposal", lock=True)
    claims.expect(claim, version)
    policy.may_edit(actor, claim)
    said = changes.model_dump(exclude_unset=True, exclude_none=True)
    claims.edit(claim, edited(session, actor, changes))
    row = of(session, claim)
    for name in ("body", "category", "livelihood", "plenary"):
        if name in said:
            setattr(row, name, said[name])
    session.flush()
    audit.record(session, "proposal:edit", "proposal", proposal_id, after={"fields": sorted(said)})
    return proposal_id


def of(session: Session, claim: Claim) -> Proposal:
    """Return the proposal of a claim."""
    return session.get_one(Proposal, (claim.council_id, claim.id))


@dataclass(frozen=True, slots=True)
class ProposalChange:
    """What became of a proposal; None leaves a thing as it is."""

    proposal_id: str
    filing: str | None = None
    filing_reason: str | None = None
    number: str | None = None
    handling_unit: str | None = None
    outcomes: tuple[str, ...] | None = None
    process_satisfaction: str | None = None
    result_satisfaction: str | None = None

    def said(self) -> dict[str, object]:
        """Return what it says, as columns."""
        names = [name for name in self.__slots__ if name != "proposal_id"]
        return {name: value for name in names if (value := getattr(self, name)) is not None}


def apply(
    session: Session,
    actor: Actor,
    rows: Mapping[str, Proposal],
    changes: Sequence[ProposalChange],
) -> None:
    """Write what became of proposals onto their rows; the ledger's verb calls it and corrects.

    Raises:
        Invalid: a filing number taken, a refusal without a reason.
        Conflict: results for a proposal that was not filed.
    """
    numbers = [change.number for change in changes if change.number]
    taken = queries.numbers_taken(session, actor.council_id, numbers, list(rows))
    taken |= _repeated(numbers)
    errors, unfiled = [], False
    for index, change in enumerate(changes):
        prefix = f"[{index}]." if len(changes) > 1 else ""
        said = change.said()
        if change.number in taken:
            errors.append(FieldError(prefix + "number", "taken", "这个立案号已被使用。"))
        if change.filing in {"not_filed", "merged", "converted"} and not change.filing_reason:
            errors.append(FieldError(prefix + "reason", "missing", "请说明理由，以便告知提案人。"))
        row = rows[change.proposal_id]
        for name, value in said.items():
            setattr(row, name, sorted(set(value)) if name == "outcomes" else value)  # type: ignore[call-overload]
        rated = {row.process_satisfaction, row.result_satisfaction} != {"unrated"}
        unfiled = unfiled or (row.filing != "filed" and (rated or bool(row.outcomes)))
    if errors:
        raise Invalid(errors=errors)
    if unfiled:
        raise Conflict("未立案的提案不能登记办理结果和满意度。", word="not_filed")
