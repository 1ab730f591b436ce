"""The published values of attributes are those that postings can write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from app.council.queries import ROLE_OF_POST
from app.facts.activities.models import ACTIVITY_KINDS, SERIES, Activity, Sitting
from app.facts.attendance import postings as attendance
from app.facts.attendance.models import STATUSES
from app.facts.ballots import postings as ballots
from app.facts.ballots.models import BallotPoll, BallotResult
from app.facts.ballots.rules import GRADE_SETS, marks_of
from app.facts.contributions import postings as contributions
from app.facts.contributions.kinds import KINDS, UNIT
from app.facts.contributions.models import Contribution
from app.facts.doable import _sample, _values
from app.facts.models import Claim, ClaimParticipant
from app.facts.opinions import postings as opinions
from app.facts.opinions.models import LEVELS, Opinion
from app.facts.pledges import postings as pledges
from app.facts.pledges.models import AUDIENCES, VERDICTS, Pledge
from app.facts.posting import Posting
from app.facts.proposals import postings as proposals
from app.facts.proposals.models import FILINGS, FORMS, OUTCOMES, SATISFACTIONS, Proposal
from app.facts.statements import postings as statements
from app.scoring.entry import FACTS
from app.scoring.values import FLAG, FLAGS, FREE, ID, NUMBER, NUMBERS, OPEN, POSTED, PUBLISHED, ROLES

DAY = date(2026, 1, 5)
SHARES = [ClaimParticipant(member_id="m2", role="participant", state="accepted")]


def claims() -> Iterator[Claim]:
    yield Claim(id="c", kind="x", occurred_on=DAY, member_id="m")
    yield Claim(id="c", kind="x", occurred_on=DAY, unit_id="u")


def sittings() -> Iterator[Posting]:
    for kind in ACTIVITY_KINDS:
        for number, status in enumerate(STATUSES):
            activity = Activity(id="a", kind=kind, series=[], consultation=bool(number % 2))
            sitting = Sitting(id="s", activity_id="a", half_days=1)
            yield attendance.says(next(claims()), sitting, activity, "m", status)


def pieces() -> Iterator[Posting]:
    for claim in claims():
        for number, form in enumerate(FORMS * 2):
            for filing in FILINGS:
                for rated in SATISFACTIONS:
                    proposal = Proposal(
                        id="c", form=form, category="", livelihood=number > 2, plenary=number > 2,
                        filing=filing, outcomes=list(OUTCOMES),
                        process_satisfaction=rated, result_satisfaction=rated,
                    )  # fmt: skip
                    yield from proposals.says(claim, proposal, SHARES)
        for urgent in (False, True):
            for level in LEVELS:
                yield from opinions.says(claim, Opinion(id="c", urgent=urgent), [level], [*LEVELS], SHARES)


def light() -> Iterator[Posting]:
    for word, kind in KINDS.items():
        plain: dict[str, Any] = {}
        fields = kind.schema.model_fields
        for name, one in fields.items():
            words = _values(one.annotation)
            plain[name] = words[0] if words else one.examples[0] if one.examples else _sample(None, name)
            plain[name] = 1 if "int" in str(one.annotation) else plain[name]
        choices = [(name, word) for name, one in fields.items() for word in _values(one.annotation)]
        for name, value in choices or [("", None)]:
            data = {**plain, name: value} if name else plain
            several = [key for key, one in fields.items() if "list[" in str(one.annotation)]
            data |= {key: [data[key]] for key in several if not isinstance(data[key], list)}
            source = Activity(id="a", kind="visit", series=list(SERIES), consultation=True)
            for claim in claims():
                if claim.unit_id and UNIT not in kind.subjects:
                    continue
                row = Contribution(id="c", kind=word, data=data)
                came = source if contributions.FROM_ACTIVITY in fields else None
                yield from contributions.says(claim, row, came, SHARES if claim.member_id else [])


def pledged() -> Iterator[Posting]:
    for claim in claims():
        for audience in AUDIENCES:
            for state in VERDICTS:
                pledge = Pledge(id="p", state=state, member_id=claim.member_id, unit_id=claim.unit_id)
                yield pledges.says(claim, pledge, audience)


def filed() -> Iterator[Posting]:
    yield statements.says(next(claims()), 2026)


def voted() -> Iterator[Posting]:
    for grades in GRADE_SETS.values():
        for round_id in ("r", None):
            poll = BallotPoll(id="p", title="测评", year=2026, grades=grades, statement_round_id=round_id)
            counts = {"m": dict.fromkeys(marks_of(grades), 1)}
            result = BallotResult(counts=counts, returned=5, invalid=0)
            yield from ballots.says(next(claims()), poll, result)


def collected() -> dict[str, dict[str, set[Any]]]:
    """Return fact → attribute → every value that a posting about a member or a unit can hold."""
    found: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for one in (*sittings(), *pieces(), *light(), *pledged(), *filed(), *voted()):
        if one.member_id is None and one.unit_id is None:
            continue
        said = {"type": one.type, "status": one.status, "role": one.role, "level": one.level}
        for name, value in {**{key: word for key, word in said.items() if word}, **one.attrs}.items():
            found[one.fact][name] |= set(value) if isinstance(value, list) else {value}
    return found


def test_what_is_published_as_posted_is_what_postings_write() -> None:
    found = collected()
    assert sorted(found) == sorted(POSTED)
    for fact, attributes in POSTED.items():
        read = {name for name in found[fact] if name in FACTS[fact]}
        assert sorted(read) == sorted(attributes), fact
        for name, kind in attributes.items():
            held = found[fact][name]
            if name == "from_kind":
                assert kind == ACTIVITY_KINDS
            elif kind == NUMBER:
                assert all(type(one) is int for one in held) and name in NUMBERS, (fact, name)
            elif kind in (ID, FREE):
                assert all(isinstance(one, str) for one in held)
            elif kind == FLAG:
                assert held <= {True, False} and name in FLAGS, (fact, name)
            else:
                assert held == set(kind), (fact, name)


def test_what_is_published_of_values_speaks_of_attributes_that_exist() -> None:
    places = {f"{fact}.{name}" for fact, names in FACTS.items() for name in names}
    assert set(PUBLISHED) | OPEN <= places
    assert {place.split(".")[1] for place in places} >= FLAGS | NUMBERS
    assert set(ROLES) == {"member", *ROLE_OF_POST.values()}
    for place, words in PUBLISHED.items():
        fact, name = place.split(".")
        assert not set(words) & set(POSTED.get(fact, {}).get(name, ())), place
