"""Compare a roster with the system: verdicts, and errors across rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError
from app.core.sheets import Parsed, ParsedRow
from app.council.imports.kind import CHANGED, NEW, UNCHANGED, WRONG, Change, Checked, Verdict
from app.council.imports.roster_changes import changes_of
from app.council.imports.roster_columns import FACT_KEYS, UNIT_KEYS
from app.council.imports.roster_state import State, load
from app.council.labels import UNIT_KIND
from app.council.models import Member, Post, Tenure, Unit

_ADULT = 18


@dataclass(slots=True)
class Plan:
    """What one good row wants.

    Args:
        member: Whom it means; None for somebody new.
        tenure: The running one; None when a tenure is to begin.
        facts: Base facts that the row gives.
        units: Kind → unit that the row gives.
        post: A post or ``NO_POST``; None when the row says nothing.
        joined_on: First day of the tenure that is to begin or to be corrected.
    """

    state: State
    member: Member | None
    tenure: Tenure | None
    facts: dict[str, Any]
    units: dict[str, Unit]
    post: str | None
    joined_on: date | None
    posts: list[Post] = field(default_factory=list)


class _Check:
    """One pass over the rows, remembering what earlier rows used."""

    def __init__(self, state: State, parsed: Parsed) -> None:
        self.state, self.parsed = state, parsed
        self.errors: list[FieldError] = []
        self.near: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        self.mobiles: dict[str, int] = {}
        self.members: dict[str, int] = {}
        self.chair: int | None = None

    def wrong(self, row: ParsedRow, key: str, word: str, sentence: str) -> None:
        self.errors.append(FieldError(self.parsed.where(row.number, key), word, sentence))

    def verdict(self, row: ParsedRow) -> Verdict:
        """Judge one row; a row with errors keeps its place but has no plan."""
        before = len(self.errors)
        values = row.values
        twice = self.twice(row)
        member = None if twice else self.match(row)
        units = self.units(row)
        self.post(row)
        joined_on, tenure = self.joined(row, member)
        born = values.get("birth_date")
        if born and _age(born, joined_on or self.state.today) < _ADULT:
            self.wrong(row, "birth_date", "too_young", f"出生日期：委员应年满 {_ADULT} 周岁，请核对。")
        label = str(values.get("name") or values.get("number") or "")
        if row.errors or len(self.errors) > before:
            return Verdict(row.number, label, WRONG, subject=member.id if member else None)
        facts = {key: values[key] for key in FACT_KEYS if values.get(key) is not None}
        posts = self.state.posts.get(member.id, []) if member else []
        plan = Plan(self.state, member, tenure, facts, units, values.get("post"), joined_on, posts)
        if member is None:
            return Verdict(row.number, label, NEW, work=plan)
        changes: list[Change] = changes_of(plan)
        return Verdict(row.number, label, CHANGED if changes else UNCHANGED, changes, plan, member.id)

    def twice(self, row: ParsedRow) -> bool:
        """Find numbers and mobiles that an earlier row has."""
        found = False
        for key, seen, what in (("number", self.numbers, "委员编号"), ("mobile", self.mobiles, "手机")):
            value = row.values.get(key)
            if value is None:
                continue
            if value in seen:
                self.wrong(row, key, f"duplicate_{key}", f"{what}：与第 {seen[value]} 行重复。")
                found = True
            else:
                seen[value] = row.number
        return found

    def match(self, row: ParsedRow) -> Member | None:
        """Find whom the row means, by number or mobile; two hints must agree."""
        number, mobile, name = (row.values.get(key) for key in ("number", "mobile", "name"))
        by_number = self.state.by_number.get(number) if number else None
        by_mobile = self.state.by_mobile.get(self.state.index(mobile)) if mobile else None
        member = by_number or by_mobile
        if member is None:
            if number is None and "number" not in _wrong_keys(self.parsed, row):
                sentence = "委员编号：新委员必须填写编号；已有委员请填编号或登记过的手机。"
                self.wrong(row, "number", "number_required", sentence)
            return None
        if by_number and by_mobile and by_number is not by_mobile:
            sentence = f"手机：已登记在委员“{by_mobile.name}”名下。"
            self.wrong(row, "mobile", "mobile_of_another", sentence)
        elif name is not None and name != member.name and by_number is not by_mobile:
            # Only number and mobile together prove that a changed name is still the same person.
            if by_number:
                sentence = f"委员编号：此编号属于“{member.name}”，与本行姓名不符；更名请同时填写登记的手机。"
                self.wrong(row, "number", "number_of_another", sentence)
            else:
                sentence = f"手机：已登记在委员“{member.name}”名下，与本行姓名不符。"
                self.wrong(row, "mobile", "mobile_of_another", sentence)
        elif member.id in self.members:
            sentence = f"委员编号：与第 {self.members[member.id]} 行是同一名委员。"
            self.wrong(row, "number", "same_member", sentence)
        else:
            self.members[member.id] = row.number
        return member

    def units(self, row: ParsedRow) -> dict[str, Unit]:
        """Find the units that the row names."""
        found = {}
        for kind in UNIT_KEYS:
            name = row.values.get(kind)
            if name is None:
                continue
            unit = self.state.units.get((kind, name))
            if unit is None:
                near = self.state.nearest_unit(kind, name)
                hint = f"最接近的是“{near}”。" if near else "请先在系统中新增。"
                if near:
                    self.near[self.parsed.where(row.number, kind)] = near
                self.wrong(row, kind, "unknown_unit", f"{UNIT_KIND[kind]}：系统中没有“{name}”，{hint}")
            elif unit.closed_on is not None and unit.closed_on < self.state.today:
                self.wrong(row, kind, "unit_closed", f"{UNIT_KIND[kind]}：“{name}”已经撤销。")
            else:
                found[kind] = unit
        return found

    def post(self, row: ParsedRow) -> None:
        """A council has one chair."""
        if row.values.get("post") != "chair":
            return
        if self.chair is not None:
            self.wrong(row, "post", "two_chairs", f"政协职务：第 {self.chair} 行已是主席，主席只有一名。")
        else:
            self.chair = row.number

    def joined(self, row: ParsedRow, member: Member | None) -> tuple[date | None, Tenure | None]:
        """Return the first day that the row gives or implies, and the tenure it is about."""
        tenure = self.state.running_tenure(member.id) if member else None
        day = row.values.get("joined_on")
        if day is None:
            if tenure is not None or "joined_on" in _wrong_keys(self.parsed, row):
                return None, tenure
            term = self.state.term_on(self.state.today)
            if term is None:
                self.wrong(row, "joined_on", "no_term", "加入日期：当前没有进行中的届次，请先设置届次。")
                return None, tenure
            earlier = self.state.tenures.get(member.id, []) if member else []
            if any((other.ends_on or term.starts_on) >= term.starts_on for other in earlier):
                sentence = "加入日期：该委员在本届已离任，再次任职请填写日期。"
                self.wrong(row, "joined_on", "date_required", sentence)
            return term.starts_on, tenure
        term = self.state.term_on(day)
        if term is None or (tenure is not None and tenure.term_id != term.id):
            self.wrong(row, "joined_on", "outside_term", "加入日期：不在本届任期之内。")
        elif member is not None:
            others = [other for other in self.state.tenures.get(member.id, []) if other is not tenure]
            if any(other.starts_on >= day or (other.ends_on or day) > day for other in others):
                self.wrong(row, "joined_on", "overlap", "加入日期：与该委员的另一段任期重叠。")
        return day, tenure


def check(session: Session, actor: Actor, parsed: Parsed) -> Checked:
    """Judge every row of a roster; reads only."""
    run = _Check(load(session, actor.council_id), parsed)
    return Checked([run.verdict(row) for row in parsed.rows], run.errors, run.near)


def _wrong_keys(parsed: Parsed, row: ParsedRow) -> set[str]:
    """Return the columns whose cells are wrong already, so that nothing is said twice."""
    places = {error.where for error in row.errors}
    return {key for key in parsed.header.places if parsed.where(row.number, key) in places}


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
