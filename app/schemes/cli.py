"""What `lvzhi scheme test`, `score` and `diff` do, without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.core.errors import FieldError, Invalid
from app.schemes import document as documents
from app.schemes.difference import differences
from app.schemes.document import dotted
from app.schemes.reading import Refused, compose
from app.schemes.wording import reworded
from app.scoring import trace
from app.scoring.body import Evaluated
from app.scoring.case import ONLY, Cards, cards, compiled_for, evaluated, spans
from app.scoring.engine import Compiled, compile
from app.scoring.scheme import Example, Scheme
from app.scoring.verdict import run


@dataclass(frozen=True, slots=True)
class Tested:
    """What the worked examples of some documents came to."""

    documents: int
    examples: int
    mistakes: tuple[str, ...]


def test(files: Sequence[Path]) -> Tested:
    """Run the worked examples of documents; those of the library when no file is given."""
    mistakes: list[str] = []
    examples = 0
    paths = list(files) or list(documents.library().values())
    for path in paths:
        read = documents.read(path.read_bytes())
        examples += len(read.scheme.examples) if read.scheme else 0
        mistakes += [f"{path.name} {one}" for one in documents.check(read)]
    return Tested(len(paths), examples, tuple(mistakes))


def scores(scheme_text: bytes, cases_text: str) -> list[dict[str, Any]]:
    """Score cases: plain data with the receipt as a tree and as sentences.

    Args:
        scheme_text: A scheme document.
        cases_text: YAML ``cases: [...]``; a case is an example, ``expect`` being optional.
    Raises:
        Invalid: for a scheme or cases that cannot be read, all mistakes at once.
    """
    compiled = compile(documents.read(scheme_text).require())
    return [_score(compiled, place, case) for place, case in enumerate(_cases(cases_text))]


def _cases(text: str) -> list[Example]:
    try:
        data, lines, _ = compose(text)
    except Refused as error:
        mistake = FieldError("cases", error.word, f"第 {error.line} 行：{error.sentence}")
        raise Invalid("算例文件不能读。", word="cases_invalid", errors=[mistake]) from None
    given = data.get("cases")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        mistake = FieldError("cases", "missing", "算例文件写作 cases: […]，每项如同办法里的 examples。")
        raise Invalid("算例文件不能读。", word="cases_invalid", errors=[mistake])
    cases: list[Example] = []
    errors: list[FieldError] = []
    for place, one in enumerate(given):
        try:
            cases.append(Example.model_validate({"id": str(place + 1), "expect": {}, **one}))
        except ValidationError as error:
            for wrong in reworded(error, ("examples", place)):
                at = ("cases", *wrong.path[1:])
                line = next((lines[at[:n]] for n in range(len(at), 0, -1) if at[:n] in lines), 1)
                errors.append(FieldError(dotted(at), wrong.word, f"第 {line} 行：{wrong.sentence}"))
    if errors:
        raise Invalid(f"算例文件有 {len(errors)} 处需要修改。", word="cases_invalid", errors=errors)
    return cases


def _score(compiled: Compiled, place: int, case: Example) -> dict[str, Any]:
    here, only = compiled_for(compiled, case), _year_of(compiled.scheme, case)
    known: Cards | None = None
    # What cannot be read is told by the run itself.
    with suppress(ValueError):
        known = cards(here, case, only)
    card, found = run(compiled, place, case, only, known)
    said: dict[str, Any] = {"id": case.id, "differences": [one.sentence for one in found]}
    if card is not None:
        said |= {"receipt": trace.tree(card), "sentences": trace.sentences(card)}
    if known is None or (card is None and not spans(case)):
        return said
    body = evaluated(here, case, card, only, known)
    return said | _people(case, body, known) | _body(here, body)


def _year_of(scheme: Scheme, case: Example) -> int:
    """Return the year that a case means which names none: that of its days, or else of the rule book."""
    # Years that are named mean themselves.
    facts = [fact for steps, _, one in case.givens() if "years" not in steps for fact in one.facts]
    days = [str(fact["on"]) for fact in facts if "on" in fact]
    first = str(scheme.years.first) if scheme.years else scheme.effective or str(scheme.year or "")
    return next((int(text[:4]) for text in (*sorted(days), first) if text[:4].isdigit()), ONLY)


def _people(case: Example, body: Evaluated, known: Cards) -> dict[str, Any]:
    """Return the total, grade and receipt of each person and year of a case about several."""
    if not spans(case):
        return {}
    people: list[dict[str, Any]] = []
    for person in body.people:
        for year, here in sorted(person.history.items()):
            total = None if here.total is None else trace.written(here.total)
            one = {"subject": person.id, "year": year, "total": total, "grade": here.grade}
            card = known.get((person.id, year))
            if card is not None:
                one |= {"receipt": trace.tree(card), "sentences": trace.sentences(card)}
            people.append(one)
    return {"people": people} if people else {}


def _body(compiled: Compiled, body: Evaluated) -> dict[str, Any]:
    said: dict[str, Any] = {}
    titles = {one.id: one.title for one in compiled.scheme.rankings}
    titles |= {one.id: one.title for one in compiled.scheme.selections}
    places = [
        {
            "year": year, "ranking": titles[name], "subject": one.id, "cohort": list(one.cohort),
            "place": one.place.place, "of": one.place.of, "value": trace.written(one.place.value),
        }
        for (year, name), ranked in body.ranked.items() for one in ranked.standings
    ]  # fmt: skip
    chosen = [
        {
            "year": year, "selection": titles[name], "cohort": list(one.cohort), "chosen": list(one.ids),
            "undecided": list(one.undecided), "n": one.seats.n,
            "passed": [{"subject": passed.id, "reason": passed.reason} for passed in one.passed],
        }
        for (year, name), results in body.chosen.items() for one in results
    ]  # fmt: skip
    due = [
        {"subject": id, "year": one.year, "do": one.do, "pending": one.pending, "why": one.why}
        for id, every in body.due.items()
        for one in every
    ]
    for name, found in (("places", places), ("selections", chosen), ("outcomes", due)):
        if found:
            said[name] = found
    return said


def score_text(scored: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines that people read of scored cases."""
    for one in scored:
        yield f"【{one['id']}】"
        yield from one.get("sentences", ())
        for person in one.get("people", ()):
            yield from _person_text(person)
        for place in one.get("places", ()):
            where = f"第 {place['place']} 名，共 {place['of']} 名（{place['value']}）"
            yield f"{place['year']} 年{place['ranking']}：{place['subject']} {where}。"
        for result in one.get("selections", ()):
            chosen = "、".join(result["chosen"]) or "无"
            open_ = f"；待定：{'、'.join(result['undecided'])}" if result["undecided"] else ""
            yield f"{result['year']} 年{result['selection']}：{chosen}{open_}。"
        yield from (f"{due['subject']}：{due['why']}" for due in one.get("outcomes", ()))
        yield from one["differences"]


def _person_text(person: dict[str, Any]) -> Iterator[str]:
    who = f"{person['subject']}（{person['year']} 年）"
    if "sentences" in person:
        yield f"{who}："
        yield from (f"  {sentence}" for sentence in person["sentences"])
    elif person["total"] is not None:
        grade = f"，等次{person['grade']}" if person["grade"] else ""
        yield f"{who}：算例写明总分 {person['total']} 分{grade}。"


def score_json(scored: Sequence[dict[str, Any]]) -> str:
    """Return scored cases as JSON: the same input gives the same bytes."""
    return json.dumps(list(scored), ensure_ascii=False, indent=1, sort_keys=True)


def diff(before: bytes, after: bytes) -> list[str]:
    """Say in words what the second document changes beside the first.

    Raises:
        Invalid: one of them has mistakes.
    """
    old, new = (documents.read(text).require() for text in (before, after))
    return [one.sentence for one in differences(old, new)]
