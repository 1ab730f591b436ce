"""What the system knows before a roster is compared with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from sqlalchemy.orm import Session

from app.core import clock
from app.core.crypto import blind
from app.core.db.hops import SECRET
from app.council import queries as council
from app.council.imports import queries
from app.council.members import queries as members
from app.council.models import Member, Placement, Post, Tenure, Term, Unit


@dataclass(slots=True)
class State:
    """Members, units and running places of the council, read in six statements.

    Args:
        places: Member id → kind → the place held now or to come.
        posts: Member id → the posts held now or to come.
        tenures: Member id → every tenure, oldest first.
    """

    today: date
    secret: str
    by_number: dict[str, Member]
    by_mobile: dict[str, Member]
    units: dict[tuple[str, str], Unit]
    unit_names: dict[str, str]
    places: dict[str, dict[str, Placement]]
    posts: dict[str, list[Post]]
    tenures: dict[str, list[Tenure]]
    terms: list[Term]

    def index(self, mobile: str) -> str:
        """Return the blind index of a mobile."""
        return blind(self.secret, "mobile", mobile)

    def term_on(self, day: date) -> Term | None:
        """Return the term running on ``day``, the newer of two."""
        running = [term for term in self.terms if term.starts_on <= day <= term.ends_on]
        return max(running, key=lambda term: term.number, default=None)

    def nearest_unit(self, kind: str, name: str) -> str | None:
        """Return the unit name of that kind which looks most like ``name``."""
        names = [known for found, known in self.units if found == kind]
        return next(iter(get_close_matches(name, names, 1, 0.4)), None)

    def running_tenure(self, member_id: str) -> Tenure | None:
        """Return the tenure that holds today or will, in a term that is not over."""
        over = {term.id for term in self.terms if term.ends_on < self.today}
        for tenure in reversed(self.tenures.get(member_id, [])):
            if tenure.term_id not in over and (tenure.ends_on is None or tenure.ends_on >= self.today):
                return tenure
        return None


def load(session: Session, council_id: str) -> State:
    """Read the state; members are locked, so that verdicts still hold when they are written."""
    today = clock.today()
    everybody = members.every_member(session, council_id)
    units = council.units(session, council_id)
    places: defaultdict[str, dict[str, Placement]] = defaultdict(dict)
    for place in queries.running_places(session, council_id, today):
        places[place.member_id].setdefault(place.unit_kind, place)
    posts: defaultdict[str, list[Post]] = defaultdict(list)
    for post in queries.running_posts(session, council_id, today):
        posts[post.member_id].append(post)
    tenures: defaultdict[str, list[Tenure]] = defaultdict(list)
    for tenure in council.tenures(session, council_id):
        tenures[tenure.member_id].append(tenure)
    return State(
        today=today,
        secret=session.info[SECRET],
        by_number={member.number: member for member in everybody},
        by_mobile={member.mobile_index: member for member in everybody if member.mobile_index},
        units={(unit.kind, unit.name): unit for unit in units},
        unit_names={unit.id: unit.name for unit in units},
        places=places,
        posts=posts,
        tenures=tenures,
        terms=council.terms(session, council_id),
    )
