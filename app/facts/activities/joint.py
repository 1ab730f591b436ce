"""Joint activities: a frozen copy travels to each partner council."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import FieldError, Invalid
from app.core.ids import new_id
from app.core.jobs import enqueue
from app.council import queries as council
from app.facts import policy
from app.facts.activities import queries
from app.facts.activities.models import Activity
from app.facts.activities.schemas import SittingIn
from app.facts.activities.service import add_sittings, find
from app.facts.claim import expect
from app.facts.models import Claim

JOB = "joint_activity"


def share(
    session: Session, actor: Actor, activity_id: str, partner_ids: Sequence[str], version: int | None = None
) -> str:
    """Put one outbox job per partner council of this installation; return the activity's id.

    Raises:
        Invalid: a partner is unknown, or has no place in this installation.
    """
    claim, activity = find(session, actor, activity_id, lock=True)
    policy.organises(actor, claim.section_id)
    expect(claim, version)
    partners = {row.id: row for row in council.partners(session, actor.council_id)}
    errors = [
        FieldError(f"partner_ids[{index}]", "unknown", "没有这个联动政协。")
        for index, partner_id in enumerate(partner_ids)
        if partner_id not in partners
    ]
    if errors:
        raise Invalid(errors=errors)
    copy = _frozen(session, actor, claim, activity)
    for partner_id in dict.fromkeys(partner_ids):
        target = partners[partner_id].partner_council_id
        # A partner outside the installation is a record without an inbox.
        if target is not None:
            enqueue(session, JOB, {"target": target, "copy": copy}, created_by=actor.account_id)
    activity.series = sorted({*activity.series, "cross_region"})
    session.flush()
    audit.record(session, "activity:share", "activity", activity_id, after={"partners": list(partner_ids)})
    return activity_id


def _frozen(session: Session, actor: Actor, claim: Claim, activity: Activity) -> dict[str, Any]:
    sittings = queries.sittings_of(session, actor.council_id, [activity.id])
    return {
        "origin_council_id": actor.council_id,
        "origin_id": activity.id,
        "origin_version": claim.version,
        "host_name": council.council(session, actor.council_id).name,
        "title": claim.title,
        "kind": activity.kind,
        "place": activity.place,
        "topic": activity.topic,
        "occurred_on": claim.occurred_on.isoformat(),
        "created_by": actor.account_id,
        "sittings": [
            {
                "name": sitting.name,
                "place": sitting.place,
                "starts_at": sitting.starts_at.isoformat(),
                "ends_at": sitting.ends_at.isoformat(),
                "half_days": sitting.half_days,
            }
            for sitting in sittings
        ],
    }


def receive(session: Session, council_id: str, copy: dict[str, Any]) -> None:
    """Write (or bring up to date) the frozen copy in the partner's council; harmless to repeat."""
    known = queries.copy_of(session, council_id, copy["origin_council_id"], copy["origin_id"])
    if known is not None:
        if (known.origin_version or 0) < copy["origin_version"]:
            known.origin_version = copy["origin_version"]
            known.place, known.topic = copy["place"], copy["topic"]
        return
    section_id = council.units(session, council_id, "section")[0].id
    activity_id = new_id()
    session.execute(
        insert(Claim),
        [
            {
                "council_id": council_id,
                "id": activity_id,
                "kind": "activity",
                "type": copy["kind"],
                "state": "submitted",
                "title": copy["title"],
                "section_id": section_id,
                "occurred_on": clock.date_of(copy["occurred_on"]),
                "created_by": copy["created_by"],
                "created_at": clock.now(),
                "reason": "",
                "version": 1,
            }
        ],
    )
    session.execute(
        insert(Activity),
        [
            {
                "council_id": council_id,
                "id": activity_id,
                "kind": copy["kind"],
                "place": copy["place"],
                "topic": copy["topic"],
                "series": ["cross_region"],
                "origin_council_id": copy["origin_council_id"],
                "origin_id": copy["origin_id"],
                "origin_version": copy["origin_version"],
                "host_name": copy["host_name"],
            }
        ],
    )
    add_sittings(
        session, council_id, activity_id, [SittingIn.model_validate(item) for item in copy["sittings"]]
    )
    audit.record(session, "activity:receive", "activity", activity_id, after={"origin": copy["origin_id"]})
