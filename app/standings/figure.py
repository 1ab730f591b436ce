"""What if one figure of a scheme were another: who moves."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError, Invalid
from app.schemes import document as documents
from app.schemes import writing
from app.schemes.difference import differences
from app.schemes.reading import compose
from app.schemes.service import compiled, find
from app.scoring.engine import compile
from app.standings import dry_run
from app.standings.trial_schemas import Beside, FigureIn, FigureOut

_STEP = re.compile(r"\[(\d{1,4})\]|\.?([^.\[\]]+)")


def what_if(session: Session, actor: Actor, scheme_id: str, asked: FigureIn) -> FigureOut:
    """Score a year under a document and under the same with one value changed.

    Raises:
        NotFound: no such document or year.
        Invalid: the place is not in the document, or the document would not be valid with the value.
        Conflict: not about members, or too many of them to wait for.
    """
    row = find(session, actor, scheme_id)
    old = compiled(row.digest, row.text)
    dry_run.of_members(old)
    text, was = changed(row.text, asked.path, asked.value)
    read = documents.read(text)
    if read.scheme is None:
        said = [FieldError(f"value ({one.path})", one.word, one.sentence) for one in read.errors]
        raise Invalid("改成这个值，办法就不成立。", word="scheme_invalid", errors=said)
    new = compile(read.scheme)
    basis = dry_run.basis_of(session, actor.council_id, asked.year)
    dry_run.small(session, basis)
    beside = Beside(kind="same_scheme", run_id=None, scheme=row.title, digest=row.digest)
    same = replace(basis, beside=beside, before=old, run_id=None)
    moves = list(dry_run.moves_of(session, actor.council_id, same, new))
    found = dry_run.told(session, actor.council_id, row, same, moves, new, only_moved=True)
    return FigureOut(
        **{name: getattr(found, name) for name in type(found).model_fields},
        path=asked.path,
        before=was,
        after=asked.value,
        differences=[one.sentence for one in differences(old.scheme, read.scheme)],
    )


def changed(text: str, path: str, value: str) -> tuple[str, str | None]:
    """Return a document's text with one value changed, and what stood there (None for nothing).

    Raises:
        Invalid: the place leads nowhere, or to more than one value.
    """
    data, _, _ = compose(text)
    steps = [int(one[1]) if one[1] else one[2] for one in _STEP.finditer(path)]
    inside: Any = data
    for step in steps[:-1]:
        inside = _into(inside, step, path)
    last = _known(inside, steps[-1]) if steps else None
    there = isinstance(inside, dict) or (isinstance(inside, list) and last in range(len(inside)))
    if last is None or not there:
        raise _nowhere(path)
    before = inside.get(last) if isinstance(inside, dict) else inside[last]  # type: ignore[index]
    if isinstance(before, dict | list):
        raise _nowhere(path)
    inside[last] = compose(f"value: {value}")[0]["value"]
    return writing.write(data), _text(before)


def _into(inside: Any, step: str | int, path: str) -> Any:
    known = _known(inside, step)
    if isinstance(inside, dict) and known in inside:
        return inside[known]
    if isinstance(inside, list) and known in range(len(inside)):
        return inside[known]  # type: ignore[index]
    # A single alternative may be written without its list.
    if isinstance(inside, dict) and step == 0:
        return inside
    raise _nowhere(path)


def _known(inside: Any, step: str | int) -> Any:
    """Return a step as the document has it: keys of tables may be numbers or truth values."""
    if isinstance(inside, dict) and step not in inside:
        return next((key for key in inside if str(key).lower() == str(step)), step)
    return step


def _text(value: object) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nowhere(path: str) -> Invalid:
    return Invalid(errors=[FieldError("path", "unknown_place", f"办法中没有“{path}”这个数值，请核对位置。")])
