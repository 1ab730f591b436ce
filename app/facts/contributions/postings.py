"""A verified contribution: a record per author, one for the piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.facts import queries
from app.facts.activities.models import Activity
from app.facts.contributions.kinds import KINDS, Kind
from app.facts.contributions.models import Contribution
from app.facts.contributions.schemas.base import LEVELS
from app.facts.models import Claim, ClaimParticipant
from app.facts.posting import Attr, Posting

#: Relation of the link from a piece to the meeting or survey it came from.
FROM_ACTIVITY = "from_activity"


def contribution_postings(
    session: Session, council_id: str, claims: Sequence[Claim]
) -> dict[str, list[Posting]]:
    """Return what each contribution would post, as its kind declares.

    Each author (or the group) gets a record that counts pieces; the piece itself gets one record
    about the council, in the kind's own unit. A piece that came from an activity carries that
    activity's series, kind and whether it was a consultation.
    """
    ids = [claim.id for claim in claims]
    rows = queries.rows_of(session, Contribution, council_id, ids)
    shares: dict[str, list[ClaimParticipant]] = {}
    for share in queries.participants(session, council_id, ids):
        shares.setdefault(share.claim_id, []).append(share)
    sources = {
        link.from_id: link.to_id
        for link in queries.links(session, council_id, ids)
        if link.relation == FROM_ACTIVITY
    }
    activities = queries.rows_of(session, Activity, council_id, sorted(set(sources.values())))
    found = {}
    for claim in claims:
        source = activities.get(sources.get(claim.id, ""))
        found[claim.id] = says(claim, rows[claim.id], source, shares.get(claim.id, []))
    return found


def says(
    claim: Claim, row: Contribution, source: Activity | None, shares: Sequence[ClaimParticipant]
) -> list[Posting]:
    """Return what one contribution would post; asks no database, so that it may be a hypothetical one.

    Args:
        source: The activity that it came from, if any.
    """
    piece = _piece(claim, row, source)
    kind = KINDS[row.kind]
    found = []
    if kind.fact:
        one = replace(piece, fact=kind.fact, quantity=1)
        if kind.fact in {"contribution", "group_fact"}:
            one = replace(one, type=row.kind)
        found += [
            replace(one, member_id=member_id, role=role)
            for member_id, role in _authors(claim, shares).items()
        ]
        if claim.unit_id:
            found.append(replace(one, unit_id=claim.unit_id, role="author"))
    if kind.counted:
        found.append(piece)
    return found


def _authors(claim: Claim, shares: Sequence[ClaimParticipant]) -> dict[str, str]:
    authors = {claim.member_id: "author"} if claim.member_id else {}
    for share in shares:
        if share.state == "accepted":
            leads = share.role in {"lead", "author"}
            authors.setdefault(share.member_id, "author" if leads else "participant")
    return authors


def _piece(claim: Claim, row: Contribution, source: Activity | None) -> Posting:
    kind, data = KINDS[row.kind], row.data
    attrs: dict[str, Attr] = dict(kind.fixed)
    attrs |= {name: data[name] for name in kind.attrs if data.get(name) is not None}
    if source is not None:
        attrs["series"] = sorted(source.series)
        attrs["from_kind"] = source.kind
        attrs["from_consultation"] = source.consultation
    return Posting(
        occurred_on=claim.occurred_on,
        fact=kind.counted,
        type=str(data.get(kind.type, "")),
        status=kind.always or str(data.get(kind.status, "")),
        level=_level(kind, data),
        quantity=int(data[kind.quantity]) if kind.quantity else 1,
        attrs=attrs,
    )


def _level(kind: Kind, data: dict[str, Any]) -> str:
    said = data.get(kind.level, "")
    if isinstance(said, list):
        return max(said, key=LEVELS.index, default="")
    return str(said)
