"""Groups in a run: scored beside the members, kept, computed anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.core.ids import new_id
from app.council.models import DutyYear
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring.engine import Compiled
from app.scoring.groups import kinds_of
from app.scoring.history import YearFigures
from app.scoring.words import written
from app.standings.groups import queries
from app.standings.groups.cards import Group, GroupCard, placed, scored
from app.standings.groups.models import GroupResult, GroupScorecard
from app.standings.models import Run


class GroupRun:
    """The groups of a year under their scheme, once every member's receipt has passed by."""

    def __init__(self, scheme_id: str, digest: str, text: str, year: DutyYear) -> None:
        self.scheme_id, self.digest, self.year = scheme_id, digest, year
        self.scheme: Compiled = compiled(digest, text)
        rules = [item.from_members for item in self.scheme.scheme.items]
        #: The figures that it asks of the members' receipts.
        self.names = {rule.of for rule in rules if rule is not None}
        self.figures: dict[str, YearFigures] = {}

    def take(self, member_id: str, trace: str) -> None:
        """Note what a member's receipt says; what it lacks stays lacking."""
        if self.names:
            self.figures[member_id] = _figures(self.year.year, json.loads(trace), self.names)

    def cards(self, session: Session, until: int, day: date) -> list[GroupCard]:
        """Return the card of every group that the scheme is about.

        Args:
            until: The ledger's cut-off.
            day: Whose places in a group decide who brings points into it.
        """
        return self._scored(session, until, _groups_on(session, self.year, self.scheme, day))

    def _scored(self, session: Session, until: int, groups: Iterable[Group]) -> list[GroupCard]:
        year = self.year
        rows = dict(queries.rows_by_unit(session, year.council_id, year.year, until))
        return [
            scored(self.scheme, group, rows.get(group.id, ()), self.figures, year.ends_on) for group in groups
        ]

    def keep(self, session: Session, run: Run, day: date) -> dict[str, Any]:
        """Keep the groups' cards of a run; return what the audit says of them."""
        found = self.cards(session, run.ledger_seq, day)
        result = GroupResult(
            council_id=run.council_id,
            id=new_id(),
            run_id=run.id,
            scheme_id=self.scheme_id,
            scheme_digest=self.digest,
            day=day,
            groups=len(found),
            digest=digest_of(found),
        )
        session.add(result)
        session.flush()
        if found:
            session.execute(insert(GroupScorecard), [_row(run, place, one) for place, one in placed(found)])
        return {"groups": len(found), "groups_digest": result.digest}

    def holds(self, session: Session, run: Run) -> bool:
        """Tell whether the groups of a run come out byte-identical again, with the members they had then."""
        result = queries.result_of(session, run.council_id, run.id)
        assert result is not None
        kept = (
            _group(row.unit_id, row.name, json.loads(row.trace))
            for row in queries.traces(session, run.council_id, run.id)
        )
        return digest_of(self._scored(session, run.ledger_seq, kept)) == result.digest


def adopted(session: Session, year: DutyYear) -> GroupRun | None:
    """Return the groups of a year under the scheme adopted for them; None without one."""
    row = schemes.adopted(session, year.council_id, year.year, "group")
    return None if row is None else GroupRun(row.id, row.digest, row.text, year)


def again(session: Session, run: Run, year: DutyYear) -> GroupRun | None:
    """Return the groups of a run under the scheme that it scored them by; None when it did not."""
    result = queries.result_of(session, run.council_id, run.id)
    if result is None:
        return None
    row = schemes.document(session, run.council_id, result.scheme_id)
    assert row is not None
    return GroupRun(row.id, row.digest, row.text, year)


def digest_of(cards: Sequence[GroupCard]) -> str:
    """Return the SHA-256 over all traces by group id."""
    whole = hashlib.sha256()
    for one in sorted(cards, key=lambda one: one.group.id):
        whole.update(one.trace().encode())
    return whole.hexdigest()


def _group(id: str, name: str, said: Mapping[str, Any]) -> Group:
    """Return the group that a kept card is of."""
    return Group(id, said["receipt"]["role"], name, tuple(said["members"]))


def _figures(year: int, receipt: Mapping[str, Any], names: set[str]) -> YearFigures:
    """Return the named points and figures of a member's receipt; items come before sections."""
    known: dict[str, str | None] = {**receipt.get("figures", {}), **receipt.get("sums", {})}
    known |= receipt["sections"]
    known |= {line["id"]: line["points"] for line in receipt["lines"] if line["kind"] == "item"}
    worth = {name: Fraction(said) for name in names if (said := known.get(name)) is not None}
    return YearFigures(year, total=Fraction(receipt["total"]), worth=worth)


def _groups_on(session: Session, year: DutyYear, scheme: Compiled, day: date) -> list[Group]:
    """Return the groups of a year in the office's order, each with its members of a day."""
    kinds = kinds_of(scheme.scheme)
    members = queries.placed_on(session, year.council_id, day, kinds)
    return [
        Group(row.id, row.kind, row.name, tuple(members.get(row.id, ())))
        for row in queries.groups_of(session, year, kinds)
    ]


def _row(run: Run, place: int, one: GroupCard) -> dict[str, object]:
    return {
        "council_id": run.council_id,
        "id": new_id(),
        "run_id": run.id,
        "unit_id": one.group.id,
        "members": len(one.group.members),
        "points": written(one.card.total),
        "grade": one.card.grade or "",
        "place": place,
        "trace": one.trace(),
    }
