"""What a person most likely meant by a word that is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.schemes.words import ATTRIBUTES as OF_RECORDS
from app.schemes.words import FACT
from app.scoring.entry import ATTRIBUTES as OF_PEOPLE
from app.scoring.finding import Finding, Path
from app.scoring.scheme import Scheme

#: Chinese names beside those of the tables.
_FACTS = {"社情民意": "opinion", "信息": "opinion", "发言": "speech", "研讨": "activity", "视察": "activity"}
_RECORDS = {"类型": "type", "状态": "status", "出席": "status", "角色": "role", "层级": "level"}
_PEOPLE = {"任职月数": "months", "月数": "months", "专委会": "committee", "支部": "branch"}
_OF_PEOPLE = ("applies_if", "within", "by", "holder", "attrs", "member")
#: What a fact of an example may say beside its attributes.
_IN_FACTS = {"次数": "n", "日期": "on", "件数": "quantity", "分": "points", "分值": "points"}
#: Points, or a parameter in their place.
_POINTS = re.compile(r"-?(\d[\d./%]*|\$\w+)$")
_ID = "编号以小写英文字母开头，后面可用小写字母、数字、- 和 _，最多 64 个；汉字写在 title"


def hint(path: tuple[Any, ...], found: object) -> str:
    """Say what to write instead, as the end of a sentence; empty when nothing is known.

    >>> hint(("items", 0, "select", "fact"), "会议")
    '事实“会议”写 meeting'
    >>> hint(("items", 0, "award"), 5)
    '每次 5 分写 award: {each: 5}'
    """
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if key == "award" and _POINTS.match(str(found)):
        return f"每次 {found} 分写 award: {{each: {found}}}"
    word = _chinese(key) or _chinese(found)
    if key == "fact" and word:
        english = _fact(word)
        return f"事实“{word}”写 {english}" if english else ""
    if word and ("where" in path or "tiers" in path or "measure" in path):
        english = _of(word, OF_RECORDS, _RECORDS)
        return f"属性“{word}”写 {english}" if english else ""
    if word and any(name in path for name in _OF_PEOPLE):
        english = _of(word, OF_PEOPLE, _PEOPLE)
        return f"属性“{word}”写 {english}" if english else ""
    own = path[:1] not in (("examples",), ("ambiguities",))
    return (
        _ID
        if own and _plain(found) and key in ("id", "section", "requires", "rest_of", "together_with")
        else ""
    )


def facts_meant(scheme: Scheme) -> Iterator[Finding]:
    """Yield Chinese names inside the facts of worked examples, each with the word that is meant."""
    for place, example in enumerate(scheme.examples):
        for steps, _, given in example.givens():
            for which, fact in enumerate(given.facts):
                at: Path = ("examples", place, *steps, "facts", which)
                for number, name in enumerate(fact):
                    english = _named(_chinese(name), first=number == 0)
                    if english:
                        what = "属性" if number else "事实"
                        yield Finding((*at, name), "unknown_word", f"{what}“{name}”写 {english}。")


def _named(word: str, first: bool) -> str:
    if not word:
        return ""
    if first:
        return _fact(word) or ("manual" if word in ("评定分", "评分") else "")
    return _IN_FACTS.get(word) or _of(word, OF_RECORDS, _RECORDS)


def instead(path: tuple[Any, ...], found: object) -> str:
    """Say what to write for a key that the format does not have where it stands; empty when unknown."""
    key, holder = path[-1], path[-3] if len(path) > 2 else ""
    shown = found if _plain(found) else "…"
    if holder in ("items", "parts") and key == "points":
        return f"分值写在 award 里：award: {{each: {shown}}}。"
    if len(path) == 1 and key in ("total", "cap", "full_marks", "max"):
        return f"总分封顶写 structure: {{cap: {shown}}}；只供阅读的满分写 structure: {{reference: {shown}}}。"
    if holder in ("items", "sections") and key in ("total", "max", "full_marks"):
        cap = f"limit: {{cap: {shown}}}" if holder == "items" else f"cap: {shown}"
        return f"封顶写 {cap}。"
    if holder == "bands" and key == "max":
        return (
            f"上界写 below：不含本数，等于上一档的 min（如 80 ≤ 良好 < 90 写 below: 90），不写 max: {shown}。"
        )
    return ""


def _fact(word: str) -> str:
    return next((fact for fact, title in FACT.items() if title == word), _FACTS.get(word, ""))


def _of(word: str, titles: Mapping[str, str], beside: Mapping[str, str]) -> str:
    named = next((name for name, title in titles.items() if title == word), "")
    return beside.get(word) or named.rpartition(".")[2]


def _chinese(found: object) -> str:
    return found if isinstance(found, str) and not found.isascii() else ""


def _plain(found: object) -> bool:
    return not isinstance(found, (dict, list, tuple, bool)) and found is not None
