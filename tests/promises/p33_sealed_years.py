"""P33: a sealed year stays as it was sealed, in both databases, whatever happens after."""

from __future__ import annotations

import itertools
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app import demo
from app.access.tokens import Tokens
from app.core import clock
from app.council import queries as council
from app.council.lookup import council_id_of
from app.standings.evaluation_year import queries, replay, sealed
from app.standings.evaluation_year.queries import people
from app.tables import metadata
from tests.factories.house import House
from tests.promises.stage import Stage, backends, stage
from tests.standings.evaluating import Year, ok

YEAR, EDITS = 2021, 5
#: What says something of a sealed year, each with how to find its rows.
KEPT = ("sealed_sheets", "year_seals", "evaluation_acts", "duty_years", "runs", "duty_records")


def run() -> dict[str, Any]:
    """Walk the demo's duty year by everybody's own hand, seal it, and try to change it on each database."""
    judged, failed, caught, figures = 0, [], 0, []
    for backend in backends():
        with stage(backend, login_address_per_minute=1_000_000) as made:
            demo.load(made.db, today=clock.today(), var=made.settings.var)
            house = _demo_house(made)
            year = Year(house, YEAR, _members(house))
            year.open()
            with year.walked("sealing"):
                ok(year.finish("sealing"))
                before = _bytes(house)
                refused, let = _refused(house)
                _edit(house)
                after = _bytes(house)
                failed += let + house.read(replay.broken, house.council_id)
                failed += [] if before == after else [f"{backend}: bytes differ"]
                caught += _planted(house)
            judged += refused + len(let) + len(before)
            figures.append(f"{backend} {len(before)} 页")
    return {
        "id": "P33",
        "what": "封存的年度：两种数据库都拒绝修改和删除，重算逐字节一致",
        "judged": judged,
        "failed": len(failed) + (caught != len(figures)),
        "figure": f"{'、'.join(figures)}，改办法 {EDITS} 次后不符 {len(failed)}；预埋查出 {caught} 处",
        "deviations": failed[:20],
    }


def _demo_house(made: Stage) -> House:
    """Return the demo's council as a house, so that seats can be opened in it."""
    house = House.__new__(House)
    house.db, house.client, house._callers = made.db, made.client, {}
    house.council_id, house.code = council_id_of(made.db, "pinghu"), "pinghu"
    house.tokens = Tokens(made.db.secret)
    units = house.read(council.units, house.council_id, "section")
    house.section_id, house.other_section_id = units[0].id, units[1].id
    house.term_id = house.read(council.terms, house.council_id)[0].id
    return house


def _members(house: House) -> dict[str, Any]:
    """Return name → a seat of every member of the year; names of two are told apart by nothing here."""
    year = house.read(council.duty_year, house.council_id, YEAR)
    ids = house.read(council.member_ids_between, house.council_id, year.starts_on, year.ends_on)
    rows = house.read(people.members, house.council_id, ids)
    return {row.name: house.seat("member", member_id=row.id) for row in rows}


def _bytes(house: House) -> list[bytes]:
    return [one.text for one in house.read(sealed.snapshots, house.council_id, YEAR)]


def _refused(house: House) -> tuple[int, list[str]]:
    """Try to change and to drop the rows of the year; return how often that was refused, and what was not."""
    refused, let = 0, []
    for name, verb in itertools.product(KEPT, ("UPDATE", "DELETE")):
        table = metadata.tables[name]
        mine = (table.c.council_id == house.council_id, table.c.year == YEAR)
        change = update(table).values(council_id=house.council_id) if verb == "UPDATE" else delete(table)
        try:
            house.write(lambda session, one: session.connection().execute(one), change.where(*mine))
            let.append(f"{verb} {name}")
        except DBAPIError:
            refused += 1
    return refused, let


def _edit(house: House) -> None:
    """Let an author hand in the year's rule book five times, each with another figure."""
    author = house.as_("scheme_author")
    adopted = ok(author.get(f"/duty-years/{YEAR}/scheme"))["scheme_id"]
    text = ok(author.get(f"/schemes/{adopted}"))["text"]
    for number in range(EDITS):
        ok(author.post("/schemes", json={"text": f"{text}\n# 第 {number + 1} 次修改\n"}), 201)


def _planted(house: House) -> int:
    """Return 1 when a sheet that says one point more than its records would be found out."""
    return int(bool(house.read(_with_another_sheet)))


def _with_another_sheet(session: Any) -> list[str]:
    """Judge the year with one sheet changed in memory; nothing of it is flushed."""
    council_id = session.info["council"]
    with session.no_autoflush:
        row = queries.sheets(session, council_id, YEAR)[0]
        row.text = row.text.replace('"total":"', '"total":"1', 1)
        seal = queries.seal(session, council_id, YEAR)
        found = [] if seal is None else list(replay.flaws(session, seal))
        session.expunge_all()
    return found
