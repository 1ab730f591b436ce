"""What a verified fact says, as a frozen value for the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

Attr = str | int | bool | list[str]


@dataclass(frozen=True, slots=True)
class Posting:
    """One duty record to be made, about one subject.

    Args:
        occurred_on: Beijing date on which it happened; it decides the duty year.
        fact: ``meeting``, ``activity``, ``training``, ``proposal``, ``opinion``, … (docs/glossary.md).
        type, status, role, level: Stable words within the fact; empty when it has none.
        member_id, unit_id: The subject; neither means the council itself.
        quantity: In the unit of the fact: pieces, characters, person-times, fen.
        attrs: The rest that rules and reviews read; ids, words and integers only.
    """

    occurred_on: date
    fact: str
    type: str = ""
    status: str = ""
    role: str = ""
    level: str = ""
    member_id: str | None = None
    unit_id: str | None = None
    quantity: int = 1
    attrs: Mapping[str, Attr] = field(default_factory=lambda: MappingProxyType({}))

    def content(self) -> tuple[object, ...]:
        """Return what makes two postings the same record."""
        return (
            self.occurred_on,
            self.fact,
            self.type,
            self.status,
            self.role,
            self.level,
            self.member_id,
            self.unit_id,
            self.quantity,
            tuple(sorted((key, str(value)) for key, value in self.attrs.items())),
        )
