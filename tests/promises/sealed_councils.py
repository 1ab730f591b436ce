"""The demo's duty year, or a small one, with a caller for everybody who has a part in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app import demo
from app.access.models import LoginSession, Seat
from app.access.tokens import Tokens
from app.core import clock
from app.core.ids import new_id
from app.council import queries as council
from app.council.lookup import council_id_of
from app.standings.evaluation_year.queries import people
from tests.factories.house import Caller, House
from tests.flow.test_evaluation_year import TEXT
from tests.promises.stage import Stage
from tests.standings.evaluating import Year, ok
from tests.standings.test_bodies import adopt
from tests.standings.test_pledges import verified

CODE, DEMO_YEAR = "pinghu", 2021


class Everybody(Year):
    """A year in which each list is confirmed by its own section, and two members object."""

    def confirm(self) -> None:
        """Let every section confirm its own list."""
        lists = ok(self.office.get(f"{self.path}/lists"))
        for unit in [one["unit_id"] for one in lists]:
            clerk = self.house.seat("section_clerk", section_id=unit)
            ok(clerk.post(f"{self.path}/lists/{unit}/confirm"))

    @contextmanager
    def after(self, last: str) -> Iterator[None]:
        """Object while the days for it run; then live on the day after the last."""
        self.object()
        with super().after(last):
            yield

    def object(self) -> None:
        """Let one objection be rejected; another is upheld, its piece recorded and the year run anew."""
        callers = list(self.members.values())
        for member, upheld in zip((callers[0], callers[-1]), (False, True), strict=True):
            line = ok(member.get(f"/me/score?year={self.year}"))["lines"][0]
            asked = {"year": self.year, "item": line["id"], "reason": "有一篇没有记上"}
            made = ok(member.post("/me/objections", json=asked), 201)
            body = {"upheld": upheld, "reason": "查明漏记一篇，已补记。" if upheld else "已复核，记录无误。"}
            ok(self.office.post(f"/objections/{made['id']}/decide", json=body))
        first = self.house.read(council.duty_year, self.house.council_id, self.year).starts_on
        piece = {
            "title": "停车难",
            "body": "正文",
            "occurred_on": str(first),
            "section_id": self.house.section_id,
        }
        late = ok(self.clerk.post("/opinions", json={**piece, "member_id": callers[-1].member_id}), 201)
        ok(self.office.post(f"/claims/{late['id']}/verify"))
        self.put_in_force()


def two(made: Stage) -> Year:
    """Return a year of two members who handed something in."""
    house = made.house()
    adopt(house, TEXT)
    members = {"李测试": house.as_("member"), "乙": house.seat("member", member_id=house.member("乙"))}
    for count, member in enumerate(members.values(), start=1):
        verified(house, member, count)
    return Year(house, clock.today().year, members)


def demo_house(made: Stage) -> House:
    """Load the demo; return its council with callers on demand."""
    demo.load(made.db, today=clock.today(), var=made.settings.var)
    house = House.__new__(House)
    house.db, house.client, house._callers = made.db, made.client, {}
    house.council_id, house.code = council_id_of(made.db, CODE), CODE
    house.tokens = Tokens(made.db.secret)
    units = house.read(council.units, house.council_id, "section")
    house.section_id, house.other_section_id = units[0].id, units[1].id
    house.term_id = house.read(council.terms, house.council_id)[0].id
    return house


def everybody(made: Stage) -> Year:
    """Return the demo's duty year, with everybody who was a member of it logged in."""
    house = demo_house(made)
    year = house.read(council.duty_year, house.council_id, DEMO_YEAR)
    ids = house.read(council.member_ids_between, house.council_id, year.starts_on, year.ends_on)
    rows = house.read(people.members, house.council_id, ids)
    seats = house.read(_seats)
    members = {row.name: _logged_in(house, seats.get(row.id), row.id) for row in rows}
    assert len(members) == len(rows), "each member is known by name here"
    return Everybody(house, DEMO_YEAR, members)


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
