"""A closed roll: one record per due member, absences included."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.facts import queries
from app.facts.activities.models import Activity, Sitting
from app.facts.attendance.queries import newest_marks, sittings_of_rolls
from app.facts.models import Claim
from app.facts.posting import Posting

#: Activity kind → fact and type as the rule books count them.
FACTS: dict[str, tuple[str, str]] = {
    "plenary": ("meeting", "plenary"),
    "plenary_group": ("meeting", "plenary_group"),
    "standing_committee": ("meeting", "standing"),
    "chairpersons_council": ("meeting", "chair"),
    "special_committee": ("meeting", "committee"),
    "sector": ("meeting", "sector"),
    "district_liaison": ("meeting", "district_liaison"),
    "congress": ("meeting", "congress"),
    "other_meeting": ("meeting", "other"),
    "consultation": ("meeting", "consultation"),
    "face_to_face": ("meeting", "special_topic"),
    "livelihood_hall": ("activity", "livelihood_hall"),
    "oversight": ("activity", "oversight"),
    "survey": ("activity", "survey"),
    "inspection": ("activity", "inspection"),
    "study": ("activity", "study"),
    "training": ("training", "full"),
    "visit": ("activity", "visit"),
    "salon": ("activity", "salon"),
    "contact": ("activity", "contact"),
    "charity": ("activity", "charity"),
    "seminar": ("activity", "seminar"),
    "other_activity": ("activity", "other"),
}


def attendance_postings(
    session: Session, council_id: str, claims: Sequence[Claim]
) -> dict[str, list[Posting]]:
    """Return one posting per due member of each closed roll."""
    sittings = sittings_of_rolls(session, council_id, [claim.id for claim in claims])
    ids = {sitting.activity_id for sitting in sittings.values()}
    activities = queries.rows_of(session, Activity, council_id, sorted(ids))
    marks = newest_marks(session, council_id, [sitting.id for sitting in sittings.values()])
    found: dict[str, list[Posting]] = {}
    for claim in claims:
        sitting = sittings[claim.id]
        activity = activities[sitting.activity_id]
        found[claim.id] = [
            says(claim, sitting, activity, mark.member_id, mark.status)
            for mark in marks
            if mark.sitting_id == sitting.id
        ]
    return found


def says(claim: Claim, sitting: Sitting, activity: Activity, member_id: str, status: str) -> Posting:
    """Return what one mark posts; asks no database, so that it may be a hypothetical one."""
    fact, type_ = FACTS[activity.kind]
    return Posting(
        occurred_on=claim.occurred_on,
        fact=fact,
        type=type_,
        status=status,
        member_id=member_id,
        attrs={
            "activity": activity.id,
            "sitting": sitting.id,
            "half_days": sitting.half_days,
            "consultation": activity.consultation,
        },
    )
