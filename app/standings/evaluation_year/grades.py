"""Grades as proposed from the run in force, within quotas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring.scheme import Scheme
from app.standings import queries as standings
from app.standings.evaluation_year.models import GradeProposal
from app.standings.evaluation_year.sheet import text_of
from app.standings.models import Run

Said = dict[str, Any]


def proposed(session: Session, run: Run) -> Said:
    """Return everybody's points, grade and selections of a run, with each quota and how it is filled."""
    body = _body(session, run)
    titles = {one.id: one.title for one in _scheme(session, run).selections} if body["selections"] else {}
    chosen: dict[str, list[str]] = {}
    for selection, result in _results(body):
        for member in result["ids"]:
            chosen.setdefault(member, []).append(titles[selection])
    cards = standings.traces_in_order(session, run.council_id, run.id)
    members = [
        {
            "member_id": row.member_id, "points": row.points, "grade": row.grade,
            "chosen": chosen.get(row.member_id, []),
        }
        for row in cards
    ]  # fmt: skip
    quotas = [
        {
            "title": titles[selection], "cohort": result["cohort"], "seats": result["seats"],
            "chosen": len(result["ids"]),
        }
        for selection, result in _results(body)
    ]  # fmt: skip
    return {"run": run.id, "members": members, "quotas": quotas}


def wrong(session: Session, run: Run) -> list[str]:
    """Return a sentence for every quota that is overdrawn and every selected member who is shut out.

    The engine lets neither happen; a proposal that a body decides on is looked at once more.
    """
    body = _body(session, run)
    if not body["selections"]:
        return []
    known = {one.id: one for one in _scheme(session, run).selections}
    return [
        f"“{known[selection].title}”{what}"
        for selection, result in _results(body)
        for what in faults(result, shared=known[selection].tied == "include")
    ]


def faults(result: Said, *, shared: bool = False) -> Iterator[str]:
    """Yield what is wrong with the outcome of one cohort.

    Args:
        shared: The text lets all who are tied at the line in, also beyond the quota.

    >>> list(faults({"seats": {"n": 1, "at_most": None}, "ids": ["a", "b"], "passed": [["b", "barred"]]}))
    ['超出名额：名额 1 名，入选 2 名。', '有 1 名不符合条件的人入选。']
    """
    high = result["seats"]["n"] if result["seats"]["n"] is not None else result["seats"]["at_most"]
    if high is not None and len(result["ids"]) > high and not shared:
        yield f"超出名额：名额 {high} 名，入选 {len(result['ids'])} 名。"
    shut = {member for member, reason in result["passed"] if reason in ("excluded", "barred", "condition")}
    if both := shut & set(result["ids"]):
        yield f"有 {len(both)} 名不符合条件的人入选。"


def text(session: Session, run: Run) -> tuple[str, str]:
    """Return the canonical text of a proposal and its digest."""
    return text_of(proposed(session, run))


def _results(body: Said) -> Iterator[tuple[str, Said]]:
    for selection in body["selections"]:
        for result in selection["results"]:
            yield selection["id"], result


def _body(session: Session, run: Run) -> Said:
    kept = standings.body(session, run.council_id, run.id)
    return {"selections": []} if kept is None else dict(json.loads(kept.text))


def _scheme(session: Session, run: Run) -> Scheme:
    row = schemes.document(session, run.council_id, run.scheme_id)
    assert row is not None
    return compiled(row.digest, row.text).scheme


def members_of(proposal: GradeProposal) -> list[str]:
    """Return whose grades a proposal names."""
    return [one["member_id"] for one in json.loads(proposal.text)["members"]]
