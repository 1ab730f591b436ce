"""The first system administrator of an installation, made on the machine."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.passwords import hash_now, initial_password
from app.access.seats import NewAccount, give_seat, open_account
from app.core.audit import SYSTEM
from app.core.db import Database


def make(db: Database, username: str, display_name: str) -> str:
    """Open a system administrator's account; return its one-time password.

    Raises:
        Invalid: the user name is taken.
    """
    password = initial_password()
    hashed = hash_now(password)

    def work(session: Session) -> None:
        account = open_account(session, NewAccount(display_name, username, hashed))
        give_seat(session, SYSTEM, account, ["system_admin"])

    db.write_now(work, council=SYSTEM)
    return password
