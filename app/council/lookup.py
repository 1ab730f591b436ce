"""Councils by code, for commands on the machine."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.db import Database
from app.core.errors import NotFound
from app.council.queries import councils_by_code


def all_councils(db: Database) -> list[tuple[str, str]]:
    """Return (code, id) of every council of the installation, the system's own included."""

    def work(session: Session) -> list[tuple[str, str]]:
        return [(row.code, row.id) for row in councils_by_code(session)]

    return db.read_now(work)


def council_id_of(db: Database, code: str) -> str:
    """Return the id of the council with this code.

    Raises:
        NotFound: there is none.
    """
    for name, id_ in all_councils(db):
        if name == code:
            return id_
    raise NotFound(f"没有代码为“{code}”的政协。")
