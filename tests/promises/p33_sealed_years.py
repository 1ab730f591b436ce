"""P33: a sealed year stays as it was sealed, in both databases, whatever happens after."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app import demo
from app.access.models import LoginSession, Seat
from app.access.tokens import Tokens
from app.core import clock
from app.core.ids import new_id
from app.council import queries as council
from app.council.lookup import council_id_of
from app.standings.evaluation_year import queries, replay, sealed
from app.standings.evaluation_year.queries import people
from app.tables import metadata
from tests.factories.house import Caller, House
from tests.flow.test_evaluation_year import TEXT
from tests.promises.stage import Stage, backends, stage
from tests.standings.evaluating import Year, ok
from tests.standings.test_bodies import adopt
from tests.standings.test_pledges import verified

YEAR, EDITS = 2021, 5
#: What says something of a sealed year, each with how to find its rows.
KEPT = ("sealed_sheets", "year_seals", "evaluation_acts", "duty_years", "runs", "duty_records")


def run(small: bool = False) -> dict[str, Any]:
    """Walk a duty year by everybody's own hand, seal it, and try to change it on each database.

    Args:
        small: A council of two instead of the demo's.
    """
    judged, failed, caught, figures = 0, [], 0, []
    for backend in backends():
        with stage(backend, login_address_per_minute=1_000_000) as made:
            year = _two(made) if small else _everybody(made)
            house = year.house
            year.open()
            with year.walked("sealing"):
                ok(year.finish("sealing"))
                before = _bytes(year)
                refused, let = _refused(year)
                _edit(year)
                after = _bytes(year)
                failed += let + house.read(replay.broken, house.council_id)
                failed += [] if before == after else [f"{backend}: bytes differ"]
                caught += bool(house.read(_with_another_sheet, year.year))
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


def _two(made: Stage) -> Year:
    """Return a year of two members who handed something in."""
    house = made.house()
    adopt(house, TEXT)
    members = {"李测试": house.as_("member"), "乙": house.seat("member", member_id=house.member("乙"))}
    for count, member in enumerate(members.values(), start=1):
        verified(house, member, count)
    return Year(house, clock.today().year, members)


def _everybody(made: Stage) -> Year:
    """Return the demo's duty year, with everybody who was a member of it logged in."""
    demo.load(made.db, today=clock.today(), var=made.settings.var)
    house = House.__new__(House)
    house.db, house.client, house._callers = made.db, made.client, {}
    house.council_id, house.code = council_id_of(made.db, "pinghu"), "pinghu"
    house.tokens = Tokens(made.db.secret)
    units = house.read(council.units, house.council_id, "section")
    house.section_id, house.other_section_id = units[0].id, units[1].id
    house.term_id = house.read(council.terms, house.council_id)[0].id
    year = house.read(council.duty_year, house.council_id, YEAR)
    ids = house.read(council.member_ids_between, house.council_id, year.starts_on, year.ends_on)
    rows = house.read(people.members, house.council_id, ids)
    seats = house.read(_seats)
    return Year(house, YEAR, {row.name: _logged_in(house, seats.get(row.id), row.id) for row in rows})


def _seats(session: Any) -> dict[str, Any]:
    """Return member → the seat that the demo gave."""
    rows = session.scalars(select(Seat).where(Seat.council_id == session.info["council"]))
    return {row.member_id: row for row in rows if row.member_id}


def _logged_in(house: House, seat: Any, member_id: str) -> Caller:
    """Return a member's caller: on the seat that is there, else on one of its own."""
    if seat is None:
        return house.seat("member", member_id=member_id)
    opened = LoginSession(
        id=new_id(), account_id=seat.account_id, council_id=house.council_id, seat_id=seat.id,
        created_at=clock.now(), used_at=clock.now(), expires_at=clock.now() + timedelta(days=90),
    )  # fmt: skip
    session_id = opened.id
    house.write(lambda session: session.add(opened))
    if "member" not in seat.roles:
        # The chair of the demo acts as nothing else; who signs the own form is a member too.
        house.write(
            lambda s: setattr(s.get(Seat, (house.council_id, seat.id)), "roles", [*seat.roles, "member"])
        )
    token = house.tokens.issue(seat.account_id, session_id, house.council_id, seat.id)
    caller = Caller(house.client, token, seat.id, seat.account_id, member_id)
    caller.session_id = session_id  # type: ignore[attr-defined]
    return caller


def _bytes(year: Year) -> list[bytes]:
    house = year.house
    return [one.text for one in house.read(sealed.snapshots, house.council_id, year.year)]


def _refused(year: Year) -> tuple[int, list[str]]:
    """Try to change and to drop the rows of the year; return how often that was refused, and what was not."""
    refused, let, house = 0, [], year.house
    for name, verb in itertools.product(KEPT, ("UPDATE", "DELETE")):
        table = metadata.tables[name]
        mine = (table.c.council_id == house.council_id, table.c.year == year.year)
        change = update(table).values(council_id=house.council_id) if verb == "UPDATE" else delete(table)
        try:
            house.write(lambda session, one: session.connection().execute(one), change.where(*mine))
            let.append(f"{verb} {name}")
        except DBAPIError:
            refused += 1
    return refused, let


def _edit(year: Year) -> None:
    """Let an author hand in the year's rule book five times, each time with another line."""
    author = year.house.as_("scheme_author")
    adopted = ok(author.get(f"/duty-years/{year.year}/scheme"))["scheme_id"]
    text = ok(author.get(f"/schemes/{adopted}"))["text"]
    for number in range(EDITS):
        ok(author.post("/schemes", json={"text": f"{text}\n# 第 {number + 1} 次修改\n"}), 201)


def _with_another_sheet(session: Any, number: int) -> list[str]:
    """Judge a year with one sheet changed in memory; nothing of it is flushed."""
    council_id = session.info["council"]
    with session.no_autoflush:
        row = queries.sheets(session, council_id, number)[0]
        row.text = row.text.replace('"total":"', '"total":"1', 1)
        seal = queries.seal(session, council_id, number)
        found = [] if seal is None else list(replay.flaws(session, seal))
        session.expunge_all()
    return found
