"""Pledges as papers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.facts.pledges import queries
from app.facts.pledges.schemas import (
    STATE_LABELS,
    PledgeNoteOut,
    PledgePaper,
    PledgeTextOut,
)
from app.facts.pledges.text import digest_of, read, written


def paper(session: Session, actor: Actor, pledge_id: str) -> PledgePaper:
    """Return one pledge the actor may see.

    Raises:
        NotFound: missing, foreign, or none of the actor's business.
    """
    if queries.pledge(session, actor, pledge_id, clock.today()) is None:
        raise NotFound()
    rows = queries.listed(session, actor.council_id, ids=[pledge_id])
    if not rows:
        raise NotFound()
    return papers(session, actor.council_id, rows)[0]


def papers(session: Session, council_id: str, rows: Sequence[AnyRow]) -> list[PledgePaper]:
    """Return pledges, as ``queries.listed`` finds them, with texts and notes; two statements."""
    ids = [row[0].id for row in rows]
    texts: dict[str, list[AnyRow]] = {}
    for found in queries.texts(session, council_id, ids):
        texts.setdefault(found[0].pledge_id, []).append(found)
    notes: dict[str, list[PledgeNoteOut]] = {}
    for note in queries.notes(session, council_id, ids):
        shape = PledgeNoteOut(
            item=note.item,
            kind=note.kind,  # type: ignore[arg-type]
            text=note.text,
            claim_ids=note.claims,
            noted_at=note.noted_at,
        )
        notes.setdefault(note.pledge_id, []).append(shape)
    return [_paper(row, texts.get(row[0].id, []), notes.get(row[0].id, [])) for row in rows]


def _paper(row: AnyRow, texts: Sequence[AnyRow], notes: list[PledgeNoteOut]) -> PledgePaper:
    pledge, template = row[0], row[1]
    document = read(pledge.document)
    text = texts[-1][0].text if texts else written(template.title, document)
    return PledgePaper(
        id=pledge.id,
        template_id=template.id,
        year=pledge.year,
        audience=template.audience,
        title=template.title,
        member_id=pledge.member_id,
        unit_id=pledge.unit_id,
        subject=row.subject,
        state=pledge.state,
        state_label=STATE_LABELS[pledge.state],
        section=row.section,
        sign_by=template.sign_by,
        amend_until=template.amend_until,
        intake_until=template.intake_until,
        document=document,
        text=text,
        digest=digest_of(text),
        number=pledge.number,
        texts=[
            PledgeTextOut(
                number=found[0].number,
                digest=found[0].digest,
                reason=found[0].reason,
                late=found[0].late,
                signed_at=found[0].signed_at,
                countersigned_at=found.countersigned_at,
            )
            for found in texts
        ],
        notes=notes,
        version=pledge.version,
    )
