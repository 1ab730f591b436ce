"""Statements on sealed columns."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from app.access.models import Login
from app.core.db.base import AnyRow


def some(session: Session, table: Table, column: str, council: str, after: str, limit: int) -> list[AnyRow]:
    """Return id and sealed value of the next rows that have one, locked."""
    sealed = table.c[column]
    statement = (
        select(table.c.id, sealed)
        .where(table.c.council_id == council, sealed.is_not(None), table.c.id > after)
        .order_by(table.c.id)
        .limit(limit)
        .with_for_update()
    )
    return list(session.execute(statement))


def write(
    session: Session, table: Table, column: str, council: str, made: list[dict[str, Any]], *, mobiles: bool
) -> None:
    """Write values sealed anew, and the blind indexes of mobiles: of members and of log-ins."""
    values: dict[str, Any] = {column: bindparam("sealed")}
    names = ["row", "sealed"]
    if mobiles:
        values["mobile_index"] = bindparam("becomes")
        names.append("becomes")
    mine = (table.c.council_id == council, table.c.id == bindparam("row"))
    connection = session.connection()
    connection.execute(update(table).where(*mine).values(values), _only(made, names))
    if mobiles:
        # A person of two councils logs in by one number: whichever comes second finds it done.
        login = Login.__table__
        own = (login.c.kind == "mobile", login.c.key == bindparam("was"))
        statement = update(login).where(*own).values(key=bindparam("becomes"))  # type: ignore[arg-type]
        connection.execute(statement, _only(made, ["was", "becomes"]))


def _only(made: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    return [{name: one[name] for name in names} for one in made]
