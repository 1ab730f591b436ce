"""Who sees which facts of a member."""

from __future__ import annotations

from app.access.actor import Actor

#: Roles whose work needs more of a member than name, units and posts.
_STAFF = frozenset({"section_clerk", "secretariat", "verifier", "chair", "auditor", "council_admin"})


def sees_particulars(actor: Actor, member_id: str | None = None) -> bool:
    """Tell whether the actor sees base facts (masked), of one member or of all in a list.

    A member sees his or her own; office, chairs and auditors see everybody's.
    """
    own = member_id is not None and member_id == actor.member_id
    return own or not _STAFF.isdisjoint(actor.roles)


def masked_mobile(mobile: str) -> str:
    """Return a mobile number with its middle hidden.

    >>> masked_mobile("13805731234")
    '138****1234'
    """
    return f"{mobile[:3]}****{mobile[-4:]}"
