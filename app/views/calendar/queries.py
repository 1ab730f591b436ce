"""A member's sittings, past weeks and all that come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.core.db.base import AnyRow
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.models import Claim

MOST = 500


def sittings(session: Session, council_id: str, member_id: str, since: datetime) -> list[AnyRow]:
    """Return (sitting, title, version, created_at, place, state, response), declined ones left out."""
    statement = (
        select(
            Sitting,
            Claim.title,
            Claim.version,
            Claim.created_at,
            Activity.place,
            Activity.state,
            Invitation.response,
        )
        .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
        .join(Claim, and_(Claim.council_id == Activity.council_id, Claim.id == Activity.id))
        .join(
            Invitation,
            and_(Invitation.council_id == Activity.council_id, Invitation.activity_id == Activity.id),
        )
        .where(Sitting.council_id == council_id, Invitation.member_id == member_id)
        .where(Invitation.response != "declined", Sitting.ends_at >= since)
        .order_by(Sitting.starts_at, Sitting.id)
        .limit(MOST)
    )
    return list(session.execute(statement).all())
