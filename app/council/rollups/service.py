"""Grants, revokes, and writes what arrives."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.guard import COUNCIL
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.core.jobs import enqueue
from app.council import queries as councils
from app.council.models import COUNCIL_LEVELS, Council
from app.council.rollups import queries
from app.council.rollups.models import RollupGrant, RollupReceipt

JOB = "rollup"
REVOKED = "已经停止上报。"


def grant(session: Session, actor: Actor, partner_id: str, basis: str) -> RollupGrant:
    """Let a superior council of this installation see aggregates from now on.

    Raises:
        Invalid: the partner is unknown, outside the installation, or no superior.
        Conflict: it is granted already.
    """
    partner = next(
        (one for one in councils.partners(session, actor.council_id) if one.id == partner_id), None
    )
    above = (
        session.get(Council, partner.partner_council_id) if partner and partner.partner_council_id else None
    )
    own = councils.council(session, actor.council_id)
    if above is None or not is_above(above.level, own.level):
        sentence = "只能向本系统内的上级政协上报；先在联动政协中登记它的代码。"
        raise Invalid(errors=[FieldError("partner_id", "no_superior", sentence)])
    row = queries.of_partner(session, actor.council_id, partner_id)
    if row is not None and row.revoked_at is None:
        raise Conflict("已经向这个政协上报。", word="granted_already")
    if row is None:
        row = RollupGrant(council_id=actor.council_id, id=new_id(), partner_id=partner_id, version=0)
        session.add(row)
    row.superior_id, row.basis = above.id, basis
    row.granted_by, row.granted_at, row.revoked_at = actor.account_id, clock.now(), None
    session.flush()
    audit.record(session, "rollup:grant", "rollup", row.id, after={"partner": partner_id})
    return row


def is_above(level: str, own: str) -> bool:
    """Tell whether a level stands above another.

    >>> is_above("province", "county"), is_above("county", "county"), is_above("system", "county")
    (True, False, False)
    """
    order = ("county", "prefecture", "province", "national")
    assert set(order) < set(COUNCIL_LEVELS)
    return level in order and own in order and order.index(level) > order.index(own)


def revoke(session: Session, actor: Actor, grant_id: str) -> str:
    """Take the grant back; what the superior was given is blanked there.

    Raises:
        NotFound. Conflict: it is revoked already.
    """
    row = standing(session, actor.council_id, grant_id)
    row.revoked_at = clock.now()
    send(session, row, None)
    audit.record(session, "rollup:revoke", "rollup", row.id, after={"partner": row.partner_id})
    return row.id


def standing(session: Session, council_id: str, grant_id: str) -> RollupGrant:
    """Return a grant that stands, to be changed.

    Raises:
        NotFound. Conflict: it is revoked.
    """
    row = queries.lock(session, council_id, grant_id)
    if row is None:
        raise NotFound()
    if row.revoked_at is not None:
        raise Conflict(REVOKED, word="illegal_transition")
    return row


def send(session: Session, row: RollupGrant, body: dict[str, Any] | None) -> None:
    """Put a finished document, or with None the revocation, into the outbox."""
    row.version += 1
    row.sent_on = clock.today()
    session.flush()
    copy = {
        "origin_council_id": row.council_id,
        "origin_version": row.version,
        "origin_name": councils.council(session, row.council_id).name,
        "revoked": body is None,
        "body": body or {},
    }
    enqueue(session, JOB, {"target": row.superior_id, "copy": copy}, created_by=row.granted_by)


def receive(session: Session, council_id: str, copy: dict[str, Any]) -> None:
    """Write what a subordinate council sent; harmless to repeat, and in whatever order it arrives."""
    row = queries.receipt(session, council_id, copy["origin_council_id"])
    if row is not None and row.origin_version >= copy["origin_version"]:
        return
    if row is None:
        row = RollupReceipt(
            council_id=council_id, id=new_id(), origin_council_id=copy["origin_council_id"], body={}
        )
        session.add(row)
    row.origin_version, row.origin_name = copy["origin_version"], copy["origin_name"]
    row.revoked, row.body, row.received_at = copy["revoked"], copy["body"], clock.now()
    session.flush()
    after = {"origin": row.origin_council_id, "revoked": row.revoked}
    audit.record(session, "rollup:receive", "rollup", row.id, after=after)


def due(session: Session) -> list[str]:
    """Return the bound council's grants that the clock sends today."""
    return queries.due(session, session.info[COUNCIL], clock.today())
