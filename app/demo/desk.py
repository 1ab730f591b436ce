"""The demo's hands: seats that act, and names turned into ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.permissions import ROLES
from app.core.audit import AUTHOR, Author
from app.core.db import Database
from app.core.ids import new_id
from app.council import queries as council
from app.council.models import Council
from app.demo import queries

T = TypeVar("T")
MARK = "demo"


def actor_of(seat: queries.SeatRow, council_id: str) -> Actor:
    """Return the actor of a seat, as the door would load it."""
    return Actor(
        account_id=seat.account_id,
        session_id=new_id(),
        council_id=council_id,
        seat_id=seat.id,
        member_id=seat.member_id,
        section_id=seat.section_id,
        roles=frozenset(seat.roles),
    )


def founder(council_id: str) -> Actor:
    """Return the actor of a council that has no seat yet: the software itself."""
    nobody = new_id()
    return Actor(nobody, nobody, council_id, nobody, None, None, frozenset(ROLES))


@dataclass(slots=True)
class Desk:
    """One council while it is being filled: phases run once, in order, each in one transaction."""

    db: Database
    council_id: str

    def done(self) -> list[str]:
        """Return the phases that are on disk."""
        return list(self.db.read_now(self._marks, council=self.council_id))

    def _marks(self, session: Session) -> list[str]:
        return list(session.get_one(Council, self.council_id).settings.get(MARK, ()))

    def phase(self, name: str, work: Callable[[Bench], None]) -> bool:
        """Run ``work`` and note it as done in the same transaction; tell whether it had to be run."""
        if name in self.done():
            return False
        with self.db.transaction(self.council_id) as session:
            work(Bench(session, self.council_id))
            row = session.get_one(Council, self.council_id)
            row.settings = {**row.settings, MARK: [*row.settings.get(MARK, ()), name]}
        return True


class Bench:
    """One transaction of the demo: ids by name, and services called as a seat."""

    def __init__(self, session: Session, council_id: str) -> None:
        self.session, self.council_id = session, council_id
        self.members = queries.members(session, council_id)
        self.units = queries.units(session, council_id)
        self.seats = queries.seats(session, council_id)
        self.partners = {row.name: row.id for row in council.partners(session, council_id)}

    def actor(self, username: str) -> Actor:
        """Return the actor of a demo account, and let the audit chain know who acts."""
        seat = self.seats.get(username)
        actor = actor_of(seat, self.council_id) if seat else founder(self.council_id)
        self.session.info[AUTHOR] = Author(actor.account_id, actor.seat_id) if seat else Author()
        return actor

    def by(self, username: str, service: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call a service as a demo account."""
        return service(self.session, self.actor(username), *args, **kwargs)

    def claims(self, kind: str) -> dict[str, str]:
        """Return title → id of all claims of a kind as they are now."""
        return queries.claims(self.session, self.council_id, kind)

    def copies(self) -> list[str]:
        """Return the ids of joint activities that came from a partner."""
        return queries.copies(self.session, self.council_id)

    def unit(self, kind: str, name: str) -> str:
        """Return a unit's id."""
        return self.units[kind, name]

    def section(self, name: str) -> str:
        """Return the id of an office section or liaison office."""
        return self.units.get(("section", name)) or self.units["liaison_office", name]
