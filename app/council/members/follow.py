"""Let a member's account follow the roster."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.models import Account
from app.access.seats import move_login
from app.council import queries as council
from app.council.members import queries
from app.council.models import Member


def follow(session: Session, member: Member, name: str, number: str, index: str | None) -> None:
    """Let the account bear the member's name and answer to the new number and mobile, no longer to the old.

    The user name stays: it is printed on the slip the member was given.

    Args:
        name: The member's name before; an account of another name was not opened for this seat.
        number: The number before. index: The blinded mobile before.
    """
    account_id = queries.account_of(session, member.council_id, member.id)
    account = session.get(Account, account_id) if account_id else None
    if account is None:
        return
    if account.display_name == name:
        account.display_name = member.name
    code = council.council(session, member.council_id).code.lower()
    for kind, before, after in (
        ("number", f"{code}/{number.lower()}", f"{code}/{member.number.lower()}"),
        ("mobile", index, member.mobile_index),
    ):
        if before != after:
            move_login(session, account.id, kind, before, after)
    session.flush()
