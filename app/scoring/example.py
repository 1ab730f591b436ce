"""Worked examples: shorthand facts expanded, expectations compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, compile, score
from app.scoring.entry import FACTS, Attr, Entry, Subject
from app.scoring.finding import Finding, choice, nearest
from app.scoring.params import given
from app.scoring.scheme import Example, exact
from app.scoring.words import written

_SITTINGS = ("meeting", "activity", "training")
_PLAIN = ("n", "on", "quantity")
#: A county-level city says “city” of its own bodies.
_LEVELS = {"city": "county", "nation": "national"}
#: Attributes of several values; one value written alone is a list of one.
_MANY = ("adopted", "instructed", "outcomes")
#: Shorthand of the published texts → type and role of a proposal.
_JOINT = {"joint_first": ("joint", "proposer"), "joint_other": ("joint", "participant")}


def expand(facts: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """Expand shorthand facts into entries; docs/scoring.md lists the rules.

    Args:
        facts: Maps whose first key names the fact and whose value is a subtype or a local id.
    Returns:
        One entry per sitting or piece, with record ids ``f01``, ``f02.03`` naming fact and copy.
    Raises:
        ValueError: with a Chinese sentence, when a fact cannot be read.

    >>> [entry.record for entry in expand([{"activity": "survey", "n": 2}])]
    ['f01.01', 'f01.02']
    """
    found = [entry for place, fact in enumerate(facts, 1) for entry in _expand(f"f{place:02}", dict(fact))]
    # A piece may name another by the local id that the other was given here.
    local = {str(next(iter(fact.values()))): f"f{place:02}" for place, fact in enumerate(facts, 1) if fact}
    return [_linked(entry, local) if "linked" in entry.attrs else entry for entry in found]


def _linked(entry: Entry, local: Mapping[str, str]) -> Entry:
    name = entry.attrs["linked"]
    known: Attr = tuple(local.get(one, one) for one in name) if isinstance(name, tuple) else name
    known = local.get(known, known) if isinstance(known, str) else known
    return entry._replace(attrs={**entry.attrs, "linked": known})


def _expand(place: str, given: dict[str, Any]) -> list[Entry]:
    if not given:
        raise ValueError("空的履职事实。")
    fact, named = next(iter(given.items()))
    rest = {name: value for name, value in given.items() if name not in (fact, *_PLAIN)}
    if fact == "manual":
        points = str(rest.get("points"))
        exact(points)
        stage = {"stage": str(rest["stage"])} if "stage" in rest else {}
        return [Entry(place, "assessed", day_of(given), {"item": str(named), "points": points, **stage})]
    if fact not in FACTS:
        words = [*FACTS, "manual"]
        raise ValueError(f"履职事实“{fact}”不存在{nearest(fact, words)}{choice(words)}。")
    for name in rest:
        if name not in FACTS[fact] and (fact, name) != ("proposal", "kind"):
            raise ValueError(f"属性“{name}”不属于“{fact}”{nearest(name, FACTS[fact])}{choice(FACTS[fact])}。")
    number, quantity = _whole(given, "n"), _whole(given, "quantity")
    records = [place] if number == 1 else [f"{place}.{copy:02}" for copy in range(1, number + 1)]
    build = _sitting if fact in _SITTINGS else _piece
    return [
        Entry(record + suffix, fact, day_of(given), attrs, quantity)
        for record in records
        for suffix, attrs in build(fact, str(named), record, _attrs(rest))
    ]


def _whole(given: Mapping[str, Any], name: str) -> int:
    number = given.get(name, 1)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= 1000:
        raise ValueError(f"{name} 应为 0 到 1000 的整数。")
    return number


def day_of(given: Mapping[str, Any]) -> date:
    """Return when a fact was, or the day of those that name none; raise ValueError for no day at all."""
    on = given.get("on", date(2024, 1, 1))
    try:
        return on if isinstance(on, date) else date.fromisoformat(str(on))
    except ValueError:
        raise ValueError(f"“{on}”不是日期，应为 年-月-日，如 2024-06-30。") from None


def _attrs(rest: Mapping[str, Any]) -> dict[str, Attr]:
    plain: dict[str, Attr] = {}
    for name, value in rest.items():
        if isinstance(value, (list, tuple)):
            plain[name] = tuple(str(one) for one in value)
        else:
            plain[name] = str(value) if isinstance(value, (Decimal, date)) else value
            if name in _MANY and isinstance(value, str):
                plain[name] = (value,)
    return plain


def _sitting(fact: str, named: str, record: str, given: dict[str, Attr]) -> list[tuple[str, dict[str, Attr]]]:
    attrs: dict[str, Attr] = {"status": "present", "half_days": 1, "activity": record, **given}
    if attrs["status"] == "present_full":
        attrs["status"] = "present"
    if fact != "training":
        attrs["type"] = "other" if named == "any" else named
        return [("", attrs)]
    # A training attended in part is two sittings of one activity, the second one missed.
    if named == "partial":
        return [("a", attrs), ("b", {**attrs, "status": "absent"})]
    return [("", attrs if named == "full" else {**attrs, "type": named})]


def _piece(fact: str, named: str, record: str, given: dict[str, Attr]) -> list[tuple[str, dict[str, Attr]]]:
    if fact == "proposal":
        type_ = str(given.pop("kind", "personal"))
        type_, role = _JOINT.get(type_, (type_, given.get("role", "proposer")))
        role = "proposer" if role == "first" else role
        return [("", {"submitted": True, "outcomes": (), "type": type_, **given, "role": role})]
    if fact == "opinion":
        adopted = given.get("adopted", ())
        levels = ("adopted",) if adopted is True else adopted if isinstance(adopted, tuple) else ()
        known = tuple(_LEVELS.get(level, level) for level in levels)
        return [("", {"submitted": True, **given, "adopted": known})]
    return [("", given if "type" in given or "type" not in FACTS[fact] else {"type": named, **given})]


def run(
    compiled: Compiled, place: int, example: Example, brought: Sequence[Entry] = ()
) -> tuple[Scorecard | None, list[Finding]]:
    """Score one example and compare it with what it must come to.

    Args:
        compiled: The scheme.
        place: Which of the scheme's examples it is.
        example: The example.
        brought: Entries that a group's members bring, beside the example's own facts.
    Returns:
        The scorecard (None when the facts cannot be read) and every difference.
    """
    assessed = [i.id for i in compiled.scheme.items if any(chain.award.assessed for chain in i.chains())]
    try:
        for fact in example.facts:
            if "manual" in fact and fact["manual"] not in assessed:
                raise ValueError(
                    f"没有评定分条目“{fact['manual']}”{nearest(str(fact['manual']), assessed)}。"
                )
        if example.params:
            compiled = compile(given(compiled.scheme, example.params))
        card = score(compiled, subject_of(example), [*expand(example.facts), *brought])
    except ValueError as error:
        return None, [
            Finding(("examples", place, "facts"), "example_unreadable", f"示例 {example.id}：{error}")
        ]
    return card, list(_differences(card, place, example))


def subject_of(example: Example) -> Subject:
    """Return whose sheet an example is."""
    kind = "group" if example.members else "member"
    return Subject(example.id, kind, example.member.role, example.member.attrs)


def _differences(card: Scorecard, place: int, example: Example) -> Iterator[Finding]:
    at = ("examples", place, "expect")
    expect, found = example.expect, list[Finding]()
    for key, wanted in expect.breakdown.items():
        if (got := worth(card, key)) != wanted:
            found.append(_differs((*at, "breakdown", key), example, key, wanted, got))
    if expect.total is not None and card.total != expect.total:
        found.append(_differs((*at, "total"), example, "总分", expect.total, card.total))
    if expect.grade is not None and card.grade != expect.grade:
        found.append(_differs((*at, "grade"), example, "等次", expect.grade, card.grade))
    more = card.more
    vetoes = () if more is None else tuple(one.id for one in more.vetoes)
    below = () if more is None else more.below
    lists = [
        ("gates_missed", "未达到的最低要求", expect.gates_missed, card.gates_missed),
        ("vetoes", "一票否决事项", expect.vetoes, vetoes),
        ("below", "低于的线", expect.below, below),
    ]
    for name, what, wanted_ids, got_ids in lists:
        if wanted_ids is not None and set(got_ids) != set(wanted_ids):
            shown = ["、".join(ids) or "无" for ids in (wanted_ids, got_ids)]
            found.append(_differs((*at, name), example, what, *shown))
    figures = {} if more is None else more.figures
    ledgers = {} if more is None else {one.ledger: one.points for one in more.ledgers}
    for name, wanted_by_id, got_by_id in (
        ("figures", expect.figures, figures), ("ledgers", expect.ledgers, ledgers),
    ):  # fmt: skip
        for key, wanted in wanted_by_id.items():
            if got_by_id.get(key) != wanted:
                got_shown = "无" if got_by_id.get(key) is None else got_by_id[key]
                found.append(_differs((*at, name, key), example, key, wanted, got_shown))
    for key, outcome in expect.outcomes.items():
        if card.line(key).outcome != outcome:
            found.append(_differs((*at, "outcomes", key), example, key, outcome, card.line(key).outcome))
    yield from found


def worth(card: Scorecard, key: str) -> Fraction:
    """Return the points of an item (after its own limits), or else of a section, or of a declared sum."""
    for line in card.lines:
        if line.kind == "item" and line.id == key:
            return line.points
    if card.more is not None and key in card.more.sums:
        return card.more.sums[key]
    return card.sections.get(key, Fraction(0))


def _differs(
    path: tuple[str | int, ...], example: Example, what: str, wanted: object, got: object
) -> Finding:
    shown = [written(one) if isinstance(one, Fraction) else str(one) for one in (wanted, got)]
    sentence = f"示例 {example.id}：{what}应为 {shown[0]}，按办法算得 {shown[1]}。"
    return Finding(path, "example_differs", sentence)
