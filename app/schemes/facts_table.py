"""The published table of facts, attributes and values."""

from __future__ import annotations

from collections.abc import Iterator

from app.schemes.words import FACT, ROLE, VALUE, WORD, attribute_label
from app.scoring.entry import FACTS
from app.scoring.values import NUMBER, POSTED, ROLES, ROLES_PUBLISHED, Word, known

_KINDS = {NUMBER: "整数", "id": "编号", "free": "文字", "flag": "`true`、`false`"}


def facts_table() -> str:
    """Return the table in Markdown: what records hold, and what only worked examples may say."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield "| 事实 | 属性 | 台账里有的值 | 只在算例中可用 |"
    yield "| --- | --- | --- | --- |"
    for fact, names in FACTS.items():
        title = f"`{fact}` {FACT.get(fact, fact)}"
        if fact not in POSTED:
            yield f"| {title}（台账里没有） | {'、'.join(f'`{name}`' for name in names)} | 无 | 各属性照写 |"
            continue
        for name in names:
            one = known(fact, name)
            if not one.written:
                continue
            values = _said(fact, name, one.posted) if one.kind == "words" else _KINDS[one.kind]
            open_ = "" if one.closed or one.kind != "words" else "；可自定" if one.published else "可自定"
            label, examples = attribute_label(fact, name), _said(fact, name, one.published)
            yield f"| {title} | `{name}` {label} | {values} | {examples}{open_} |"
        rest = [f"`{name}`" for name in names if not known(fact, name).written]
        if rest:
            yield f"| {title} | {'、'.join(rest)} | 无 | 照写 |"
    yield ""
    yield "| 角色 | 值 |"
    yield "| --- | --- |"
    yield f"| 考核时有的 | {_roles(ROLES)} |"
    yield f"| 只在算例中可用 | {_roles(ROLES_PUBLISHED)} |"


def _said(fact: str, name: str, words: tuple[Word, ...]) -> str:
    shown = []
    for word in words:
        label = VALUE.get(f"{fact}.{name}.{word}") or WORD.get(str(word), "")
        shown.append(f"`{word}` {label}".strip())
    return "、".join(shown)


def _roles(words: tuple[str, ...]) -> str:
    return "、".join(f"`{word}` {ROLE.get(word, '')}".strip() for word in words)
