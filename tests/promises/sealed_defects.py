"""Defects in a sealed year, each of which a replay has to find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, select, update
from sqlalchemy.orm import Session

from app.core.db import Database
from app.standings.evaluation_year import queries, replay
from app.tables import metadata
from tests.promises.sealed_attacks import lifted

Mine = ColumnElement[bool]
#: What is planted → the table, and what one row of it says then; None drops the row.
PLANTS: dict[str, tuple[str, Callable[[Table], dict[str, Any] | None]]] = {
    "封存页的总分": ("sealed_sheets", lambda t: {"text": func.replace(t.c.text, '"total":"', '"total":"1')}),
    "封存页连同摘要": ("sealed_sheets", lambda t: {"text": "{}", "digest": _NOTHING}),
    "截断的封存页": ("sealed_sheets", lambda t: {"text": func.substr(t.c.text, 1, 99)}),
    "少一页": ("sealed_sheets", lambda t: None),
    "台账的数量": ("duty_records", lambda t: {"quantity": t.c.quantity + 1}),
    "办法的分值": ("scheme_documents", lambda t: {"text": func.replace(t.c.text, "{each: 5}", "{each: 6}")}),
    "办法的注释": ("scheme_documents", lambda t: {"text": t.c.text + "\n# 注\n"}),
    "截止的序号": ("runs", lambda t: {"ledger_seq": t.c.ledger_seq - 1}),
    "总摘要": ("year_seals", lambda t: {"digest": _NOTHING}),
}
#: The digest of an empty object.
_NOTHING = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def missed(owner: Database, council_id: str, year: int) -> list[str]:
    """Plant each defect in a transaction that is taken back; return those that no replay finds.

    Args:
        owner: The database opened as the owner of its tables.
    """
    return [name for name in PLANTS if not _found(owner, council_id, year, name)]


def _found(owner: Database, council_id: str, year: int, name: str) -> list[str]:
    table, plant = PLANTS[name]
    with lifted(owner, council_id, table) as session:
        of, mine = metadata.tables[table], _one(session, table, year)
        said = plant(of)
        change = delete(of).where(mine) if said is None else update(of).where(mine).values(said)
        changed = session.connection().execute(change)
        assert changed.rowcount == 1, (name, changed.rowcount)
        seal = queries.seal(session, council_id, year)
        assert seal is not None
        return list(replay.flaws(session, seal))
    raise AssertionError("what is planted is always taken back")


def _one(session: Session, name: str, year: int) -> Mine:
    """Return the condition for the row on which the year's result rests."""
    council_id, table = session.info["council"], metadata.tables[name]
    seal = queries.seal(session, council_id, year)
    assert seal is not None
    if name == "runs":
        key: Any = seal.run_id
    elif name == "scheme_documents":
        runs = metadata.tables["runs"]
        of = select(runs.c.scheme_id).where(runs.c.council_id == council_id, runs.c.id == seal.run_id)
        key = of.scalar_subquery()
    else:
        ids = select(table.c.id).where(table.c.council_id == council_id, table.c.year == year)
        # What a unit did stands on nobody's sheet.
        ids = ids.where(table.c.member_id.is_not(None)) if "member_id" in table.c else ids
        key = ids.order_by(table.c.id).limit(1).scalar_subquery()
    return and_(table.c.council_id == council_id, table.c.id == key)
