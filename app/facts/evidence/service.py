"""Evidence of claims: files attached, shown again, removed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, Forbidden, NotFound, TooLarge
from app.core.ids import new_id
from app.core.storage import Accepted
from app.facts import claim as claims
from app.facts import policy, queries
from app.facts.activities import service as activities
from app.facts.evidence.schemas import AttachmentOut
from app.facts.models import Attachment, Claim

MOST_PER_CLAIM = 30


@dataclass(slots=True)
class Kept:
    """A judged file already in storage, before any row names it.

    Args:
        key: Its storage key.
        quota: How many bytes of evidence the council may keep.
        named: Whether a row was made for it; otherwise nothing will ever find it again.
    """

    file: Accepted
    key: str
    quota: int
    named: bool = False


def may_attach(session: Session, actor: Actor, claim_id: str, size: int, quota: int) -> None:
    """Refuse early, before a file is judged and stored, what ``attach`` would refuse."""
    _attachable(session, actor, claim_id)
    _room(session, actor, claim_id, size, quota)


def attach(session: Session, actor: Actor, claim_id: str, kept: Kept) -> str:
    """Name a stored file as evidence of a claim; return its id.

    The author may add evidence until the claim is verified, the section that keeps it at any time.

    Raises:
        NotFound: the claim is invisible.
        Forbidden, Conflict: somebody else's claim, or one that is withdrawn.
        TooLarge: the council's quota or the claim's number of files is used up.
    """
    claim = _attachable(session, actor, claim_id, lock=True)
    file = kept.file
    _room(session, actor, claim_id, file.size, kept.quota)
    attachment = Attachment(
        council_id=actor.council_id,
        id=new_id(),
        claim_id=claim.id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        storage_key=kept.key,
        uploaded_by=actor.account_id,
        uploaded_at=clock.now(),
    )
    session.add(attachment)
    session.flush()
    after = {"claim": claim.id, "sha256": file.sha256, "size": file.size}
    audit.record(session, "attachment:add", "attachment", attachment.id, after=after)
    kept.named = True
    return attachment.id


def _room(session: Session, actor: Actor, claim_id: str, size: int, quota: int) -> None:
    if len(queries.attachments(session, actor.council_id, claim_id)) >= MOST_PER_CLAIM:
        raise TooLarge(f"一条记录最多 {MOST_PER_CLAIM} 个附件。", word="too_many_files")
    if queries.attached_bytes(session, actor.council_id) + size > quota:
        raise TooLarge("本会的附件空间已用完，请联系管理员。", word="quota_exceeded")


def _attachable(session: Session, actor: Actor, claim_id: str, *, lock: bool = False) -> Claim:
    claim = claims.get(session, actor, claim_id, lock=lock)
    if claim.state == "withdrawn" or not policy.keeps(actor, claim):
        policy.may_edit(actor, claim)
    return claim


def listed(session: Session, actor: Actor, claim_id: str) -> list[AttachmentOut]:
    """Return the evidence of a claim the actor may see, or the papers of an activity, oldest first."""
    _readable(session, actor, claim_id)
    return [_shape(row) for row in queries.attachments(session, actor.council_id, claim_id)]


def show(session: Session, actor: Actor, attachment_id: str) -> AttachmentOut:
    """Return what is known of one attachment."""
    return _shape(find(session, actor, attachment_id))


def find(session: Session, actor: Actor, attachment_id: str) -> Attachment:
    """Return an attachment whose claim the actor may see.

    Raises:
        NotFound: missing, removed, or of a claim that is none of the actor's business.
    """
    row = session.get(Attachment, (actor.council_id, attachment_id))
    if row is None or row.removed_at is not None:
        raise NotFound()
    _readable(session, actor, row.claim_id)
    return row


def _readable(session: Session, actor: Actor, claim_id: str) -> None:
    """Let whoever is due at an activity read its papers, beside those who see its record.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    if queries.claim(session, actor, claim_id) is None:
        activities.find(session, actor, claim_id)


def remove(session: Session, actor: Actor, attachment_id: str) -> None:
    """Mark an attachment as removed; what proved a verified claim stays.

    Raises:
        Conflict: the claim is verified.
        Forbidden: neither uploaded by the actor nor kept by the actor's section.
    """
    row = find(session, actor, attachment_id)
    claim = claims.get(session, actor, row.claim_id, lock=True)
    if claim.state == "verified":
        raise Conflict("记录已核实，其附件不能删除。", word="already_verified")
    if row.uploaded_by != actor.account_id and not policy.keeps(actor, claim):
        raise Forbidden("只有上传人和组织部门可以删除附件。", word="not_author")
    row.removed_at = clock.now()
    session.flush()
    audit.record(session, "attachment:remove", "attachment", attachment_id, after={"claim": claim.id})


def _shape(row: Attachment) -> AttachmentOut:
    return AttachmentOut.model_validate(row, from_attributes=True)
