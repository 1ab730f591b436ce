"""A member's year as it is sealed: one canonical document."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from sqlalchemy.orm import Session

from app.core.crypto import canonical, digest
from app.core.db.base import AnyRow
from app.facts.attendance.models import ATTENDED
from app.facts.ballots import queries as polls
from app.facts.ballots.views import rating
from app.standings import queries as standings
from app.standings.evaluation_year.models import GradeProposal
from app.standings.evaluation_year.queries import frozen
from app.standings.models import Run

Said = dict[str, Any]
#: What makes somebody due; suggestions and instructions have a status too, but no roll.
_DUE = {*ATTENDED, "excused", "absent"}


def sheets(session: Session, run: Run, proposal: GradeProposal, decision: Said) -> dict[str, Said]:
    """Return member → the whole sheet, in the order of their ids.

    Args:
        run: In force; its cards and cut-off are what the sheets rest on.
        decision: Body, day and minutes under which the grades stand.
    """
    council_id, year = run.council_id, run.year
    cards = {
        row.member_id: json.loads(row.trace) for row in standings.traces_in_order(session, council_id, run.id)
    }
    people = frozen.profiles(session, council_id, cards)
    grades = {one["member_id"]: one for one in json.loads(proposal.text)["members"]}
    places, posts = _places(session, council_id), _posts(session, council_id)
    done = recorded(session, council_id, year, run.ledger_seq)
    pledges = _by(frozen.pledges(session, council_id, year), ("state", "digest"))
    statements = _by(frozen.statements(session, council_id, year), ("form", "state", "parts"))
    ballots = _ballots(session, council_id, year)
    objections = _by(frozen.objections(session, council_id, year), ("item", "state", "decision"))
    return {
        member: {
            "format": 1,
            "year": year,
            "run": run.id,
            "scheme": run.scheme_digest,
            "ledger_seq": run.ledger_seq,
            "profile": _profile(people[member]) | {"posts": posts[member], "places": places[member]},
            **done[member],
            "receipt": card,
            "standing": {name: grades[member][name] for name in ("points", "grade", "chosen")},
            "decision": decision,
            "pledges": pledges[member],
            "statements": statements[member],
            "ballots": ballots[member],
            "objections": objections[member],
            "supplements": [],
        }
        for member, card in cards.items()
    }


def recorded(
    session: Session, council_id: str, year: int, until: int, member_id: str | None = None
) -> dict[str, Said]:
    """Return member → records and counts of attendance at a cut-off, in the shape of the dossier."""
    found: dict[str, list[Said]] = defaultdict(list)
    for row in frozen.records(session, council_id, year, until, member_id):
        said = row._asdict()
        said["occurred_on"] = row.occurred_on.isoformat()
        found[said.pop("member_id")].append(said)
    whole: dict[str, Said] = defaultdict(lambda: {"records": [], "attendance": []})
    for member, rows in found.items():
        counts = attendance([(one["fact"], one["type"], one["status"]) for one in rows])
        whole[member] = {"records": rows, "attendance": counts}
    return whole


def attendance(rows: list[tuple[str, str, str]]) -> list[Said]:
    """Count due, attended, excused and absent per kind; leave that is not due (公假) counts nowhere."""
    counts: dict[tuple[str, str], Said] = {}
    for (fact, type, status), number in Counter(rows).items():
        if status not in _DUE:
            continue
        empty = {"fact": fact, "type": type, "due": 0, "attended": 0, "excused": 0, "absent": 0}
        count = counts.setdefault((fact, type), empty)
        count["due"] += number
        count["attended" if status in ATTENDED else status] += number
    return [counts[key] for key in sorted(counts)]


def text_of(sheet: Said) -> tuple[str, str]:
    """Return the canonical text of a sheet and its digest.

    >>> text_of({"b": 1, "a": "甲"})[0]
    '{"a":"甲","b":1}'
    """
    whole = canonical(sheet)
    return whole.decode(), digest(whole)


def _profile(row: AnyRow) -> Said:
    return dict(row._asdict())


def _places(session: Session, council_id: str) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for row in frozen.places(session, council_id):
        found[row.member_id].append(_dated(row, row.kind, row.name, row.role))
    return found


def _posts(session: Session, council_id: str) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for row in frozen.posts(session, council_id):
        found[row.member_id].append(_dated(row, "post", row.post, ""))
    return found


def _dated(row: Any, kind: str, name: str, role: str) -> Said:
    ends_on = None if row.ends_on is None else row.ends_on.isoformat()
    return {
        "kind": kind,
        "name": name,
        "role": role,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": ends_on,
    }


def _by(rows: Any, names: tuple[str, ...]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        found[row.member_id].append({name: getattr(row, name) for name in ("id", *names)})
    return found


def _ballots(session: Session, council_id: str, year: int) -> dict[str, list[Said]]:
    """Return member → what counted polls said of that member, in the shape of the dossier."""
    found: dict[str, list[Said]] = defaultdict(list)
    for poll, result in polls.results(session, council_id, year):
        numbers = {name: getattr(result, name) for name in ("entitled", "returned", "invalid")}
        about = {"title": poll.title, "ended_at": poll.ended_at.isoformat(), **numbers}
        for member_id, counts in result.counts.items():
            line = rating(poll.grades, counts, result.returned - result.invalid)
            found[member_id].append(about | line.model_dump(mode="json"))
    return found
