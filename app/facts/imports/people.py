"""Whom and which unit a sheet means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError
from app.core.sheets import Parsed, ParsedRow
from app.council import queries as council
from app.council.members.queries import every_member
from app.council.models import Unit


@dataclass(slots=True)
class Known:
    """Members and units of the council, read in two statements.

    Args:
        by_name: Name → ids of everybody who bears it.
        names: Id → name.
    """

    by_number: dict[str, str]
    by_name: dict[str, list[str]]
    names: dict[str, str]
    units: dict[str, list[Unit]]

    def member(self, number: str | None, name: str | None) -> tuple[str | None, str, str]:
        """Return the member's id, or the word and sentence of what is wrong."""
        if number:
            found = self.by_number.get(number)
            if found is None:
                return None, "unknown_member", f"没有编号为“{number}”的委员。"
            if name and self.names[found] != name:
                return None, "other_name", f"编号“{number}”的委员不叫“{name}”。"
            return found, "", ""
        ids = self.by_name.get(name or "", [])
        if len(ids) > 1:
            return None, "ambiguous", f"有多位委员叫“{name}”，请填写委员编号。"
        if not ids:
            return None, "unknown_member", f"没有叫“{name}”的委员。"
        return ids[0], "", ""


def load(session: Session, actor: Actor) -> Known:
    """Read whom the council knows."""
    by_name: dict[str, list[str]] = {}
    by_number, names = {}, {}
    for member in every_member(session, actor.council_id):
        by_number[member.number] = member.id
        by_name.setdefault(member.name, []).append(member.id)
        names[member.id] = member.name
    units: dict[str, list[Unit]] = {}
    for unit in council.units(session, actor.council_id):
        units.setdefault(unit.name, []).append(unit)
    return Known(by_number, by_name, names, units)


@dataclass(slots=True)
class Reader:
    """Resolves people and units of rows, collecting what is wrong."""

    known: Known
    actor: Actor
    parsed: Parsed
    errors: list[FieldError]
    near: dict[str, str] = field(default_factory=dict)

    def wrong(self, row: ParsedRow, key: str, word: str, sentence: str) -> None:
        """Note what is wrong with a cell."""
        self.errors.append(FieldError(self.parsed.where(row.number, key), word, sentence))

    def suggest(self, row: ParsedRow, key: str, said: str, known: Iterable[str]) -> None:
        """Note the known word that looks most like what a wrong cell says, if one does."""
        for word in get_close_matches(said, list(known), 1, 0.5):
            self.near[self.parsed.where(row.number, key)] = word

    def subject(self, row: ParsedRow) -> tuple[str | None, str | None]:
        """Return member id and unit id of the row; both empty means the council."""
        number, name, unit = (row.values.get(key) for key in ("number", "name", "unit"))
        member_id = None
        if number or name:
            member_id, word, sentence = self.known.member(number, name)
            if member_id is None:
                self.wrong(row, "number" if number else "name", word, sentence)
                if name and word == "unknown_member" and not number:
                    self.suggest(row, "name", name, self.known.by_name)
        if unit and (number or name):
            self.wrong(row, "unit", "two_subjects", "委员和单位只能填写一个。")
        return member_id, self._unit(row, "unit", unit) if unit else None

    def section(self, row: ParsedRow) -> str | None:
        """Return the section that will verify the row: named, or the actor's own."""
        name = row.values.get("section")
        found = self._unit(row, "section", name) if name else self.actor.section_id
        if found is None and not name:
            self.wrong(row, "section", "missing", "请填写受理部门。")
        elif found is not None and "secretariat" not in self.actor.roles and found != self.actor.section_id:
            self.wrong(row, "section", "not_organiser", "只能以本部门的名义录入。")
        return found

    def others(self, row: ParsedRow, key: str, but: str | None) -> list[str]:
        """Return further members named in one cell."""
        found: list[str] = []
        for said in row.values.get(key) or ():
            by_number = said in self.known.by_number
            member_id, word, sentence = self.known.member(
                said if by_number else None, None if by_number else said
            )
            if member_id is None:
                self.wrong(row, key, word, sentence)
            elif member_id == but or member_id in found:
                self.wrong(row, key, "twice", f"“{said}”出现了两次。")
            else:
                found.append(member_id)
        return found

    def _unit(self, row: ParsedRow, key: str, name: str) -> str | None:
        found = self.known.units.get(name, [])
        if len(found) == 1:
            return found[0].id
        word, sentence = (
            ("ambiguous", f"有多个单位叫“{name}”。") if found else ("unknown_unit", f"系统中没有“{name}”。")
        )
        self.wrong(row, key, word, sentence)
        if not found:
            self.suggest(row, key, name, self.known.units)
        return None


def said(row: ParsedRow, *keys: str) -> dict[str, Any]:
    """Return the filled cells among ``keys``."""
    return {key: row.values[key] for key in keys if row.values.get(key) is not None}
