"""Random rule books from the whole grammar, and random subjects to score by them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from app.scoring.checks import problems
from app.scoring.checks_across import problems_across
from app.scoring.entry import Attr, Entry, Subject
from app.scoring.scheme import Scheme
from tests.scoring.grammar_across import across

TYPES = ("plenary", "standing", "survey", "study")
NUMBERS = (1, 2, 3)
STATUSES = ("present", "late", "excused", "absent")
LEVELS = ("county", "province", "national")
OUTCOMES = ("key", "excellent", "good")
STAGES = ("self", "panel", "approval")
ROLES = ("member", "standing", "chair")
KINDS = (
    "accumulate_from_zero", "base_then_bonus", "base_then_bonus_then_deduct", "hundred_points",
    "granted_base",
)  # fmt: skip
MODES = ("half_up", "down", "up")
PERIODS = ({"start": "02-01", "end": "08-31"}, {"start": "10-01", "end": "03-01"})
POINTS = (1, 2, 5, "7.5", "1/3", 10, -2, "-1/2")
PERSONAL: tuple[tuple[str, tuple[str | int, ...]], ...] = (
    ("months", (3, 8, 12, 15)),
    ("state", ("sick", "new")),
    ("committee", ("economy", "culture")),
    ("unit", ("u1",)),
)
SITTINGS = ("meeting", "activity", "training")
FACTS = (*SITTINGS, "proposal", "opinion", "speech")


def scheme(draw: Random) -> Scheme:
    """Draw a rule book without problems."""
    while True:
        made = Scheme.model_validate(document(draw))
        # What words mean is nothing to the arithmetic.
        found = [*problems(made), *problems_across(made)]
        if all(one.word in ("unknown_value", "not_a_number") for one in found):
            return made


def document(draw: Random) -> dict[str, Any]:
    """Draw a document; now and then two of its rules do not go together."""
    sections = [_section(draw, f"s{n}") for n in range(draw.randint(0, 3))]
    ids = [one["id"] for one in sections]
    items: list[dict[str, Any]] = []
    for number in range(draw.randint(1, 6)):
        items.append(_item(draw, f"i{number}", [one["id"] for one in items], [s["id"] for s in sections]))
    if draw.random() < 0.3:
        items.append({"id": "whole", "title": "条", "requires": ["c0"], "award": {"lump": _points(draw)}})
    plain = [one["id"] for one in items if "each" in one.get("award", {}) or "tiers" in one.get("award", {})]
    made: dict[str, Any] = {
        "format": 1,
        "id": "random",
        "title": "例",
        "structure": _structure(draw),
        "params": {"p": {"title": "参数", "value": 3, "by": "committee", "table": {"economy": 12}}},
        "sections": sections,
        "items": items,
        "conditions": [_condition(draw, f"c{n}") for n in range(2)],
        "gates": [_gate(draw, f"g{n}") for n in range(draw.randint(0, 2))],
        "vetoes": [_veto(draw)] if draw.random() < 0.4 else [],
        "thresholds": [{"id": "fail", "title": "线", "below": draw.choice((20, "$p"))}],
        "sums": [{"id": "sum", "title": "小计", "items": [items[0]["id"]], "sections": ids}],
        "figures": [_figure(draw, "f0"), {**_figure(draw, "f1"), "over": _tally(draw)}],
        "ledgers": [
            {"id": "unit", "title": "单位", "holder": "unit"},
            {"id": "own", "title": "另账", "applies_if": _personal(draw), "items": [items[0]["id"]]},
        ],
        "bands": _bands(draw),
        **_days(draw),
    }
    if draw.random() < 0.3:
        made["exemptions"] = [_exemption(draw, items, made["gates"])]
    if len(plain) > 1 and draw.random() < 0.5:
        made["within_fact"] = [{"id": "w", "title": "取高", "items": draw.sample(plain, 2)}]
    # Leaving parts out also reaches the short way of plain schemes.
    for name in ("params", "exemptions", "vetoes", "thresholds", "sums", "figures", "ledgers"):
        if draw.random() < 0.4:
            made.pop(name, None)
    if draw.random() < 0.4:
        made |= across(draw, made)
    return _plain(made) if draw.random() < 0.25 else made


def _plain(made: dict[str, Any]) -> dict[str, Any]:
    """Leave only what the short way of scoring knows."""
    rare = ("params", "conditions", "exemptions", "vetoes", "thresholds", "sums", "figures", "ledgers")
    kept = {name: part for name, part in made.items() if name not in rare}
    kept["items"] = [_bare(one) for one in made["items"] if one["id"] != "whole"]
    kept["gates"] = [
        {
            **_without(gate, "applies_if"),
            "any_of": [_without(need, "per", "prorate") for need in gate["any_of"]],
        }
        for gate in made["gates"]
    ]
    kept["bands"] = [_without(band, "requires", "label", "colour") for band in made["bands"]]
    kept["structure"] = _without(made["structure"], "prorate")
    return kept


def _without(one: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: part for name, part in one.items() if name not in names}


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    kept = _without(one, "applies_if", "requires")
    if "select" in kept:
        kept["select"] = _without(kept["select"], "via")
    if "award" in kept:
        award = _without(kept["award"], "none", "stages")
        kept["award"] = {"each": 3} if "rate" in award else award
    if "parts" in kept:
        kept["parts"] = [_bare(part) for part in kept["parts"]]
    return kept


def _maybe(draw: Random, chance: float, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    return make() if draw.random() < chance else {}


def _points(draw: Random) -> Any:
    return draw.choice((*POINTS, "$p", "-$p")) if draw.random() < 0.2 else draw.choice(POINTS)


def _section(draw: Random, id: str) -> dict[str, Any]:
    return {
        "id": id,
        "title": "块",
        "kind": draw.choice(("base", "bonus", "deduction")),
        **_maybe(draw, 0.4, lambda: {"cap": draw.choice((5, 10, "12.5"))}),
        **_maybe(draw, 0.2, lambda: {"floor": draw.choice((0, 2))}),
        **_maybe(draw, 0.2, lambda: {"weight": draw.choice(("70%", "1/3", "0.5"))}),
    }


def _structure(draw: Random) -> dict[str, Any]:
    return {
        "kind": draw.choice(KINDS),
        **_maybe(draw, 0.3, lambda: {"granted": draw.choice((60, {"member": 50, "*": 40}))}),
        **_maybe(draw, 0.3, lambda: {"bonus_cap": 8}),
        **_maybe(draw, 0.3, lambda: {"cap": 40}),
        **_maybe(draw, 0.3, lambda: {"floor": 0}),
        **_maybe(draw, 0.3, lambda: {"prorate": {"by": "months", **_maybe(draw, 0.4, lambda: {"of": 6})}}),
        **_maybe(draw, 0.3, lambda: {"rescale": {"to": 100, "of": draw.choice((120, {"member": 90}))}}),
        **_maybe(draw, 0.2, lambda: {"rescale": {"to": 100}, "reference": draw.choice((80, {"*": 60}))}),
        **_maybe(draw, 0.3, lambda: {"rounding": {"scale": draw.randint(0, 2), "mode": draw.choice(MODES)}}),
    }  # fmt: skip


def _test(draw: Random, words: tuple[Any, ...]) -> Any:
    if words is NUMBERS:
        return draw.choice(({"at_least": 2}, {"at_most": 2}, {"at_least": 1, "at_most": 3}))
    some = draw.sample(words, draw.randint(1, len(words)))
    return draw.choice((some, {"none_of": some[:1]}, some[0], {"empty": draw.random() < 0.5}))


def _where(draw: Random, fact: str) -> Any:
    known: dict[str, tuple[Any, ...]] = {
        **dict.fromkeys(SITTINGS, ("type", "status", "half_days")),
        "proposal": ("role", "outcomes", "filed", "signers"),
        "opinion": ("adopted",),
        "speech": ("level",),
    }
    names = known[fact]
    words: dict[str, tuple[Any, ...]]
    words = {
        "type": TYPES, "status": STATUSES, "role": ("proposer", "participant"), "outcomes": OUTCOMES,
        "filed": (True, False), "adopted": LEVELS, "level": LEVELS, "half_days": NUMBERS, "signers": NUMBERS,
    }  # fmt: skip
    clauses = [
        {name: _test(draw, words[name]) for name in draw.sample(names, draw.randint(1, len(names)))}
        for _ in range(draw.choice((1, 1, 2)))
    ]
    return clauses[0] if len(clauses) == 1 else clauses


def _select(draw: Random, fact: str) -> dict[str, Any]:
    return {
        "fact": fact,
        **_maybe(draw, 0.6, lambda: {"where": _where(draw, fact)}),
        **_maybe(draw, 0.1, lambda: {"period": draw.choice(PERIODS)}),
    }  # fmt: skip


def _measure(draw: Random, fact: str) -> Any:
    return draw.choice(
        [{}, "occurrences", "pieces", {"sum": "half_days"}, {"distinct": "activity"}]
        if fact in SITTINGS
        else [{}, {}, "pieces", {"sum": "adopted"}]
        if fact == "opinion"
        else [{}, {}, "pieces"]
    )


def _tally(draw: Random) -> dict[str, Any]:
    fact = draw.choice(FACTS)
    return {"select": {"fact": fact, "where": _where(draw, fact)}, "measure": _measure(draw, fact)}


def _need(draw: Random) -> dict[str, Any]:
    return {
        **_tally(draw),
        "at_least": draw.randint(1, 4),
        **_maybe(draw, 0.3, lambda: {"per": draw.choice(("quarter", "half_year"))}),
        **_maybe(draw, 0.3, lambda: {"prorate": True}),
    }


def _condition(draw: Random, id: str) -> dict[str, Any]:
    return {
        "id": id,
        "title": "条件",
        "any_of": [_need(draw) for _ in range(draw.randint(1, 2))],
        **_maybe(draw, 0.2, lambda: {"applies_to": ["member"]}),
        **_maybe(draw, 0.2, lambda: {"applies_if": _personal(draw)}),
    }


def _gate(draw: Random, id: str) -> dict[str, Any]:
    return {**_condition(draw, id), **_maybe(draw, 0.5, lambda: {"force_grade": "差"})}


def _veto(draw: Random) -> dict[str, Any]:
    effect = draw.choice(({"effect": "membership"}, {"effect": "grade", "force_grade": "中"}))
    return {**_condition(draw, "v"), **effect}


def _personal(draw: Random) -> Any:
    return draw.choice(
        (
            {"role": "member"},
            {"months": {"at_least": 6}},
            {"months": {"at_most": 8}},
            {"state": {"none_of": ["sick"]}},
            {"committee": "economy"},
        )
    )


def _exemption(draw: Random, items: list[dict[str, Any]], gates: list[dict[str, Any]]) -> dict[str, Any]:
    of = draw.choice(({}, {"items": [items[0]["id"]]}, {"gates": [one["id"] for one in gates[:1]]}))
    return {"id": "e", "title": "免予考核", "applies_if": {"state": draw.choice(("sick", "new"))}, **of}


def _figure(draw: Random, id: str) -> dict[str, Any]:
    return {"id": id, "title": "数目", **_tally(draw), **_maybe(draw, 0.3, lambda: {"each": 5})}


def _bands(draw: Random) -> list[dict[str, Any]]:
    colour = _maybe(draw, 0.3, lambda: {"colour": "红"})
    high = {"name": "优", "min": 30, **colour, **_maybe(draw, 0.5, lambda: {"requires": ["c0"]})}
    return draw.choice(
        ([], [high, {"name": "中", "min": 15, "below": 30, "label": "中等"}, {"name": "差", "below": 15}])
    )


def _days(draw: Random) -> dict[str, Any]:
    """Draw what the days of a year decide for the whole."""
    snapshots = [
        {"id": "h0", "title": "上半年", "until": draw.choice(("06-30", "03-01"))},
        {
            "id": "h1",
            "title": "下半年",
            "since": "07-01",
            "until": "12-31",
            "low": draw.choice((3, 10, "$p")),
        },
    ]
    return {
        **_maybe(draw, 0.15, lambda: {"cut_off": draw.choice(("12-20", "09-30"))}),
        **_maybe(draw, 0.15, lambda: {"snapshots": draw.sample(snapshots, draw.randint(1, 2))}),
        **_maybe(draw, 0.1, lambda: {"years": {"first": 2020, **_maybe(draw, 0.5, lambda: {"last": 2030})}}),
    }


def _award(draw: Random, fact: str, measure: Any) -> dict[str, Any]:
    distinct = isinstance(measure, dict) and "distinct" in measure
    kinds: list[dict[str, Any]] = [
        {"each": _points(draw)},
        {"lump": _points(draw), "at_least": draw.randint(1, 3)},
    ]
    if fact == "proposal":
        table = {"proposer": _points(draw), "participant": _points(draw)}
        kinds += [{"tiers": {"by": "role", "table": table, **_maybe(draw, 0.5, lambda: {"otherwise": 1})}}]
        kinds += [
            {
                "tiers": {
                    "by": "outcomes",
                    "table": {"key": 5, "good": 3},
                    "many": draw.choice(("sum", "highest")),
                }
            }
        ]
        adders = [{"where": {"outcomes": one}, "points": _points(draw)} for one in draw.sample(OUTCOMES, 2)]
        kinds += [{"adders": adders}, {"each": 4, "adders": adders}]
    if fact == "training":
        kinds += [{"tiers": {"by": "completeness", "table": {"full": 10, "partial": _points(draw)}}}]
    if fact in SITTINGS:
        least = {"least": draw.randint(1, 3), "small": draw.choice(("lacking", "marked"))}
        steps = [{"min": "0.9", "points": 10}, {"min": "1/2", "points": 5}, {"points": 0}]
        kinds += [
            {"rate": {"attained": {"status": "present"}, "steps": steps, **least}},
            {"rate": {"attained": {"status": ["present", "late"]}, "points": 20, **least}},
        ]
    award = dict(draw.choice(kinds))
    if "lump" in award and draw.random() < 0.4 and fact != "opinion":
        award["all"] = _where(draw, fact)
    if fact == "proposal" and "lump" not in award and draw.random() < 0.4:
        other = {"part": "1/2", "among": "signers", "besides": 1}
        award["share"] = {
            "where": {"type": "joint"},
            "table": {"proposer": "1/2", "participant": other},
            **_maybe(draw, 0.3, lambda: {"by": "role"}),
            **_maybe(draw, 0.3, lambda: {"otherwise": draw.choice(("1/4", {"part": 1, "among": "signers"}))}),
        }
    windowed = not {"lump", "rate"} & set(award)
    if windowed and draw.random() < 0.3:
        award |= draw.choice(({"first_n": 2}, {"from_nth": 2}, {"first_n": 1, "from_nth": 2}))
        award["order"] = draw.choice(("earliest", "highest", "lowest"))
    if draw.random() < 0.15 and not distinct:
        award["none"] = _points(draw)
    return award


def _chain(draw: Random, earlier: list[str]) -> dict[str, Any]:
    fact = draw.choice(FACTS)
    measure = _measure(draw, fact)
    if fact in SITTINGS and draw.random() < 0.2:
        measure = {"distinct": "activity", "whole": {"status": "present"}}
        measure |= _maybe(draw, 0.7, lambda: {"part": {"status": ["present", "late"]}})
    award = _award(draw, fact, measure)
    if isinstance(measure, dict) and "whole" in measure and "rate" in award:
        award = {"each": 2}
    select = _select(draw, fact)
    distinct = isinstance(measure, dict) and "distinct" in measure
    if earlier and not distinct and "rate" not in award and draw.random() < 0.25:
        select["rest_of"] = draw.sample(earlier, draw.randint(1, min(2, len(earlier))))
        if fact in ("proposal", "opinion") and draw.random() < 0.6:
            select["via"] = "linked"
    return {"select": select, "measure": measure, "award": award}


def _item(draw: Random, id: str, earlier: list[str], sections: list[str]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": id,
        "title": "条",
        **_maybe(draw, 0.2, lambda: {"applies_to": ["member", "standing"]}),
        **_maybe(draw, 0.15, lambda: {"applies_if": _personal(draw)}),
        **_maybe(draw, 0.15, lambda: {"requires": [draw.choice(("c0", "c1"))]}),
    }
    if sections and draw.random() < 0.7:
        item["section"] = draw.choice(sections)
    if draw.random() < 0.15:
        stages = _maybe(draw, 0.6, lambda: {"stages": list(STAGES)})
        item["award"] = {"assessed": True, **stages}
        item |= _maybe(draw, 0.3, lambda: {"from_members": _members(draw)})
    elif draw.random() < 0.25:
        item["parts"] = [
            {**_chain(draw, earlier), **_maybe(draw, 0.4, lambda: {"applies_if": _personal(draw)})}
            for _ in range(2)
        ]
        item |= _maybe(draw, 0.4, lambda: {"start": 10})
    else:
        item |= _chain(draw, earlier)
    limit = {
        **_maybe(draw, 0.3, lambda: {"cap": draw.choice((12, 20))}),
        **_maybe(draw, 0.3, lambda: {"floor": 0}),
    }
    award = item.get("award", {})
    if draw.random() < 0.2 and not {"lump", "rate", "assessed", "first_n", "from_nth"} & set(award) and award:
        limit |= draw.choice(({"once_per_year": True}, {"once_per_year": True, "best_of": True}))
    return {**item, "limit": limit}


def _members(draw: Random) -> dict[str, Any]:
    how = draw.choice(("sum", "mean", "highest", "count"))
    return {"of": draw.choice(("total", "i0")), "how": how, **({"at_least": 5} if how == "count" else {})}


def subject(draw: Random, id: str = "s") -> Subject:
    """Draw whose sheet it is."""
    attrs: dict[str, Attr] = {}
    for name, words in PERSONAL:
        if draw.random() < 0.5:
            attrs[name] = draw.choice(words)
    return Subject(id, role=draw.choice(ROLES), attrs=attrs)


def entries(draw: Random, most: int = 20) -> list[Entry]:
    """Draw verified records with ids in no useful order."""
    number = draw.randint(0, most)
    ids = draw.sample(range(number), number)
    return [_entry(draw, f"r{id:02}", number) for id in ids]


def _entry(draw: Random, id: str, number: int) -> Entry:
    fact = draw.choice((*FACTS, "assessed"))
    attrs: dict[str, Attr] = {}
    if fact in SITTINGS:
        attrs = {"type": draw.choice(TYPES), "status": draw.choice(STATUSES)}
        _add(draw, attrs, "half_days", range(4))
        _add(draw, attrs, "activity", ("a1", "a2", "a3"))
        if fact == "training" and draw.random() < 0.3:
            attrs["completeness"] = draw.choice(("full", "partial"))
    elif fact == "assessed":
        attrs = {"item": f"i{draw.randint(0, 5)}", "points": draw.choice(("3", "12.5", "-2", "1/3"))}
        _add(draw, attrs, "stage", (*STAGES, "other"))
    elif fact == "proposal":
        attrs = {
            "type": draw.choice(("personal", "joint")),
            "role": draw.choice(("proposer", "participant", "other")),
            "filed": draw.random() < 0.6,
            "outcomes": tuple(draw.sample(OUTCOMES, draw.randint(0, 3))),
        }
        _add(draw, attrs, "signers", range(1, 6))
        _add(draw, attrs, "linked", [f"r{draw.randrange(number):02}"])
    elif fact == "opinion":
        attrs = {"adopted": tuple(draw.sample(LEVELS, draw.randint(0, 3)))}
        _add(draw, attrs, "linked", [f"r{draw.randrange(number):02}", ("r00", "r01")])
    else:
        _add(draw, attrs, "level", LEVELS)
    return Entry(id, fact, date(2024, 1, 1) + timedelta(days=draw.randrange(366)), attrs, draw.randint(1, 3))


def _add(draw: Random, attrs: dict[str, Attr], name: str, words: Any) -> None:
    if draw.random() < 0.7:
        attrs[name] = draw.choice(words)
