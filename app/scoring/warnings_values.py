"""Words that no record is known to hold, as warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from app.scoring.checks_values import Asked, asked, said_of, strange, text
from app.scoring.entry import FACTS, Entry
from app.scoring.example import expand
from app.scoring.finding import Finding, Path, choice, nearest
from app.scoring.scheme import GroupKind, Scheme, Select, Where
from app.scoring.values import NUMBER, POSTED, ROLES, ROLES_PUBLISHED, Known, attributes_of, known


def value_warnings(scheme: Scheme) -> Iterator[Finding]:
    """Yield words that are none of the known ones, and what no record will ever hold."""
    for one in asked(scheme):
        found = attributes_of(one.facts, one.name)
        for word in strange(one, found):
            if not all(each.closed or each.kind == NUMBER for each in found):
                yield Finding(one.path, "unknown_value", f"{said_of(one.name, word, found)}{_OWN}")
    yield from _roles(scheme)
    yield from _in_examples(scheme)
    yield from _unrecorded(scheme)
    yield from _followed(scheme)


_OWN = "本地自定的值可以这样写，但台账里不会有这样的记录。"


def _roles(scheme: Scheme) -> Iterator[Finding]:
    """Yield roles that nobody has."""
    kinds = get_args(GroupKind) if scheme.subject == "group" else ()
    words = [*kinds, *ROLES, *ROLES_PUBLISHED]
    for path, roles in _named_roles(scheme):
        for role in roles:
            if role not in words:
                sentence = f"角色“{role}”不是已知的角色{nearest(str(role), words)}{choice(words)}。"
                yield Finding(path, "unknown_value", sentence)


def _named_roles(scheme: Scheme) -> Iterator[tuple[Path, Iterable[object]]]:
    for name in ("granted", "reference"):
        yield ("structure", name), [one for one in getattr(scheme.structure, name) or () if one != "*"]
    for name, key in _WITH_ROLES:
        for place, one in enumerate(getattr(scheme, name)):
            yield (name, place, key), getattr(one, key)
    for place, item in enumerate(scheme.items):
        at: Path = ("items", place)
        tests: list[tuple[Path, Where]] = [(at, item.applies_if)]
        tests += [((*at, "parts", which), part.applies_if) for which, part in enumerate(item.parts)]
        for path, where in tests:
            for clause in where:
                if "role" in clause:
                    yield (*path, "applies_if"), clause["role"].any_of or ()
    for place, example in enumerate(scheme.examples):
        yield ("examples", place, "member"), (example.member.role,)
        for id, given in example.cohort.items():
            yield ("examples", place, "cohort", id), (given.role,) if given.role else ()


#: Lists of a scheme whose members name roles, and where.
_WITH_ROLES = (
    *((name, "applies_to") for name in ("items", "gates", "conditions", "vetoes", "rankings", "outcomes")),
    ("selections", "excluded"),
)


def _in_examples(scheme: Scheme) -> Iterator[Finding]:
    """Yield words of worked examples that are none of the known ones."""
    for place, example in enumerate(scheme.examples):
        for steps, _, given in example.givens():
            for which, fact in enumerate(given.facts):
                try:
                    entries = expand((fact,))[:1]
                except ValueError:
                    continue
                at: Path = ("examples", place, *steps, "facts", which)
                for entry in entries:
                    for name, word, found in _strange_in(entry):
                        yield Finding(at, "unknown_value", said_of(name, word, found))


def _strange_in(entry: Entry) -> Iterator[tuple[str, object, list[Known]]]:
    for name, value in entry.attrs.items():
        # A piece may be given a local id where its type stands.
        if name == "type" and entry.fact not in ("meeting", "activity", "proposal"):
            continue
        words = value if isinstance(value, tuple) else (value,)
        found = attributes_of((entry.fact,), name)
        for word in strange(Asked((), (entry.fact,), name, words), found):
            yield name, word, found


def _unrecorded(scheme: Scheme) -> Iterator[Finding]:
    """Yield, in one line, what the scheme asks for and no record of the ledger will hold."""
    said: dict[str, list[str]] = {}
    places: list[Path] = []
    for path, select in _selects(scheme):
        for fact in select.fact:
            if fact not in POSTED and fact in FACTS:
                said.setdefault("事实", []).append(fact)
                places.append(path)
    for one in asked(scheme):
        found = [known(fact, one.name) for fact in one.facts if fact in POSTED and one.name in FACTS[fact]]
        if found and not any(each.written for each in found):
            said.setdefault("属性", []).append(one.name)
            places.append(one.path)
        elif found:
            # Each word by itself: a list of several is no less in want of the one that nobody records.
            never = [word for word in one.wanted if not any(_posted(each, word) for each in found)]
            if never:
                said.setdefault(f"{one.name} 的值", []).extend(map(text, never))
                places.append(one.path)
    if said:
        listed = "；".join(f"{what} {'、'.join(dict.fromkeys(words))}" for what, words in said.items())
        sentence = (
            f"台账里不会有这样的记录：{listed}。用到的地方只在算例中计分，实际考核时没有分："
            "请改用系统有的事实和值，或改为评定分（assessed）。"
        )
        if "conduct" in said.get("事实", ()):
            sentence += "违纪、处分由人登记：写 states 和 outcomes 的 when: {state: …}。"
        yield Finding(places[0], "not_recorded", sentence, tuple(places))


def _followed(scheme: Scheme) -> Iterator[Finding]:
    """Yield ``via`` and ``stages`` that rest on an attribute which no record holds."""
    for place, item in enumerate(scheme.items):
        for part in item.chains():
            via = part.select.via if part.select is not None else None
            facts = part.select.fact if part.select is not None else ()
            if via is not None and not any(known(fact, via).written for fact in facts):
                sentence = (
                    f"台账里的记录没有属性“{via}”：via 只在算例中起作用，实际考核时认不出同一件，"
                    "两处都会计分。请由核实的人只在一处登记。"
                )
                yield Finding(("items", place), "not_recorded", sentence)
            if part.award.stages:
                sentence = (
                    "台账里的评定分不分步骤：stages 只在算例中起作用，实际考核时登记的几个评定分会相加。"
                    "请只登记审定后的那一个分。"
                )
                yield Finding(("items", place), "not_recorded", sentence)


def _posted(known: Known, word: object) -> bool:
    """Tell whether records may hold a word; one that nobody knows is told elsewhere."""
    return word not in known.published or known.kind != "words"


def _selects(scheme: Scheme) -> Iterator[tuple[Path, Select]]:
    for place, item in enumerate(scheme.items):
        yield from ((("items", place), part.select) for part in item.chains() if part.select is not None)
    for name in ("gates", "conditions", "vetoes"):
        for place, condition in enumerate(getattr(scheme, name)):
            for need in condition.any_of:
                yield from (((name, place), select) for select in need.select)
