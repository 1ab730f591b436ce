"""A naive reading of a scheme: item × entry, rationals, no tables; the engine must agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.scoring.entry import Entry, Subject
from app.scoring.scheme import Award, Clause, Item, Measure, Part, Scheme, Select, Test


@dataclass
class Sheet:
    """What the oracle says: points, evidence and reasons per item."""

    points: dict[str, Fraction] = field(default_factory=dict)
    measured: dict[str, int] = field(default_factory=dict)
    counted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    left: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    total: Fraction = Fraction(0)
    grade: str | None = None
    missed: tuple[str, ...] = ()


def evaluate(scheme: Scheme, subject: Subject, entries: Sequence[Entry]) -> Sheet:
    """Evaluate a scheme the slow and obvious way."""
    sheet = Sheet()
    used: dict[str, dict[str, int]] = {}
    active = [item for item in scheme.items if not item.applies_to or subject.role in item.applies_to]
    losers = _losers(scheme, active, entries)
    for item in scheme.items:
        points = item.start or Fraction(0)
        counted: dict[str, int] = {}
        left: set[tuple[str, str]] = set()
        measured = 0
        if item in active:
            for part in item.chains():
                got, number, taken, out = _part(item, part, entries, used, losers)
                points, measured = points + got, measured + number
                counted |= taken
                left |= out
            if item.limit.cap is not None:
                points = min(points, item.limit.cap)
            if item.limit.floor is not None:
                points = max(points, item.limit.floor)
        else:
            points = Fraction(0)
        used[item.id] = counted
        sheet.points[item.id] = points
        sheet.measured[item.id] = measured
        sheet.counted[item.id] = tuple(sorted(counted))
        sheet.left[item.id] = tuple(sorted(pair for pair in left if pair[0] not in counted))
    sheet.total = _total(scheme, subject, sheet)
    sheet.missed = tuple(gate.id for gate in scheme.gates if not _met(gate, subject, entries))
    sheet.grade = _grade(scheme, sheet)
    return sheet


def _clause(clause: Clause, entry: Entry) -> bool:
    return all(_test(test, entry.attrs.get(name)) for name, test in clause.items())


def _test(test: Test, value: object) -> bool:
    values = [] if value is None else list(value) if isinstance(value, tuple) else [value]
    keys = [(type(one), one) for one in values]
    if test.any_of is not None and not [one for one in test.any_of if (type(one), one) in keys]:
        return False
    if test.none_of is not None and [one for one in test.none_of if (type(one), one) in keys]:
        return False
    if test.empty is not None and test.empty is not (not [one for one in values if one != ""]):
        return False
    if test.at_least is not None and not (type(value) is int and value >= test.at_least):
        return False
    return test.at_most is None or (type(value) is int and value <= test.at_most)


def _where(where: tuple[Clause, ...], entry: Entry) -> bool:
    return not where or any(_clause(clause, entry) for clause in where)


def _selected(item: Item | None, part: Part, entry: Entry) -> bool:
    if part.award.assessed:
        return entry.fact == "assessed" and item is not None and entry.attrs.get("item") == item.id
    return part.select is not None and _select(part.select, entry)


def _select(select: Select, entry: Entry) -> bool:
    return entry.fact in select.fact and _where(select.where, entry)


def _inside(select: Select | None, entry: Entry) -> bool:
    if select is None or select.period is None:
        return True
    day, start, end = entry.on.strftime("%m-%d"), select.period.start, select.period.end
    return start <= day <= end if start <= end else not end < day < start


def _state(measure: Measure, group: list[Entry]) -> str | None:
    if measure.whole is None:
        return None
    states = []
    for entry in group:
        if "completeness" in entry.attrs:
            states.append(entry.attrs["completeness"])
        elif _where(measure.whole, entry):
            states.append("full")
        else:
            states.append("partial" if _where(measure.part or (), entry) else "none")
    if set(states) == {"full"}:
        return "full"
    return "none" if set(states) == {"none"} else "partial"


def _amount(award: Award, entry: Entry, state: str | None) -> Fraction | None:
    if award.assessed:
        return Fraction(str(entry.attrs["points"]))
    if award.each is not None:
        return award.each
    if award.tiers is None:
        return Fraction(0)
    found = []
    for key, points in award.tiers.table.items():
        hit = True
        for name, cell in zip(award.tiers.by, key, strict=True):
            value = state if name == "completeness" and state else entry.attrs.get(name)
            values = value if isinstance(value, tuple) else (value,)
            hit = hit and any(type(one) is type(cell) and one == cell for one in values)
        if hit:
            found.append(points)
    if not found:
        return award.tiers.otherwise
    return sum(found, Fraction(0)) if award.tiers.many == "sum" else max(found)


def _weight(measure: Measure, entry: Entry) -> int | None:
    if measure.sum is None:
        return entry.quantity if measure.unit == "pieces" else 1
    value = entry.attrs.get(measure.sum)
    if type(value) is not int:
        return None
    return value * (entry.quantity if measure.unit == "pieces" else 1)


def _losers(scheme: Scheme, active: list[Item], entries: Sequence[Entry]) -> set[tuple[str, str]]:
    lost = set()
    for choice in scheme.within_fact:
        for entry in entries:
            worths = []
            for place, item in enumerate(active):
                if item.id not in choice.items:
                    continue
                for part in item.chains():
                    amount = _amount(part.award, entry, None) if _selected(item, part, entry) else None
                    weight = _weight(part.measure, entry)
                    if amount is not None and weight is not None:
                        worths.append((amount * weight, -place, item.id))
            lost |= {(one[2], entry.record) for one in worths if one != max(worths)}
    return lost


def _part(
    item: Item,
    part: Part,
    entries: Sequence[Entry],
    used: dict[str, dict[str, int]],
    losers: set[tuple[str, str]],
) -> tuple[Fraction, int, dict[str, int], set[tuple[str, str]]]:
    left: set[tuple[str, str]] = set()
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if not _selected(item, part, entry):
            continue
        weight = _weight(part.measure, entry)
        if not _inside(part.select, entry):
            left.add((entry.record, "outside_period"))
        elif (item.id, entry.record) in losers:
            left.add((entry.record, "not_highest"))
        elif weight is None:
            left.add((entry.record, "lacking_data"))
        else:
            named = entry.attrs.get(part.measure.distinct) if part.measure.distinct else None
            groups.setdefault(f"r{entry.record}" if named is None else f"g{named}", []).append(entry)
    pieces: list[tuple[Fraction, str, str, tuple[str, ...]]] = []
    weights: dict[tuple[str, ...], int] = {}
    for name, group in groups.items():
        records = tuple(sorted(entry.record for entry in group))
        state = _state(part.measure, group)
        amounts = [one for entry in group if (one := _amount(part.award, entry, state)) is not None]
        number = 1 if name[0] == "g" else _weight(part.measure, group[0]) or 0
        spent = sum(used[one].get(group[0].record, 0) for one in part.select.rest_of) if part.select else 0
        if state == "none":
            left |= {(record, "not_attended") for record in records}
        elif not amounts:
            left |= {(record, "no_tier") for record in records}
        elif spent and spent >= number:
            left |= {(record, "counted_elsewhere") for record in records}
        else:
            on = min(entry.on.isoformat() for entry in group)
            weights[records] = number - spent
            pieces += [(max(amounts), on, records[0], records)] * (number - spent)
    if part.award.lump is not None:
        records_all = {record: number for records, number in weights.items() for record in records}
        counting = [entry for group in groups.values() for entry in group if entry.record in records_all]
        perfect = all(_where(part.award.all or (), entry) for entry in counting)
        if perfect and len(pieces) >= part.award.at_least:
            return part.award.lump, len(pieces), records_all, left
        reason = "below_threshold" if perfect else "not_all"
        return Fraction(0), len(pieces), {}, left | {(record, reason) for record in records_all}
    return _window(item, part.award, pieces, weights, left)


def _window(
    item: Item,
    award: Award,
    pieces: list[tuple[Fraction, str, str, tuple[str, ...]]],
    weights: dict[tuple[str, ...], int],
    left: set[tuple[str, str]],
) -> tuple[Fraction, int, dict[str, int], set[tuple[str, str]]]:
    highest = item.limit.best_of or award.order == "highest"
    pieces.sort(key=lambda one: (-one[0], *one[1:]) if highest else one[1:])
    skip = (award.from_nth or 1) - 1
    take = 1 if item.limit.once_per_year else award.first_n
    kept = pieces[skip:] if take is None else pieces[skip : skip + take]
    counted: dict[str, int] = {}
    for piece in kept:
        for record in piece[3]:
            counted[record] = counted.get(record, 0) + 1
    if skip == 0 and take is None:
        counted |= {record: number for records, number in weights.items() for record in records}
    early = {record for piece in pieces[:skip] for record in piece[3]}
    beyond = "not_highest" if highest else "once_per_year" if item.limit.once_per_year else "beyond_nth"
    for records in weights:
        for record in records:
            if record not in counted:
                left.add((record, "before_nth" if record in early else beyond))
    return sum((piece[0] for piece in kept), Fraction(0)), len(kept), counted, left


def _total(scheme: Scheme, subject: Subject, sheet: Sheet) -> Fraction:
    structure = scheme.structure
    total = Fraction(0)
    bonus = Fraction(0)
    for section in (None, *scheme.sections):
        id = section.id if section else None
        points = sum((sheet.points[item.id] for item in scheme.items if item.section == id), Fraction(0))
        if section and section.cap is not None:
            points = min(points, section.cap)
        if section and section.floor is not None:
            points = max(points, section.floor)
        total += points
        bonus += points if section and section.kind == "bonus" else 0
    if structure.bonus_cap is not None and bonus > structure.bonus_cap:
        total -= bonus - structure.bonus_cap
    if structure.granted:
        total += structure.granted.get(subject.role, structure.granted.get("*", Fraction(0)))
    if structure.cap is not None:
        total = min(total, structure.cap)
    if structure.floor is not None:
        total = max(total, structure.floor)
    if structure.rounding:
        step = Fraction(1, 10**structure.rounding.scale)
        down = abs(total) // step * step
        rest = abs(total) - down
        up = {"half_up": rest * 2 >= step, "up": rest > 0, "down": False}[structure.rounding.mode]
        total = (1 if total >= 0 else -1) * (down + (step if up else 0))
    return total


def _met(gate: object, subject: Subject, entries: Sequence[Entry]) -> bool:
    if gate.applies_to and subject.role not in gate.applies_to:  # type: ignore[attr-defined]
        return True
    for need in gate.any_of:  # type: ignore[attr-defined]
        seen: set[str] = set()
        number = 0
        for entry in entries:
            if not any(_select(one, entry) and _inside(one, entry) for one in need.select):
                continue
            named = entry.attrs.get(need.measure.distinct) if need.measure.distinct else None
            if named is not None:
                seen.add(str(named))
            else:
                number += _weight(need.measure, entry) or 0
        if number + len(seen) >= need.at_least:
            return True
    return False


def _grade(scheme: Scheme, sheet: Sheet) -> str | None:
    ladder = sorted(scheme.bands, key=lambda band: -(10**12) if band.min is None else band.min)
    reached = [place for place, band in enumerate(ladder) if band.min is None or sheet.total >= band.min]
    if not reached:
        return None
    names = [band.name for band in ladder]
    forced = [
        names.index(gate.force_grade) for gate in scheme.gates if gate.id in sheet.missed and gate.force_grade
    ]
    return names[min([reached[-1], *forced])]
