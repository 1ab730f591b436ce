"""A scheme set in sentences, with its worked examples computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from app.schemes.beside import beside
from app.schemes.clauses import part_said, selected, where_said, word_said
from app.schemes.key_words import CHOICES
from app.schemes.prose_across import people_and_years
from app.schemes.reading_schemas import ExampleOut, Figure, GateOut, GradeOut, ItemOut, OpenPoint, SectionOut
from app.schemes.words import ATTRIBUTE, FACT, ROLE, STRUCTURE, WORD
from app.scoring.engine import Compiled
from app.scoring.example import worth
from app.scoring.groups import kinds_of
from app.scoring.scheme import (
    Award,
    Band,
    Example,
    Gate,
    Item,
    Limit,
    Part,
    Scheme,
    Section,
)
from app.scoring.trace import sentences, unit_of
from app.scoring.verdict import run
from app.scoring.whole import percent
from app.scoring.words import written

REST = "其他"
_PER = {None: "", "quarter": "每季度", "half_year": "每半年"}


def structure(scheme: Scheme) -> list[str]:
    """Say how the whole is put together."""
    shape = scheme.structure
    said = [STRUCTURE[shape.kind]]
    if scheme.subject == "group":
        said.insert(0, f"考评{'、'.join(CHOICES[kind] for kind in kinds_of(scheme))}，每组一张单据。")
    said += [f"起评{_by_role(shape.granted)}。"] if shape.granted else []
    said += [f"参考分{_by_role(shape.reference)}。"] if shape.reference else []
    said += [f"加分合计不超过 {written(shape.bonus_cap)} 分。"] if shape.bonus_cap is not None else []
    said += [f"总分不超过 {written(shape.cap)} 分。"] if shape.cap is not None else []
    said += [f"总分不低于 {written(shape.floor)} 分。"] if shape.floor is not None else []
    if shape.rounding is not None:
        mode = {"half_up": "四舍五入", "down": "舍去尾数", "up": "进一"}[shape.rounding.mode]
        said.append(f"总分保留 {shape.rounding.scale} 位小数，{mode}。")
    return said + list(beside(scheme))


def sections(scheme: Scheme) -> list[SectionOut]:
    """Return the sections in their order with their items; items without one come last."""
    known = {section.id for section in scheme.sections}
    found = [
        _section(section, [item for item in scheme.items if item.section == section.id])
        for section in scheme.sections
    ]
    rest = [item for item in scheme.items if item.section not in known]
    if rest:
        found.append(SectionOut(title=REST, kind="base", limits=[], items=[_item(item) for item in rest]))
    return found


def choices(scheme: Scheme) -> list[str]:
    """Say where one record earns only the highest of several items."""
    titles = {item.id: item.title for item in scheme.items}
    return [
        f"{choice.title}：{'、'.join(f'“{titles.get(one, one)}”' for one in choice.items)}只计高者。"
        for choice in scheme.within_fact
    ]


def gates(scheme: Scheme) -> list[GateOut]:
    """Return the minimum requirements; any one of the needs meets one."""
    return [_gate(gate) for gate in scheme.gates]


def grades(scheme: Scheme) -> list[GradeOut]:
    """Return the grades with their ranges."""
    return [GradeOut(name=band.name, range=_range(band)) for band in scheme.bands]


def open_points(scheme: Scheme) -> list[OpenPoint]:
    """Return the places that the text leaves open, with the reading chosen."""
    return [
        OpenPoint(id=one.id, about=one.about, options=list(one.options), chosen=one.chosen)
        for one in scheme.ambiguities
    ]


def examples(compiled: Compiled) -> list[ExampleOut]:
    """Compute every worked example; each figure stands beside the one that was expected."""
    return [_example(compiled, place, one) for place, one in enumerate(compiled.scheme.examples)]


def _section(section: Section, items: list[Item]) -> SectionOut:
    limits = [f"本部分封顶 {written(section.cap)} 分"] if section.cap is not None else []
    limits += [f"本部分按 {percent(section.weight)} 计入总分"] if section.weight is not None else []
    limits += [f"本部分最低 {written(section.floor)} 分"] if section.floor is not None else []
    return SectionOut(
        title=section.title, kind=section.kind, limits=limits, items=[_item(item) for item in items]
    )


def _item(item: Item) -> ItemOut:
    said = [] if item.start is None else [f"起评 {written(item.start)} 分。"]
    said += [f"须先满足：{'、'.join(item.requires)}。"] if item.requires else []
    said += [sentence for part in item.chains() for sentence in part_said(part)]
    return ItemOut(
        title=item.title,
        article=item.article,
        assumed=item.source == "assumed",
        note=item.note,
        applies_to="、".join(_whom(item)),
        sentences=said,
        limits=list(_limits(item.limit)),
    )


def _whom(item: Item) -> Iterator[str]:
    yield from (ROLE.get(role, role) for role in item.applies_to)
    if item.applies_if:
        yield where_said(item.applies_if)


def _limits(limit: Limit) -> Iterator[str]:
    if limit.once_per_year:
        yield "每年只计一次，取最高" if limit.best_of else "每年只计一次"
    elif limit.best_of:
        yield "只计最高的一件"
    if limit.cap is not None:
        yield f"封顶 {written(limit.cap)} 分"
    if limit.floor is not None:
        yield f"最低 {written(limit.floor)} 分"


def _gate(gate: Gate) -> GateOut:
    needs = [
        f"{_PER[need.per]}{'、'.join(selected(select) for select in need.select)}不少于 {need.at_least} "
        + unit_of(Part(select=need.select[0], measure=need.measure, award=Award(each=Fraction(1))))
        for need in gate.any_of
    ]
    return GateOut(title=gate.title, article=gate.article, needs=needs, grade=gate.force_grade)


def _range(band: Band) -> str:
    if band.min is not None and band.below is not None:
        return f"{written(band.min)} 分以上，不到 {written(band.below)} 分"
    if band.min is not None:
        return f"{written(band.min)} 分以上"
    return f"不到 {written(band.below)} 分" if band.below is not None else "其余"


def _by_role(points: Mapping[str, Fraction]) -> str:
    return "、".join(
        f"{'' if role == '*' else ROLE.get(role, role)} {written(one)} 分" for role, one in points.items()
    )


def _example(compiled: Compiled, place: int, example: Example) -> ExampleOut:
    card, found = run(compiled, place, example)
    figures: list[Figure] = []
    if card is not None:
        names = {item.id: item.title for item in compiled.scheme.items}
        names |= {section.id: section.title for section in compiled.scheme.sections}
        pairs = [
            (names.get(key, key), written(wanted), written(worth(card, key)))
            for key, wanted in example.expect.breakdown.items()
        ]
        if example.expect.total is not None:
            pairs.append(("合计", written(example.expect.total), written(card.total)))
        if example.expect.grade is not None:
            pairs.append(("等次", example.expect.grade, card.grade or "无"))
        if example.expect.gates_missed is not None:
            titles = {gate.id: gate.title for gate in compiled.scheme.gates}
            missed = [
                "、".join(titles.get(one, one) for one in sorted(ids)) or "无"
                for ids in (example.expect.gates_missed, card.gates_missed)
            ]
            pairs.append(("未达到的最低要求", missed[0], missed[1]))
        figures = [
            Figure(what=what, expected=want, computed=got, same=want == got) for what, want, got in pairs
        ]
    return ExampleOut(
        id=example.id,
        role=ROLE.get(example.member.role, example.member.role),
        facts=[*(_fact(fact) for fact in example.facts), *people_and_years(compiled.scheme, example)],
        note=example.note,
        figures=figures,
        findings=[one.sentence for one in found],
        receipt=sentences(card) if card is not None else [],
    )


def _fact(fact: Mapping[str, Any]) -> str:
    kind, named = next(iter(fact.items()))
    rest = {name: value for name, value in fact.items() if name not in (kind, "n")}
    what = WORD.get(str(named), "")
    said = [FACT.get(kind, "评定分" if kind == "manual" else kind) + (f"·{what}" if what else "")]
    for name, value in rest.items():
        label = "" if name == "on" else ATTRIBUTE.get(name, name)
        if isinstance(value, bool):
            said.append((label or name) if value else f"未{label or name}")
        elif isinstance(value, (list, tuple)):
            said += [label + word_said(one) for one in value]
        else:
            said.append(f"{label} {word_said(value)}".strip())
    number = fact.get("n", 1)
    return "，".join(said) + (f" × {number}" if number != 1 else "")
