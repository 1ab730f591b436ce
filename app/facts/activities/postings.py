"""A concluded activity: one record about the council itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.facts import queries
from app.facts.activities.models import Activity
from app.facts.models import Claim
from app.facts.posting import Posting


def activity_postings(session: Session, council_id: str, claims: Sequence[Claim]) -> dict[str, list[Posting]]:
    """Return one ``event`` posting per activity, about its organiser group or the council."""
    rows = queries.rows_of(session, Activity, council_id, [claim.id for claim in claims])
    return {claim.id: [_posting(claim, rows[claim.id])] for claim in claims}


def _posting(claim: Claim, activity: Activity) -> Posting:
    return Posting(
        occurred_on=claim.occurred_on,
        fact="event",
        type=activity.kind,
        unit_id=claim.unit_id,
        attrs={
            "series": sorted(activity.series),
            "consultation": activity.consultation,
            "leader_attended": activity.leader_attended,
            "participants": activity.participants,
            "live_views": activity.live_views,
            "joint": activity.origin_council_id is not None or "cross_region" in activity.series,
        },
    )
