"""A sealed year as its sheets say it, whatever has changed since."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from app.core import clock
from app.council import labels
from app.facts.attendance.models import ATTENDED, NOT_DUE
from app.facts.attendance.postings import FACTS
from app.facts.pledges.schemas import STATE_LABELS as PLEDGE_STATE
from app.facts.statements.schemas import STATE_LABELS as STATEMENT_STATE
from app.standings.evaluation_year.sealed import Snapshot
from app.views.pack import lines
from app.views.pack.counts import counted
from app.views.pack.values import Came, Marked, MemberYear, Sheet, Supplement
from app.views.turnout import service as turnout

_ROLLED = {*ATTENDED, "excused", "absent", NOT_DUE}
_KIND = {said: kind for kind, said in FACTS.items()}
#: What holds of a member outside the sheet: place, verdict, consequences.
Beside = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A record as a sheet has it, with its number and details from the ledger, which never change."""

    member_id: str
    seq: int
    attrs: Mapping[str, Any]
    occurred_on: date
    title: str
    fact: str
    type: str
    status: str
    role: str
    level: str
    quantity: int
    claim_id: str

    @property
    def rolled(self) -> bool:
        """Whether it is a line of a closed roll."""
        return self.status in _ROLLED

    @property
    def kind(self) -> str:
        """The kind of activity; empty for one that nobody convenes here."""
        return _KIND.get((self.fact, self.type), "")


class Sheets:
    """Everybody's sealed sheet of a year, in its newest version."""

    def __init__(
        self, found: Iterable[Snapshot], ledger: Iterable[Any], weigh: turnout.Weights, day: date
    ) -> None:
        """Args: ledger: lines with id, seq and attrs. day: the last of the year."""
        self.day, self.weigh = day, weigh
        self.kept = {one.member_id: (one, json.loads(one.text)) for one in found}
        self.ledger = {row.id: (row.seq, row.attrs) for row in ledger}
        self.numbers = {id: seq for id, (seq, _) in self.ledger.items()}
        self.rows = {member_id: self._records(member_id) for member_id in self.kept}

    def __contains__(self, member_id: str) -> bool:
        return member_id in self.kept

    def member(self, member_id: str, titles: dict[str, str], beside: Beside) -> MemberYear:
        """Return one member's year, every number of it from the sheet."""
        one, said = self.kept[member_id]
        rows, profile, receipt = self.rows[member_id], said["profile"], said["receipt"]
        kinds, whole = lines.attendance(self._kinds(rows))
        units = {
            kind: name for kind, name in self._places(said["profile"]["places"]) if kind != "party_branch"
        }
        pledge, statement = _last(said["pledges"]), _last(said["statements"])
        return MemberYear(
            id=member_id,
            **{name: profile[name] for name in _FACTS},
            sex=labels.SEX.get(profile["sex"], ""),
            posts="、".join(labels.POST[name] for _, name in self._places(profile["posts"])),
            sector=units.get("sector", ""),
            units="、".join(name for kind, name in units.items() if kind != "sector"),
            attendance=kinds,
            present=whole,
            counts=counted(rows),
            records=tuple(lines.noted(row) for row in rows),
            points=said["standing"]["points"],
            grade=said["standing"]["grade"],
            place=beside["place"],
            score=tuple(lines.scored(line, titles, self.numbers) for line in receipt["lines"]),
            sections=tuple((titles.get(id, id), points) for id, points in receipt["sections"].items()),
            pledge=PLEDGE_STATE[pledge["state"]] if pledge else "",
            promised=lines.promised(*beside["pledge"]),
            statement=STATEMENT_STATE.get(statement["state"], "") if statement else "",
            ballots=tuple(_marked(row) for row in said["ballots"]),
            honours=tuple(row.title for row in rows if row.fact == "award"),
            due=beside["due"],
            sheet=Sheet(
                version=one.version, code=one.code, digest=one.digest, kept_at=one.kept_at,
                supplements=tuple(_supplement(row) for row in said["supplements"]),
            ),
        )  # fmt: skip

    def sittings(self) -> tuple[Came, ...]:
        """Return who came to each sitting, the oldest first; those whose sheets were erased are left out."""
        found: dict[str, list[Held]] = defaultdict(list)
        for row in self._rolled():
            found[row.claim_id].append(row)
        ordered = sorted(found.values(), key=lambda rows: (rows[0].occurred_on, rows[0].seq))
        return tuple(self._came(rows[0].title, rows[0].occurred_on, rows) for rows in ordered)

    def sectors(self, order: Iterable[str]) -> tuple[Came, ...]:
        """Return who came, by the sector of each on that day.

        Args:
            order: Names as the office orders them; others follow, and who is in none comes last.
        """
        found: dict[str, list[Held]] = defaultdict(list)
        for row in self._rolled():
            found[self._sector(row)].append(row)
        ranks = {name: number for number, name in enumerate(order)}
        names = sorted(found, key=lambda name: (not name, ranks.get(name, len(ranks)), name))
        return tuple(self._came(name or "未编入界别", None, found[name]) for name in names)

    def _rolled(self) -> Iterator[Held]:
        for rows in self.rows.values():
            yield from (row for row in rows if row.rolled)

    def _records(self, member_id: str) -> list[Held]:
        """Return a member's records, the oldest first."""
        found = [self._held(member_id, dict(row)) for row in self.kept[member_id][1]["records"]]
        return sorted(found, key=lambda row: (row.occurred_on, row.seq))

    def _held(self, member_id: str, row: dict[str, Any]) -> Held:
        seq, attrs = self.ledger[row.pop("id")]
        row["occurred_on"] = clock.date_of(row["occurred_on"])
        return Held(member_id=member_id, seq=seq, attrs=attrs, **row)

    def _kinds(self, rows: Iterable[Held]) -> lines.Kinds:
        found: dict[str, tuple[Counter[str], Fraction]] = {}
        for row in rows:
            if row.rolled:
                statuses, weighed = found.get(row.kind, (Counter(), Fraction(0)))
                statuses[row.status] += 1
                found[row.kind] = (statuses, weighed + self._weight(row))
        return found

    def _came(self, name: str, on: date | None, rows: list[Held]) -> Came:
        weighed = sum((self._weight(row) for row in rows), Fraction(0))
        statuses = Counter(row.status for row in rows)
        return lines.came(name, turnout.row_of("", "", on, statuses, weighed))

    def _weight(self, row: Held) -> Fraction:
        return self.weigh.of_sitting(row.attrs.get("sitting", ""), row.kind, row.status)

    def _sector(self, row: Held) -> str:
        places = self.kept[row.member_id][1]["profile"]["places"]
        return next((name for kind, name in _on(places, row.occurred_on) if kind == "sector"), "")

    def _places(self, places: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        return _on(places, self.day)


_FACTS = ("number", "name", "ethnic_group", "party", "education", "employer", "title", "speciality")


def _on(places: list[dict[str, Any]], day: date) -> Iterator[tuple[str, str]]:
    """Yield kind and name of what was held on a day; days are ISO text, which sorts as days do."""
    told = day.isoformat()
    for one in places:
        if one["starts_on"] <= told and (one["ends_on"] is None or one["ends_on"] >= told):
            yield one["kind"], one["name"]


def _last(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    return rows[-1] if rows else None


def _marked(row: dict[str, Any]) -> Marked:
    counts = tuple((share["label"], share["count"]) for share in row["shares"])
    return Marked(
        poll=row["title"], base=row["returned"] - row["invalid"], counts=counts, score=row["score"] or ""
    )


def _supplement(row: dict[str, Any]) -> Supplement:
    return Supplement(**{name: row[name] for name in Supplement.model_fields})
