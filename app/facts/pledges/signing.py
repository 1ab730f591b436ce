"""A pledge signed, countersigned and amended; each text kept as signed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council import queries as council
from app.facts.pledges import policy, queries
from app.facts.pledges.models import Pledge, PledgeCountersignature, PledgeTemplate, PledgeText
from app.facts.pledges.schemas import PledgeAmendIn, PledgeDraftIn, PledgeSignIn
from app.facts.pledges.text import digest_of, read, stored, written


def find(
    session: Session, actor: Actor, pledge_id: str, *, own: bool = False, lock: bool = True
) -> tuple[Pledge, PledgeTemplate]:
    """Return a pledge and its template.

    Args:
        own: Only one that is the actor's to sign.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    row = queries.pledge(session, actor, pledge_id, clock.today(), own=own, lock=lock)
    if row is None or row[1].state == "draft":
        raise NotFound()
    return row[0], row[1]


def decided(session: Session, actor: Actor, pledge_id: str) -> tuple[Pledge, PledgeTemplate]:
    """Return a pledge and its template to who may decide about it.

    Raises:
        NotFound. Forbidden: one's own or one's group's (``own_claim``), another section's.
    """
    pledge, template = find(session, actor, pledge_id)
    own = queries.convened(session, actor, pledge, clock.today())
    policy.may_decide(actor, template, pledge, convenes=own)
    return pledge, template


def adapt(session: Session, actor: Actor, pledge_id: str, said: PledgeDraftIn, version: int) -> str:
    """Put the signer's own numbers and words into a draft.

    Raises:
        NotFound, Stale, Conflict (``illegal_transition``), Invalid: below the template, or zero.
    """
    pledge, template = find(session, actor, pledge_id, own=True)
    policy.step(pledge, "adapt")
    if pledge.version != version:
        raise Stale()
    document = policy.adapted(read(template.document), read(pledge.document), said.targets, said.texts)
    pledge.document = stored(document)
    pledge.version += 1
    session.flush()
    after = {"count": len(said.targets) + len(said.texts)}
    audit.record(session, "pledge:adapt", "pledge", pledge.id, after=after)
    return pledge.id


def sign(session: Session, actor: Actor, pledge_id: str, said: PledgeSignIn) -> str:
    """Sign the text that was read, by typing the own name.

    Raises:
        NotFound. Conflict: signed already, the template is closing, or the text is another one now.
        Invalid: the name is not the signer's own (``not_own_name``).
    """
    pledge, template = find(session, actor, pledge_id, own=True)
    following = policy.step(pledge, "sign")
    policy.stands(template, "issued")
    _own_name(session, actor, said.name)
    text = written(template.title, read(pledge.document))
    if digest_of(text) != said.digest:
        sentence = "承诺书内容已有变动，请重新阅读后再签订。"
        raise Conflict(sentence, word="other_text", errors=[FieldError("digest", "other_text", sentence)])
    _keep(session, actor, pledge, template, text, "")
    # What was reminded of is done; from now on a reminder means that something is behind.
    pledge.state, pledge.reminded_at = following, None
    session.flush()
    after = {"number": pledge.number, "digest": said.digest}
    audit.record(session, "pledge:sign", "pledge", pledge.id, after=after)
    return pledge.id


def amend(session: Session, actor: Actor, pledge_id: str, said: PledgeAmendIn) -> str:
    """Change what was signed, with the reason, and sign it anew; the section confirms once more.

    Raises:
        NotFound. Conflict: not signed yet or judged, or past the last day for it (``amend_over``).
        Invalid: the name is not the signer's own, a target below the template's, nothing changed.
    """
    pledge, template = find(session, actor, pledge_id, own=True)
    following = policy.step(pledge, "amend")
    policy.stands(template, "issued")
    if clock.today() > template.amend_until:
        sentence = f"变更已于 {template.amend_until} 截止；确有困难请联系承办部门。"
        errors = [FieldError("amend_until", "amend_over", sentence)]
        raise Conflict(sentence, word="amend_over", errors=errors)
    _own_name(session, actor, said.name)
    document = policy.adapted(read(template.document), read(pledge.document), said.targets, said.texts)
    if stored(document) == pledge.document:
        raise Invalid(errors=[FieldError("targets", "unchanged", "内容没有变动，不用变更。")])
    pledge.document = stored(document)
    text = written(template.title, document)
    _keep(session, actor, pledge, template, text, said.reason)
    pledge.state = following
    session.flush()
    after = {"number": pledge.number, "reason": said.reason}
    audit.record(session, "pledge:amend", "pledge", pledge.id, after=after)
    return pledge.id


def countersign(session: Session, actor: Actor, pledge_id: str) -> str:
    """Sign for the section under the newest text.

    Raises:
        NotFound, Forbidden (``own_claim``, ``not_organiser``), Conflict (``illegal_transition``).
    """
    pledge, _ = decided(session, actor, pledge_id)
    pledge.state = policy.step(pledge, "countersign")
    session.add(
        PledgeCountersignature(
            council_id=actor.council_id,
            id=new_id(),
            pledge_id=pledge.id,
            number=pledge.number,
            signed_by=actor.account_id,
            signed_at=clock.now(),
        )
    )
    pledge.version += 1
    session.flush()
    audit.record(session, "pledge:countersign", "pledge", pledge.id, after={"number": pledge.number})
    return pledge.id


def close(session: Session, actor: Actor, pledge_id: str) -> str:
    """End one pledge before the others: its member has left.

    Raises:
        NotFound, Forbidden. Conflict: its state, or the member still serves (``still_serving``).
    """
    pledge, template = decided(session, actor, pledge_id)
    following = policy.step(pledge, "close")
    if clock.today() <= template.intake_until and _serves(session, pledge):
        sentence = f"本人仍在任，收件截止日（{template.intake_until}）之后才能转入认定。"
        raise Conflict(sentence, word="still_serving")
    pledge.state = following
    pledge.version += 1
    session.flush()
    audit.record(session, "pledge:close", "pledge", pledge.id)
    return pledge.id


def _serves(session: Session, pledge: Pledge) -> bool:
    if pledge.member_id is None:
        return True
    found = council.members_on(session, pledge.council_id, clock.today(), [pledge.member_id])
    return bool(found)


def _own_name(session: Session, actor: Actor, typed: str) -> None:
    """Refuse a name that is not the signer's own: nobody signs for another."""
    own = council.brief(session, actor.council_id, actor.member_id or "")
    if own is None or "".join(typed.split()) != "".join(own.name.split()):
        sentence = "姓名与本人不符；承诺书只能由本人签订，请输入自己的姓名。"
        raise Invalid(sentence, errors=[FieldError("name", "not_own_name", sentence)])


def _keep(
    session: Session, actor: Actor, pledge: Pledge, template: PledgeTemplate, text: str, reason: str
) -> None:
    pledge.number += 1
    pledge.version += 1
    session.add(
        PledgeText(
            council_id=actor.council_id,
            id=new_id(),
            pledge_id=pledge.id,
            number=pledge.number,
            document=pledge.document,
            text=text,
            digest=digest_of(text),
            reason=reason,
            late=not reason and clock.today() > template.sign_by,
            signer_id=str(actor.member_id),
            signed_by=actor.account_id,
            signed_at=clock.now(),
        )
    )
