"""Fills one database: a council, 300 members, five years of records, a run in force."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

import app.tables  # noqa: F401
from app.access.actor import Actor
from app.access.models import Account, LoginSession, Seat
from app.core import clock
from app.core.db import Database
from app.core.ids import new_id
from app.council.models import Council, DutyYear, Member, Placement, Post, Tenure, Term, Unit
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.models import Claim
from app.ledger.models import DutyRecord, LedgerHead
from app.schemes import service as schemes
from app.schemes.document import library
from app.schemes.schemas import AdoptIn
from app.standings import adopt, run
from benchmarks.scoring import STATUSES, sitting, written

MEMBERS, SITTINGS, PAPERS, YEARS, SEATS = 300, 48, 12, 5, 16
SCHEME = "shanghai-minhang"
UNITS = ("sector", "special_committee", "activity_group", "section")


@dataclass(frozen=True, slots=True)
class Door:
    """What a token needs to name."""

    account_id: str
    session_id: str
    seat_id: str
    member_id: str | None


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the runner asks for."""

    council_id: str
    year: int
    open_year: int
    members: list[Door]
    office: Door
    #: A seat of every member, and a sitting under way at which all of them are due.
    crowd: list[Door]
    sitting_id: str


def seed(db: Database) -> Seeded:
    """Write everything in one transaction and return who may ask."""
    council_id = new_id()
    return db.write_now(_seed, council_id, council=council_id)


def _seed(session: Session, council_id: str) -> Seeded:
    draw, year = random.Random(7), clock.today().year
    _council(session, council_id, year)
    units = {kind: new_id() for kind in UNITS}
    _insert(session, Unit, council_id, ({"id": units[k], "kind": k, "name": f"{k}一组"} for k in UNITS))
    members = [new_id() for _ in range(MEMBERS)]
    _people(session, council_id, members, units, date(year - YEARS + 1, 1, 1))
    seats = [_seat(session, council_id, ["member"], member) for member in members]
    office = _seat(session, council_id, ["secretariat"], None)
    claims, records = _ledger(draw, members, units["section"], office.account_id, year)
    _insert(session, Claim, council_id, iter(claims))
    _insert(session, DutyRecord, council_id, iter(records))
    session.execute(insert(LedgerHead), [{"council_id": council_id, "seq": len(records)}])
    _evaluate(session, council_id, office, year)
    held = _sitting(session, council_id, units["section"], office.account_id, members)
    return Seeded(council_id, year - 1, year, seats[:SEATS], office, seats, held)


def _sitting(session: Session, council_id: str, section: str, account: str, members: list[str]) -> str:
    """Convene everybody to a sitting that has begun; return its id."""
    now, activity, held = clock.now(), new_id(), new_id()
    said = {"id": activity, "kind": "activity", "state": "submitted", "title": "第三次全体会议"}
    claim = {"occurred_on": clock.today(), "section_id": section, "created_by": account, "created_at": now}
    _insert(session, Claim, council_id, iter([{**said, **claim}]))
    kind = {"kind": "plenary", "state": "planned", "series": []}
    _insert(session, Activity, council_id, iter([{"id": activity, **kind}]))
    hours = {"starts_at": now - timedelta(minutes=30), "ends_at": now + timedelta(hours=12)}
    _insert(session, Sitting, council_id, iter([{"id": held, "activity_id": activity, **hours}]))
    due = ({"activity_id": activity, "member_id": member, "invited_at": now} for member in members)
    _insert(session, Invitation, council_id, due)
    return held


def _insert(session: Session, table: Any, council_id: str, rows: Iterator[dict[str, Any]]) -> None:
    while some := [{"council_id": council_id, **row} for row in islice(rows, 5000)]:
        session.execute(insert(table), some)


def _council(session: Session, council_id: str, year: int) -> None:
    first = year - YEARS + 1
    said = {
        "code": "bench",
        "name": "政协测速委员会",
        "short_name": "测速",
        "level": "county",
        "settings": {},
    }
    session.execute(insert(Council), [{"id": council_id, "created_at": clock.now(), **said}])
    term = {"id": new_id(), "number": 14, "starts_on": date(first, 1, 1), "ends_on": date(year, 12, 31)}
    _insert(session, Term, council_id, iter([term]))
    years = range(first, year + 1)
    _insert(
        session,
        DutyYear,
        council_id,
        (
            {"term_id": term["id"], "year": y, "starts_on": date(y, 1, 1), "ends_on": date(y, 12, 31)}
            for y in years
        ),
    )
    session.info["term"] = term["id"]


def _people(
    session: Session, council_id: str, members: list[str], units: dict[str, str], since: date
) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        for place, member in enumerate(members):
            yield {
                "id": member, "number": f"14{place:04}", "name": f"测委员{place:03}", "sex": "1",
                "stroke_key": f"{place:04}", "pinyin": "ce wei yuan", "initials": "cwy",
                "ethnic_group": "汉族", "party": "无党派人士", "education": "大学本科",
                "employer": "某某市农业技术推广中心", "title": "高级工程师",
                "speciality": "农业技术与乡村发展", "created_at": clock.now(),
            }  # fmt: skip

    _insert(session, Member, council_id, rows())
    dated = [{"member_id": member, "starts_on": since} for member in members]
    _insert(session, Tenure, council_id, ({**row, "term_id": session.info["term"]} for row in dated))
    _insert(session, Post, council_id, ({**row, "post": "standing_member"} for row in dated[:60]))
    placed = [(kind, units[kind]) for kind in UNITS if kind != "section"]
    _insert(
        session,
        Placement,
        council_id,
        ({**row, "unit_id": id, "unit_kind": kind} for row in dated for kind, id in placed),
    )


def _seat(session: Session, council_id: str, roles: list[str], member_id: str | None) -> Door:
    now = clock.now()
    door = Door(new_id(), new_id(), new_id(), member_id)
    account = {"id": door.account_id, "display_name": "测速", "password_hash": "-", "must_change": False}
    session.execute(insert(Account), [{**account, "created_at": now}])
    seat = {"id": door.seat_id, "account_id": door.account_id, "member_id": member_id, "roles": roles}
    _insert(session, Seat, council_id, iter([{**seat, "created_at": now}]))
    login = {"id": door.session_id, "account_id": door.account_id, "seat_id": door.seat_id}
    times = {"created_at": now, "used_at": now, "expires_at": now + timedelta(days=1)}
    session.execute(insert(LoginSession), [{**login, "council_id": council_id, **times}])
    return door


def _ledger(
    draw: random.Random, members: list[str], section: str, account: str, last: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return claims and records: sittings of everybody, papers of each member, in order of posting."""
    claims: list[dict[str, Any]] = []
    records: list[dict[str, Any]] = []
    now = clock.now()

    def claim(kind: str, day: date, title: str, member: str | None) -> str:
        id = new_id()
        said = {"id": id, "kind": kind, "state": "verified", "title": title, "member_id": member}
        claims.append({
            **said, "section_id": section, "occurred_on": day, "created_by": account, "created_at": now,
            "decided_by": account, "decided_at": now,
        })  # fmt: skip
        return id

    def record(member: str, claim_id: str, day: date, attrs: str, **words: str) -> None:
        shape = {"type": "", "status": "", "role": "", "level": "", **words}
        records.append({
            "id": new_id(), "seq": len(records) + 1, "member_id": member, "year": day.year, **shape,
            "occurred_on": day, "quantity": 1, "attrs": json.loads(attrs), "claim_id": claim_id,
            "section_id": section, "posted_by": account, "posted_at": now,
        })  # fmt: skip

    for year in range(last - YEARS + 1, last + 1):
        for number in range(SITTINGS):
            fact, day_text, type, attrs = sitting(draw)
            day = date.fromisoformat(day_text).replace(year=year)
            held = claim("attendance", day, f"{year}年第{number + 1}次委员履职活动签到册", None)
            for member in members:
                record(member, held, day, attrs, fact=fact, type=type, status=draw.choice(STATUSES))
        for member in members:
            for number in range(PAPERS):
                fact, role, attrs = written(draw, 100 if number < PAPERS // 2 else 110)
                day = date(year, draw.randint(1, 12), 15)
                paper = claim(fact, day, f"关于进一步推进乡村产业发展的建议（{number}）", member)
                record(member, paper, day, attrs, fact=fact, role=role)
    return claims, records


def _evaluate(session: Session, council_id: str, office: Door, year: int) -> None:
    """Adopt a rule book for two years; the former year gets a run in force, the other stays open."""
    roles = frozenset({"secretariat", "scheme_author"})
    author = Actor(new_id(), new_id(), council_id, new_id(), None, None, roles)
    second = Actor(office.account_id, office.session_id, council_id, office.seat_id, None, None, roles)
    scheme = schemes.add(session, author, library()[SCHEME].read_text(encoding="utf-8"))
    schemes.check(session, author, scheme)
    for each in (year - 1, year):
        decision = AdoptIn(year=each, body="主席会议", decided_on=date(each, 1, 10))
        adopt.adopt(session, second, scheme, decision)
    run.put_in_force(session, second, run.execute(session, second, year - 1))
