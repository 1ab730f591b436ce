"""P35: every number of every statement is the dossier's, on paper too."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

import pypdf
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import demo
from app.core import clock
from app.core.db import Database
from app.core.paper import Line, document, printed
from app.council import queries as council
from app.council.lookup import all_councils
from app.council.models import Unit
from app.demo.desk import founder
from app.facts.opinions.models import Adoption
from app.facts.proposals.models import Proposal
from app.facts.statements import queries, rounds
from app.facts.statements.schemas import RoundIn
from app.standings.statements import compose, file
from app.standings.statements.schemas import StatementDraft
from app.views.dossier import service as dossier
from app.views.statement_papers import compose as papers
from tests.promises.stage import stage

#: A day late in the running year of the demo, whose every year has something to tell by then.
DAY = date(2026, 11, 24)
OUTLINE = {
    "headings": [
        {"id": "meetings", "title": "参会履职", "about": ["meetings"]},
        {"id": "advice", "title": "建言资政", "about": ["proposals"]},
        {"id": "contacts", "title": "联系群众", "about": ["contacts"]},
    ]
}
#: Number → fact whose lines in the dossier it counts.
PLAIN = {
    "proposals": "proposal", "opinions": "opinion", "speeches": "speech", "reports": "research_report",
    "charity": "charity", "contributions": "contribution", "history": "history_article",
    "notes": "study_note",
}  # fmt: skip
#: Number → fact and column of the dossier's table of attendance.
ROLLS = {
    "meetings_due": ("meeting", "due"), "meetings_attended": ("meeting", "attended"),
    "activities": ("activity", "attended"), "training": ("training", "attended"),
}  # fmt: skip
SAID = re.compile(r"([^，。\s]+) (\d+) [^，。\s]+[，。]")


class _Undone(Exception):
    """The rounds that were opened are not kept."""


class Oracle:
    """What the dossier shows; what no dossier shows is asked of the facts, never of the ledger."""

    def __init__(self, session: Session, council_id: str) -> None:
        filed = select(Proposal.id).where(Proposal.council_id == council_id, Proposal.filing == "filed")
        adopted = select(Adoption.opinion_id).where(Adoption.council_id == council_id)
        self.filed, self.adopted = set(session.scalars(filed)), set(session.scalars(adopted))

    def numbers(self, shown: dict[str, Any]) -> dict[str, int]:
        """Return every number that is not nothing."""
        records = shown["records"]
        found = {
            name: sum(one[column] for one in shown["attendance"] if one["fact"] == fact)
            for name, (fact, column) in ROLLS.items()
        }
        found |= {name: sum(one["fact"] == fact for one in records) for name, fact in PLAIN.items()}
        found["proposals_filed"] = sum(
            one["fact"] == "proposal" and one["claim_id"] in self.filed for one in records
        )
        found["opinions_adopted"] = sum(
            one["fact"] == "opinion" and one["claim_id"] in self.adopted for one in records
        )
        return {name: number for name, number in found.items() if number}


def judge(
    db: Database, council_id: str, *, today: date, pdf: bool = True
) -> tuple[dict[str, int], list[str]]:
    """Open a round for every duty year; compare every statement with dossier and papers.

    Returns:
        How much was compared, and what differed.
    """
    told, wrong = {"years": 0, "statements": 0, "numbers": 0, "pdf": 0}, list[str]()
    with suppress(_Undone), db.transaction(council_id, unscoped="a harness that reads everything") as session:
        oracle, actor = Oracle(session, council_id), founder(council_id)
        for id_, year in _rounds(session, council_id, actor, today):
            told["years"] += 1
            for row in queries.listed(session, council_id, round_id=id_):
                shown = file.show(session, actor, row[0].id)
                said = json.loads(dossier.of(session, actor, row[0].member_id, year)[1] or b"{}")
                told["statements"] += 1
                told["numbers"] += sum(len(one.numbers) for one in shown.sentences)
                told["pdf"] += pdf
                odd = [*_differs(shown, said, oracle), *_papers(shown, pdf=pdf)]
                wrong += [f"{year} {shown.name}: {one}" for one in odd]
        raise _Undone
    return told, wrong


def _rounds(session: Session, council_id: str, actor: Any, today: date) -> Iterator[tuple[str, int]]:
    section = session.scalars(
        select(Unit.id).where(Unit.council_id == council_id, Unit.kind == "section")
    ).first()
    held = {one.year: one.id for one in queries.rounds(session, council_id)}
    for year in council.duty_years(session, council_id):
        day = min(year.ends_on, today)
        if year.year not in held and day >= year.starts_on:
            new = RoundIn.model_validate(
                {
                    "year": year.year, "title": f"{year.year} 年度常委述职", "as_of": day, "due_on": day,
                    "document": OUTLINE, "section_id": section,
                }
            )  # fmt: skip
            held[year.year] = rounds.create(session, actor, new)
        if year.year in held:
            yield held[year.year], year.year


def _differs(shown: StatementDraft, said: dict[str, Any], oracle: Oracle) -> Iterator[str]:
    found = {one.key: one for part in shown.sentences for one in part.numbers}
    wanted = oracle.numbers(said)
    if (values := {key: one.value for key, one in found.items()}) != wanted:
        yield f"{values} != {wanted}"
    known = {one["id"] for one in said["records"]}
    yield from (
        f"{key}: {len(one.record_ids)} records behind {one.value}"
        for key, one in found.items()
        if len(one.record_ids) != one.value or not set(one.record_ids) <= known
    )


def _papers(shown: StatementDraft, *, pdf: bool) -> Iterator[str]:
    wanted = [(one.label, str(one.value)) for part in shown.sentences for one in part.numbers]
    title = f"{shown.year}年度述职报告"
    pieces = list(papers._pieces(shown, title))
    word = Document(io.BytesIO(document(pieces, title=title, made_at=clock.now())))
    lines = [one.text for one in word.paragraphs if one.text.startswith("一年来")]
    if (found := [pair for line in lines for pair in SAID.findall(line.removeprefix("一年来，"))]) != wanted:
        yield f"docx {found} != {wanted}"
    if not pdf:
        return
    made = printed(pieces, title=title, made_at=clock.now(), whose=shown.name)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    plain = re.sub(r"\s", "", text)
    places = [plain.find(re.sub(r"\s", "", one.text)) for one in shown.sentences if one.text]
    if -1 in places or places != sorted(places):
        yield f"pdf lacks a sentence: {plain[:200]}"


@contextmanager
def a_record_forgotten() -> Iterator[None]:
    """Write statements from all records but one."""
    planted: Any = compose
    real = planted.entries_of
    planted.entries_of = lambda *given: real(*given)[1:]
    try:
        yield
    finally:
        planted.entries_of = real


@contextmanager
def a_digit_misprinted() -> Iterator[None]:
    """Print every line with its first number one too high."""
    planted: Any = papers
    planted.Line = lambda text, **more: Line(
        re.sub(r"\d+", lambda one: str(int(one.group()) + 1), text, count=1), **more
    )
    try:
        yield
    finally:
        planted.Line = Line


def run(today: date = DAY) -> dict[str, Any]:
    """Load the demo; judge every standing member of every duty year of every council of it."""
    told: dict[str, int] = {}
    wrong: list[str] = []
    with stage("sqlite") as made, clock.shifted_to(today):
        demo.load(made.db, today=today, var=made.settings.var)
        councils = [id_ for code, id_ in all_councils(made.db) if code != "system"]
        for id_ in councils:
            found, odd = judge(made.db, id_, today=today)
            told = {name: told.get(name, 0) + number for name, number in found.items()}
            wrong += odd
        with a_record_forgotten():
            first = bool(judge(made.db, councils[0], today=today, pdf=False)[1])
        with a_digit_misprinted():
            second = bool(judge(made.db, councils[0], today=today, pdf=False)[1])
    caught = first and second
    return {
        "id": "P35",
        "what": "样板中每位常委、每个履职年度的述职草稿：每个数等于履职档案，Word（及 PDF）读回仍是这些数",
        "judged": told["numbers"],
        "failed": len(wrong) + (not caught),
        "figure": f"{len(councils)} 个政协共 {told['years']} 个年度、{told['statements']} 份述职、"
        f"{told['numbers']} 个数；PDF 读回 {told['pdf']} 份；"
        f"预设缺陷（漏一条记录、印错一个数）{'被发现' if caught else '未被发现'}",
        "deviation": wrong[:5],
    }
