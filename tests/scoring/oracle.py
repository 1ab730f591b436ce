"""A naive reading of a scheme: item × entry, rationals, no tables; the engine must agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from app.scoring.entry import Entry, Subject
from app.scoring.params import bound
from app.scoring.scheme import Award, Clause, Condition, Item, Measure, Part, Scheme, Section, Select, Test


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
    off: tuple[str, ...] = ()
    sums: dict[str, Fraction] = field(default_factory=dict)
    figures: dict[str, Fraction | None] = field(default_factory=dict)
    ledgers: dict[str, tuple[str, Fraction]] = field(default_factory=dict)
    vetoes: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    snapshots: dict[str, tuple[Fraction, bool]] = field(default_factory=dict)


def evaluate(scheme: Scheme, subject: Subject, entries: Sequence[Entry]) -> Sheet:
    """Evaluate a scheme the slow and obvious way."""
    scheme = _with_parameters(scheme, subject)
    sheet = Sheet()
    sheet.late = tuple(
        sorted(one.record for one in entries if f"{one.on:%m-%d}" > (scheme.cut_off or "12-31"))
    )
    entries = [one for one in entries if one.record not in sheet.late]
    used: dict[str, dict[str, int]] = {}
    free = [one for one in scheme.exemptions if _is(one.applies_if, subject)]
    active = [
        item
        for item in scheme.items
        if (not item.applies_to or subject.role in item.applies_to)
        and _is(item.applies_if, subject)
        and not any(item.id in one.items for one in free)
        and any(_is(part.applies_if, subject) for part in item.chains())
    ]
    unmet = {one.id for one in scheme.conditions if not _met(scheme, one, subject, entries)}
    losers = _losers(scheme, active, entries, subject)
    for item in scheme.items:
        points = item.start or Fraction(0)
        counted: dict[str, int] = {}
        left: set[tuple[str, str]] = set()
        measured = 0
        if item in active:
            for part in item.chains():
                if not _is(part.applies_if, subject):
                    continue
                got, number, taken, out = _special(item, part, entries, used, losers)
                points, measured = points + got, measured + number
                # Each part takes pieces of its own: the first one here, the next ones there.
                for record, pieces in taken.items():
                    counted[record] = counted.get(record, 0) + pieces
                left |= out
            if item.limit.cap is not None:
                points = min(points, item.limit.cap)
            if item.limit.floor is not None:
                points = max(points, item.limit.floor)
            if unmet & set(item.requires):
                left |= {(record, "precondition") for record in counted}
                points, measured, counted = Fraction(0), 0, {}
        else:
            points = Fraction(0)
            sheet.off = (*sheet.off, item.id)
        used[item.id] = counted
        sheet.points[item.id] = points
        sheet.measured[item.id] = measured
        sheet.counted[item.id] = tuple(sorted(counted))
        sheet.left[item.id] = tuple(sorted(pair for pair in left if pair[0] not in counted))
    sheet.total = _total(scheme, subject, sheet)
    whole = any(not one.items and not one.gates for one in free)
    sheet.missed = tuple(
        gate.id
        for gate in scheme.gates
        if not whole
        and not any(gate.id in one.gates for one in free)
        and not _met(scheme, gate, subject, entries)
    )
    sheet.vetoes = tuple(one.id for one in scheme.vetoes if _happened(scheme, one, subject, entries))
    sheet.grade = None if whole else _grade(scheme, sheet, unmet)
    _beside(scheme, subject, entries, sheet)
    for span in scheme.snapshots:
        some = [one for one in entries if span.since <= f"{one.on:%m-%d}" <= span.until]
        points = evaluate(scheme.model_copy(update={"snapshots": ()}), subject, some).total
        sheet.snapshots[span.id] = points, span.low is not None and points < span.low
    return sheet


def _is(where: tuple[Clause, ...], subject: Subject) -> bool:
    return _where(where, Entry("", "", date(2024, 1, 1), {**subject.attrs, "role": subject.role}))


def _with_parameters(scheme: Scheme, subject: Subject) -> Scheme:
    chosen = {}
    for name, param in scheme.params.items():
        value = subject.role if param.by == "role" else subject.attrs.get(param.by or "")
        names = [str(one) for one in value] if isinstance(value, tuple) else [str(value)]
        # Of several committees the first that has a row decides.
        chosen[name] = next((param.table[one] for one in names if one in param.table), param.value)
    return bound(scheme, chosen)


def _special(
    item: Item,
    part: Part,
    entries: Sequence[Entry],
    used: dict[str, dict[str, int]],
    losers: set[tuple[str, str]],
) -> tuple[Fraction, int, dict[str, int], set[tuple[str, str]]]:
    award = part.award
    if part.select is None and not award.assessed:
        return award.lump or Fraction(0), 1, {}, set()
    if award.rate is not None:
        bare = part.model_copy(update={"award": Award(each=Fraction(0))})
        chosen = [entry for entry in entries if _where(award.rate.attained, entry)]
        _, of, all_of, left = _part(item, bare, entries, used, losers)
        _, number, taken, _ = _part(item, bare, chosen, used, losers)
        left |= {(record, "not_attended") for record in set(all_of) - set(taken)}
        points = Fraction(0)
        if of and (of >= award.rate.least or award.rate.small == "marked"):
            ratio = Fraction(number, of)
            if award.rate.points is not None:
                points = award.rate.points * ratio
            else:
                low = [step.points for step in award.rate.steps if step.min is None]
                high = sorted((s.min, s.points) for s in award.rate.steps if s.min is not None)
                points = [*low, *[worth for least, worth in high if ratio >= least]][-1]
        return points, number, taken, left
    points, number, taken, left = _part(item, part, entries, used, losers)
    if award.none is not None and not number and not taken:
        points = award.none
    return points, number, taken, left


def _beside(scheme: Scheme, subject: Subject, entries: Sequence[Entry], sheet: Sheet) -> None:
    for one in scheme.sums:
        parts = [sheet.points[id] for id in one.items]
        parts += [
            _section(scheme, sheet, section) for section in scheme.sections if section.id in one.sections
        ]
        sheet.sums[one.id] = sum(parts, Fraction(0))
    for figure in scheme.figures:
        count = Fraction(_tally(figure.select, figure.measure, entries)) * figure.each
        if figure.over is None:
            sheet.figures[figure.id] = count
        else:
            of = _tally(figure.over.select, figure.over.measure, entries)
            sheet.figures[figure.id] = count / of if of else None
    for ledger in scheme.ledgers:
        holder = subject.id if ledger.holder is None else subject.attrs.get(ledger.holder)
        if holder is not None and _is(ledger.applies_if, subject):
            points = (
                sum((sheet.points[id] for id in ledger.items), Fraction(0)) if ledger.items else sheet.total
            )
            sheet.ledgers[ledger.id] = (str(holder), points)
    sheet.below = tuple(one.id for one in scheme.thresholds if sheet.total < one.below)


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
    worth = _plain_amount(award, entry, state)
    more = [adder.points for adder in award.adders if _where(adder.where, entry)]
    if worth is None or (award.adders and award.each is None and award.tiers is None and not more):
        return None
    worth += sum(more, Fraction(0))
    share = award.share
    if share is None or not _where(share.where, entry):
        return worth
    portion = share.table.get(str(entry.attrs.get(share.by)), share.otherwise)
    if portion is None or _short_of_heads(award, entry):
        return None
    return worth * portion.part / ((entry.attrs[portion.among] - portion.besides) if portion.among else 1)  # type: ignore[operator]


def _short_of_heads(award: Award, entry: Entry) -> bool:
    share = award.share
    if share is None or not _where(share.where, entry):
        return False
    portion = share.table.get(str(entry.attrs.get(share.by)), share.otherwise)
    if portion is None or portion.among is None:
        return False
    heads = entry.attrs.get(portion.among)
    return not (type(heads) is int and heads > portion.besides)


def _plain_amount(award: Award, entry: Entry, state: str | None) -> Fraction | None:
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
    if isinstance(value, tuple):
        value = len(value)
    if type(value) is not int:
        return None
    return value * (entry.quantity if measure.unit == "pieces" else 1)


def _losers(
    scheme: Scheme, active: list[Item], entries: Sequence[Entry], subject: Subject
) -> set[tuple[str, str]]:
    lost = set()
    for choice in scheme.within_fact:
        for entry in entries:
            worths = []
            for place, item in enumerate(active):
                if item.id not in choice.items:
                    continue
                for part in item.chains():
                    if not _is(part.applies_if, subject):
                        continue
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
    chosen = [entry for entry in entries if _selected(item, part, entry)]
    stages = (*part.award.stages, None)
    steps = {
        entry.record: stages.index(entry.attrs.get("stage")) if entry.attrs.get("stage") in stages else -1  # type: ignore[arg-type]
        for entry in chosen
        if part.award.stages
    }
    earlier = part.select.rest_of if part.select else ()
    kin = {record for one in earlier for record, number in used[one].items() if number}
    via = part.select.via if part.select else None
    for entry in chosen:
        link = entry.attrs.get(via) if via else None
        weight = _weight(part.measure, entry)
        if not _inside(part.select, entry):
            left.add((entry.record, "outside_period"))
        elif (item.id, entry.record) in losers:
            left.add((entry.record, "not_highest"))
        elif kin & set(link if isinstance(link, tuple) else (link,)):
            left.add((entry.record, "counted_elsewhere"))
        elif steps and steps[entry.record] < max(steps.values()):
            left.add((entry.record, "superseded"))
        elif weight is None or _short_of_heads(part.award, entry):
            left.add((entry.record, "lacking_data"))
        else:
            named = entry.attrs.get(part.measure.distinct) if part.measure.distinct else None
            groups.setdefault(f"r{entry.record}" if named is None else f"g{named}", []).append(entry)
    pieces: list[tuple[Fraction, str, str, tuple[str, ...]]] = []
    nothing: list[tuple[Fraction, str, str, tuple[str, ...]]] = []
    weights: dict[tuple[str, ...], int] = {}
    for name, group in groups.items():
        records = tuple(sorted(entry.record for entry in group))
        state = _state(part.measure, group)
        amounts = [one for entry in group if (one := _amount(part.award, entry, state)) is not None]
        number = 1 if name[0] == "g" else _weight(part.measure, group[0]) or 0
        rest_of = part.select.rest_of if part.select and not via else ()
        spent = sum(used[one].get(group[0].record, 0) for one in rest_of)
        if state == "none":
            left |= {(record, "not_attended") for record in records}
        elif spent and spent >= number:
            left |= {(record, "counted_elsewhere") for record in records}
        elif not amounts:
            left |= {(record, "no_tier") for record in records}
        else:
            on = min(entry.on.isoformat() for entry in group)
            weights[records] = number - spent
            piece = (max(amounts), on, records[0], records)
            pieces += [piece] * (number - spent)
            nothing += [piece] if number == spent else []
    if part.award.lump is not None:
        records_all = {record: number for records, number in weights.items() for record in records}
        counting = [entry for group in groups.values() for entry in group if entry.record in records_all]
        perfect = all(_where(part.award.all or (), entry) for entry in counting)
        if perfect and len(pieces) >= part.award.at_least:
            return part.award.lump, len(pieces), records_all, left
        reason = "below_threshold" if perfect else "not_all"
        return Fraction(0), len(pieces), {}, left | {(record, reason) for record in records_all}
    return _window(item, part.award, pieces, nothing, weights, left)


def _window(
    item: Item,
    award: Award,
    pieces: list[tuple[Fraction, str, str, tuple[str, ...]]],
    nothing: list[tuple[Fraction, str, str, tuple[str, ...]]],
    weights: dict[tuple[str, ...], int],
    left: set[tuple[str, str]],
) -> tuple[Fraction, int, dict[str, int], set[tuple[str, str]]]:
    highest = item.limit.best_of or award.order == "highest"
    lowest = not highest and award.order == "lowest"

    def order(one: tuple[Fraction, str, str, tuple[str, ...]]) -> tuple[object, ...]:
        return (-one[0], *one[1:]) if highest else one if lowest else one[1:]

    pieces.sort(key=order)
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
    # A record that counts for nothing stands where its day or its worth puts it.
    for one in nothing:
        if sum(1 for piece in pieces if order(piece) < order(one)) <= skip:
            early |= set(one[3])
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
        total += points * (section.weight if section and section.weight is not None else 1)
        bonus += points if section and section.kind == "bonus" else 0
    if structure.bonus_cap is not None and bonus > structure.bonus_cap:
        total -= bonus - structure.bonus_cap
    if structure.granted:
        total += structure.granted.get(subject.role, structure.granted.get("*", Fraction(0)))
    months = subject.attrs.get(structure.prorate.by) if structure.prorate else None
    if structure.prorate and type(months) is int and 0 < months < structure.prorate.of:
        total = total * structure.prorate.of / months
    if structure.rescale:
        whole = structure.rescale.of or structure.reference or {}
        of = whole.get(subject.role, whole.get("*"))
        total = total * structure.rescale.to / of if of else total
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


def _section(scheme: Scheme, sheet: Sheet, section: Section) -> Fraction:
    points = sum((sheet.points[item.id] for item in scheme.items if item.section == section.id), Fraction(0))
    points = points if section.cap is None else min(points, section.cap)
    points = points if section.floor is None else max(points, section.floor)
    return points if section.weight is None else points * section.weight


def _tally(selects: tuple[Select, ...], measure: Measure, entries: Sequence[Entry]) -> int:
    seen: set[str] = set()
    number = 0
    for entry in entries:
        if not any(_select(one, entry) and _inside(one, entry) for one in selects):
            continue
        named = entry.attrs.get(measure.distinct) if measure.distinct else None
        if named is not None:
            seen.add(str(named))
        else:
            number += _weight(measure, entry) or 0
    return number + len(seen)


def _happened(scheme: Scheme, one: Condition, subject: Subject, entries: Sequence[Entry]) -> bool:
    if one.applies_to and subject.role not in one.applies_to:
        return False
    return _is(one.applies_if, subject) and _met(scheme, one, subject, entries)


def _met(scheme: Scheme, gate: Condition, subject: Subject, entries: Sequence[Entry]) -> bool:
    if (gate.applies_to and subject.role not in gate.applies_to) or not _is(gate.applies_if, subject):
        return True
    prorate = scheme.structure.prorate
    months = subject.attrs.get(prorate.by) if prorate else None
    for need in gate.any_of:
        least = need.at_least
        if prorate and need.prorate and type(months) is int and 0 < months < prorate.of:
            least = max(1, least * months // prorate.of)
        size = {None: 12, "quarter": 3, "half_year": 6}[need.per]
        spans = [range(start, start + size) for start in range(1, 13, size)]
        if all(
            _tally(need.select, need.measure, [one for one in entries if one.on.month in span]) >= least
            for span in spans
        ):
            return True
    return False


def _grade(scheme: Scheme, sheet: Sheet, unmet: set[str]) -> str | None:
    ladder = sorted(scheme.bands, key=lambda band: -(10**12) if band.min is None else band.min)
    reached = [
        place
        for place, band in enumerate(ladder)
        if (band.min is None or sheet.total >= band.min) and not unmet & set(band.requires)
    ]
    if not reached:
        return None
    names = [band.name for band in ladder]
    forced = [
        names.index(gate.force_grade) for gate in scheme.gates if gate.id in sheet.missed and gate.force_grade
    ]
    forced += [
        names.index(veto.force_grade)
        for veto in scheme.vetoes
        if veto.id in sheet.vetoes and veto.force_grade and veto.effect == "grade"
    ]
    return names[min([reached[-1], *forced])]
