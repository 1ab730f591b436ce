"""A term as canonical text: no ids, no clock times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import BEIJING
from app.core.crypto import canonical
from app.core.db.guard import COUNCIL
from app.council import queries as council
from app.council.models import Member, Pairing, Placement, Post, Tenure, Term
from app.demo import queries
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.attendance.models import AttendanceMark
from app.facts.contributions.models import Contribution
from app.facts.models import Claim, ClaimLink, ClaimParticipant
from app.facts.opinions.models import Adoption, Opinion, OpinionInstruction
from app.facts.proposals.models import Proposal
from app.ledger.models import DutyRecord
from app.standings.models import Run, ScorecardRow

#: Left out everywhere: identity, the moment of loading, sealed or derived columns.
_SKIPPED = frozenset(
    {
        *("council_id", "id", "seq", "version", "turn", "mobile_sealed", "mobile_index"),
        *("created_at", "decided_at", "marked_at", "posted_at", "responded_at", "closed_at", "invited_at"),
        *(
            "claim_id",
            "opinion_id",
            "activity_id",
            "sitting_id",
            "term_id",
            "run_id",
            "from_id",
            "reverses_id",
        ),
        *("origin_council_id", "origin_id"),
    }
)
#: Children of a claim: table and the column that names the claim.
_CHILDREN = (
    (Activity, "id"),
    (Proposal, "id"),
    (Opinion, "id"),
    (Contribution, "id"),
    (ClaimParticipant, "claim_id"),
    (ClaimLink, "from_id"),
    (Adoption, "opinion_id"),
    (OpinionInstruction, "opinion_id"),
    (Invitation, "activity_id"),
    (DutyRecord, "claim_id"),
)
Row = Mapping[str, Any]


def export_term(session: Session, number: int) -> bytes:
    """Return everything the bound council's term says, one canonical JSON line each, sorted.

    Two loads of the same content give the same bytes, whatever their ids, times and later terms.
    """
    council_id = session.info[COUNCIL]
    term = council.term(session, council_id, number)
    assert term is not None, f"no term {number}"
    export = _Export(session, council_id, term)
    return b"\n".join(sorted(canonical(line) for line in export.lines())) + b"\n"


class _Export:
    """Names instead of ids, and rows by what they hang on."""

    def __init__(self, session: Session, council_id: str, term: Term) -> None:
        self.session, self.council_id, self.term = session, council_id, term
        self.names: dict[str, str] = {
            id_: number for number, id_ in queries.members(session, council_id).items()
        }
        units = queries.units(session, council_id)
        self.names |= {id_: f"{kind}/{name}" for (kind, name), id_ in units.items()}
        seats = queries.seats(session, council_id)
        self.names |= {seat.account_id: username for username, seat in seats.items()}
        self.claims = self._all(Claim)
        self.names |= {row["id"]: f"{row['kind']}/{row['title']}" for row in self.claims}
        self.sittings = self._all(Sitting)
        self.names |= {row["id"]: _moment(row["starts_at"]) for row in self.sittings}

    def lines(self) -> Iterator[Any]:
        """Yield what the term says, in any order."""
        yield from self._members()
        yield from self._claims()
        yield from self._scores()
        for row in self._all(Pairing):
            if self._overlaps(row):
                yield ["pairing", self._said(row)]

    def _members(self) -> Iterator[Any]:
        held: dict[str, list[Any]] = defaultdict(list)
        sitting = {row["member_id"] for row in self._all(Tenure) if row["term_id"] == self.term.id}
        for model in (Tenure, Post, Placement):
            for row in self._all(model):
                mine = model is not Tenure or row["term_id"] == self.term.id
                if mine and self._overlaps(row):
                    held[row["member_id"]].append([model.__tablename__, self._said(row)])
        for row in self._all(Member):
            if row["id"] in sitting:
                yield ["member", self._said(row), sorted(held[row["id"]], key=canonical)]

    def _claims(self) -> Iterator[Any]:
        children: dict[str, list[Any]] = defaultdict(list)
        for model, column in _CHILDREN:
            for row in self._all(model):
                children[row[column]].append([model.__tablename__, self._said(row)])
        marks: dict[str, list[Any]] = defaultdict(list)
        for row in self._all(AttendanceMark):
            marks[row["sitting_id"]].append(self._said(row))
        for row in self.sittings:
            kept = sorted(marks[row["id"]], key=canonical)
            children[row["activity_id"]].append(["sittings", self._said(row), kept])
        for row in self.claims:
            if self.term.starts_on <= row["occurred_on"] <= self.term.ends_on:
                yield ["claim", self._said(row), sorted(children[row["id"]], key=canonical)]

    def _scores(self) -> Iterator[Any]:
        years = {
            year for year in council.duty_years(self.session, self.council_id) if year.term_id == self.term.id
        }
        numbers = {year.year for year in years}
        runs = {
            row["id"]: row for row in self._all(Run) if row["year"] in numbers and row["state"] == "in_force"
        }
        for row in self._all(ScorecardRow):
            if row["run_id"] in runs:
                run, said = runs[row["run_id"]], self._said(row)
                # The trace names the records it rests on; its sum and grade stand in the columns.
                said.pop("trace")
                yield ["score", run["year"], run["scheme_digest"], said]

    def _all(self, model: Any) -> list[Row]:
        return queries.mappings(self.session, self.council_id, model)

    def _overlaps(self, row: Row) -> bool:
        return row["starts_on"] <= self.term.ends_on and (
            row["ends_on"] is None or row["ends_on"] >= self.term.starts_on
        )

    def _said(self, row: Row) -> dict[str, Any]:
        dated = "starts_on" in row and "ends_on" in row
        return {
            key: self._clipped(value) if dated and key in ("starts_on", "ends_on") else self._value(value)
            for key, value in row.items()
            if key not in _SKIPPED
        }

    def _clipped(self, day: date | None) -> str:
        """Cut a date to the term, so that what comes after it does not show."""
        return min(max(day or date.max, self.term.starts_on), self.term.ends_on).isoformat()

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.names.get(value, value)
        if isinstance(value, dict):
            return {key: self._value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._value(inner) for inner in value]
        return _moment(value) if isinstance(value, datetime) else value


def _moment(at: datetime) -> str:
    return at.astimezone(BEIJING).isoformat()
