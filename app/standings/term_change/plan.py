"""What a change of term would do, from the roster."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.crypto import canonical, digest
from app.core.errors import NotFound
from app.council import queries as council
from app.council.calendar import term_out
from app.council.models import DutyYear, Post, Term
from app.council.queries import AnyRow
from app.council.schemas import TermOut
from app.facts.pledges.models import PledgeTemplate
from app.facts.pledges.succeeding import newest
from app.standings.term_change import queries
from app.standings.term_change.schemas import TermChangeIn

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Plan:
    """A change of term, ready to be shown or done.

    Args:
        terms: Every term, the end of the previous one moved where that is asked.
        term: The new one when it was added before.
        last: The last day of the old term's tenures.
        carried, present, ended, left: Tenures of the old term, one a member: who goes on, who stands on
            the new roster already, who ends with the term, who left before.
        late: Tenures of the old term that begin after its last day.
        kept, renewed, dropped: Places that run on, that need another row, that end.
        over: Posts that end.
    """

    asked: TermChangeIn
    terms: list[TermOut]
    years: list[DutyYear]
    previous: Term | None
    term: Term | None
    last: date
    carried: list[AnyRow] = field(default_factory=list)
    present: list[AnyRow] = field(default_factory=list)
    ended: list[AnyRow] = field(default_factory=list)
    left: list[AnyRow] = field(default_factory=list)
    late: list[AnyRow] = field(default_factory=list)
    places: list[AnyRow] = field(default_factory=list)
    kept: list[AnyRow] = field(default_factory=list)
    renewed: list[AnyRow] = field(default_factory=list)
    dropped: list[AnyRow] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    over: list[Post] = field(default_factory=list)
    templates: list[PledgeTemplate] = field(default_factory=list)

    @property
    def own_years(self) -> list[DutyYear]:
        """The old term's duty years, newest first."""
        return [year for year in self.years if self.previous and year.term_id == self.previous.id]

    @property
    def cut(self) -> list[DutyYear]:
        """The old term's duty years that reach beyond the end it is given."""
        end = self.asked.previous_ends_on
        return [year for year in self.own_years if end is not None and year.ends_on > end]

    def closed(self, place: AnyRow) -> bool:
        """Tell whether a place's unit is closed when the new term begins."""
        return place.closed_on is not None and bool(place.closed_on < self.asked.starts_on)

    def digest(self) -> str:
        """Return the digest of everything that would be written."""
        said = {
            "asked": self.asked.model_dump(mode="json", exclude={"leave_out", "digest"}),
            "previous": self.previous.id if self.previous else "",
            "term": self.term.id if self.term else "",
            "last": self.last.isoformat(),
            **{
                name: sorted(row.id for row in getattr(self, name))
                for name in ("carried", "present", "ended", "renewed", "dropped", "over", "templates")
            },
        }
        return digest(canonical(said))


def plan(session: Session, actor: Actor, asked: TermChangeIn) -> Plan:
    """Work out a change of term; reads only, in as many statements for any number of members.

    Raises:
        NotFound: somebody to be left out is not a member of this council.
    """
    council_id = actor.council_id
    if len(council.briefs(session, council_id, asked.leave_out)) != len(set(asked.leave_out)):
        raise NotFound("没有找到所列的委员。")
    known = council.terms(session, council_id)
    previous = next((term for term in known if term.number < asked.number), None)
    term = next((term for term in known if term.number == asked.number), None)
    end = asked.previous_ends_on or (previous.ends_on if previous else asked.starts_on)
    eve = max(asked.starts_on, date.min + _DAY) - _DAY
    last = min(end, eve)
    terms = [term_out(one).model_copy(update={"ends_on": end} if one is previous else {}) for one in known]
    made = Plan(asked, terms, council.duty_years(session, council_id), previous, term, last)
    if previous is None:
        return made
    _people(made, queries.roster(session, council_id, [one.id for one in (previous, term) if one]))
    _places(made, queries.places(session, council_id, last))
    going = {row.member_id for row in made.carried}
    gone = {row.member_id for row in made.ended}
    held = queries.posts(session, council_id, last)
    made.posts = [post for post in held if post.member_id in going | gone]
    open_ = [post for post in made.posts if post.ends_on is None or post.ends_on > last]
    made.over = [post for post in open_ if post.member_id in gone or not asked.carry_posts]
    if asked.first_year:
        made.templates = newest(session, council_id, asked.first_year.year)
    return made


def _people(made: Plan, rows: list[AnyRow]) -> None:
    """Sort the old term's tenures by what becomes of them."""
    assert made.previous is not None
    here = {row.member_id for row in rows if row.term_id != made.previous.id}
    old = [row for row in rows if row.term_id == made.previous.id]
    made.late = [row for row in old if row.starts_on > made.last]
    newest_ = {row.member_id: row for row in old if row.starts_on <= made.last}
    for row in newest_.values():
        serving = row.state == "active" and (row.ends_on is None or row.ends_on >= made.last)
        if not serving:
            if row.member_id not in here:
                made.left.append(row)
        elif row.member_id in here:
            made.present.append(row)
        elif row.member_id in made.asked.leave_out:
            made.ended.append(row)
        else:
            made.carried.append(row)


def _places(made: Plan, rows: list[AnyRow]) -> None:
    """Sort the places of who stays and who goes by what becomes of them."""
    going = {row.member_id for row in made.carried}
    gone = {row.member_id for row in made.ended}
    ahead: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.starts_on > made.last:
            ahead[row.member_id].add(row.unit_kind)
    for row in rows:
        if row.starts_on > made.last or row.member_id not in going | gone:
            continue
        made.places.append(row)
        beyond = row.ends_on is None or row.ends_on > made.last
        goes_on = row.member_id in going and row.unit_kind in made.asked.carry_kinds
        if not goes_on or made.closed(row):
            if beyond:
                made.dropped.append(row)
        elif row.ends_on is None or row.ends_on >= made.asked.starts_on:
            made.kept.append(row)
        elif row.unit_kind not in ahead[row.member_id]:
            made.renewed.append(row)
