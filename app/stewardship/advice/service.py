"""Compose what thresholds and rule books propose, each with its ground."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.council import queries as council
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.standings import queries as standings
from app.standings.models import Run
from app.stewardship.advice.schemas import Advice, AdviceList
from app.stewardship.reminders import service as reminders
from app.stewardship.reminders.schemas import AttendanceReminder
from app.stewardship.sanctions import queries as sanctions
from app.stewardship.sanctions.schemas import EvidenceIn, GroundIn

#: Words of a rule → kind of sanction; the first that occurs holds, the gravest first.
WORDS = (
    ("撤销", "revoke"), ("责令", "order_resign"), ("劝", "advise_resign"), ("辞去", "advise_resign"),
    ("警告", "warn"), ("通报", "circulate"), ("约谈", "talk"), ("谈话", "talk"), ("提醒", "remind"),
)  # fmt: skip
#: Consequences that propose something about a member; praise and flags do not.
PROPOSING = ("notice", "measure")
MOST_EVIDENCE = 60


def show(session: Session, actor: Actor, year: int | None) -> AdviceList:
    """Return what is proposed in a duty year; what is about the reader is left out.

    Raises:
        NotFound: there is no such duty year.
    """
    found = reminders.show(session, actor, year)
    run = standings.in_force(session, actor.council_id, found.year)
    items = [_missed(one) for one in found.items]
    if run is not None:
        items += _outcomes(session, actor.council_id, run)
    prepared = {}
    for row in reversed(sanctions.of_year(session, actor.council_id, found.year)):
        if row.state not in ("dropped", "not_adopted"):
            prepared[row.member_id] = row.id
    shown = [one for one in items if actor.member_id is None or one.member_id != actor.member_id]
    for one in shown:
        one.sanction_id = prepared.get(one.member_id)
    return AdviceList(year=found.year, run_id=run.id if run else None, items=shown)


def kind_of(words: str) -> str | None:
    """Return the kind of sanction that a rule speaks of; None when it speaks of none.

    >>> kind_of("约谈提醒"), kind_of("劝其辞去委员"), kind_of("不再提名")
    ('talk', 'advise_resign', None)
    """
    return next((kind for word, kind in WORDS if word in words), None)


def _missed(one: AttendanceReminder) -> Advice:
    line = one.threshold
    span = "本年度" if line.per == "year" else "本届"
    what = "缺席" if line.count == "absent" else "缺席或请假"
    sentence = (
        f"{span}{what} {one.count} 次，达到 {line.times} 次的提醒线（截至 {clock.today().isoformat()}）。"
    )
    return Advice(
        member_id=one.member_id,
        name=one.name,
        number=one.number,
        source="attendance",
        advice=line.advice,
        kind=kind_of(line.advice),  # type: ignore[arg-type]
        by="",
        pending=False,
        ground=GroundIn(
            text=sentence,
            article=line.article[:100],
            evidence=[EvidenceIn(record_id=each.record_id) for each in one.sittings[-MOST_EVIDENCE:]],
        ),
        sanction_id=None,
    )


def _outcomes(session: Session, council_id: str, run: Run) -> Iterator[Advice]:
    """Yield what the rule book proposes after the result in force, the years behind it as evidence."""
    kept = standings.body(session, council_id, run.id)
    document = schemes.document(session, council_id, run.scheme_id)
    if kept is None or document is None:
        return
    said: dict[str, Any] = json.loads(kept.text)
    rules = {one.id: one for one in compiled(document.digest, document.text).scheme.outcomes}
    due = [one for one in said["outcomes"] if one["kind"] in PROPOSING]
    names = council.briefs(session, council_id, [one["member"] for one in due])
    runs = {**{int(year): id_ for year, id_ in said["inputs"]["earlier"].items()}, run.year: run.id}
    for one in due:
        behind = [runs[year] for year in one["years"] if year in runs] or [run.id]
        yield Advice(
            member_id=one["member"],
            name=names[one["member"]].name,
            number=names[one["member"]].number,
            source="outcome",
            advice=one["do"],
            kind=kind_of(one["do"]),  # type: ignore[arg-type]
            by=rules[one["outcome"]].by or "",
            pending=one["pending"],
            ground=GroundIn(
                text=one["why"][:1000],
                article=(rules[one["outcome"]].article or "")[:100],
                evidence=[EvidenceIn(run_id=each) for each in behind[:MOST_EVIDENCE]],
            ),
            sanction_id=None,
        )
