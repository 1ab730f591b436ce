"""Notices of pledges: to be signed, behind, given back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, bindparam, case, func, or_

from app.council.models import Placement
from app.council.queries import holds_on
from app.facts.pledges.models import Pledge, PledgeTemplate
from app.views.notices.queries.notice import COUNCIL, MEMBER, notice

_today: Any = bindparam("today")


def asked() -> Select[Any]:
    """The member's pledges that wait for a signature, and signed ones that the section reminded of."""
    return _waiting().where(Pledge.member_id == MEMBER)


def asked_of_group() -> Select[Any]:
    """The same of groups that the member convenes today."""
    return (
        _waiting()
        .join(
            Placement,
            and_(Placement.council_id == Pledge.council_id, Placement.unit_id == Pledge.unit_id),
        )
        .where(
            Placement.council_id == COUNCIL,
            Placement.member_id == MEMBER,
            Placement.role == "convener",
            holds_on(Placement, _today),
        )
    )


def _waiting() -> Select[Any]:
    return (
        notice(
            func.coalesce(Pledge.reminded_at, Pledge.created_at),
            Pledge.id,
            case((Pledge.state == "draft", "pledge_to_sign"), else_="pledge_behind"),
            Pledge.id,
            "pledge",
            title=PledgeTemplate.title,
            day=PledgeTemplate.sign_by,
        )
        .join(
            PledgeTemplate,
            and_(PledgeTemplate.council_id == Pledge.council_id, PledgeTemplate.id == Pledge.template_id),
        )
        .where(
            Pledge.council_id == COUNCIL,
            PledgeTemplate.state == "issued",
            or_(
                Pledge.state == "draft",
                and_(
                    or_(Pledge.state == "signed", Pledge.state == "countersigned"),
                    Pledge.reminded_at.is_not(None),
                ),
            ),
        )
    )
