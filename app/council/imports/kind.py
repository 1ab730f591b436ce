"""What an importable kind must say of itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError
from app.core.sheets import Column, Parsed

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that would change something; personal values arrive masked."""

    column: str
    before: str
    after: str


@dataclass(slots=True)
class Verdict:
    """What would become of one row.

    Args:
        number: The sheet row number.
        label: How a person recognises the row, e.g. the member's name.
        verdict: ``new``, ``changed``, ``unchanged`` or ``wrong``.
        work: What ``commit`` needs; never stored.
        subject: Id of what the row is known to mean; None for something new.
    """

    number: int
    label: str
    verdict: str
    changes: list[Change] = field(default_factory=list)
    work: Any = None
    subject: str | None = None


@dataclass(slots=True)
class Checked:
    """The outcome of checking a sheet against the database.

    Args:
        verdicts: One per row, in order.
        errors: What only the whole sheet or the database shows; cell errors come from parsing.
        near: Address of a wrong cell → the word that was probably meant.
    """

    verdicts: list[Verdict]
    errors: list[FieldError] = field(default_factory=list)
    near: dict[str, str] = field(default_factory=dict)


Check = Callable[[Session, Actor, Parsed], Checked]
TakeBack = Callable[[Session, Actor, Sequence[str]], None]
Words = Callable[[Session, Actor], dict[str, list[str]]]
Commit = Callable[[Session, Actor, Sequence[Verdict]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of table that may be imported.

    Args:
        word: Stable word, also in the address: ``/imports/{word}``.
        title: Chinese name, title of the template.
        permission: Needed besides ``import:preview`` and ``import:commit``.
        columns: What its sheets may hold.
        check: Reads only; classifies every row and finds errors across rows. It runs again at
            commit, so it must give the same verdicts while nothing has changed.
        commit: Writes what ``check`` found in a handful of statements; returns facts for the audit,
            ``added`` holding the ids of the new things in the order of their rows.
        take_back: Undoes a commit while nothing it added has been touched; None where that is never sound.
        words: Column key → what its cells may say, where only the database knows.
    """

    word: str
    title: str
    permission: str
    columns: tuple[Column, ...]
    check: Check
    commit: Commit
    take_back: TakeBack | None = None
    words: Words | None = None


_KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> ImportKind:
    """Make a kind known, at import of its package; return it."""
    _KINDS[kind.word] = kind
    return kind


def kind_of(word: str) -> ImportKind:
    """Return the kind of a stored import.

    Raises:
        KeyError: no package registered it (a defect).
    """
    return _KINDS[word]
