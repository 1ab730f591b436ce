"""Every field and every value of the audit chain has a Chinese label in the client."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.core.records import AuditEntry
from tests.architecture.sources import dotted, python_sources
from tests.demo.conftest import Loaded

WEB = Path(__file__).parents[2] / "web" / "src"
#: Fields whose values are codes that people chose, in whatever script they like.
CODES = {"code", "council_code", "page", "number", "username", "admin_username"}
PLAIN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|[0-9T:.+Z-]*")
HAN = re.compile("[\u4e00-\u9fff]")


def dictionary() -> dict[str, dict[str, str]]:
    """Return family → word → label, over every file of the client's words."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((WEB / "locales").glob("zh-CN*.json")):
        for family, words in json.loads(path.read_text("utf-8")).items():
            found.setdefault(family, {}).update(words)
    return found


LABELS = dictionary()
FAMILIES: dict[str, list[str]] = json.loads((WEB / "features/audit/families.json").read_text("utf-8"))


def unlabelled(name: str, value: Any) -> Iterator[str]:
    """Yield the field or the values that the audit page would show in English."""
    if name not in LABELS["audit_field"]:
        yield f"field {name}"
    if isinstance(value, dict):
        for key, one in value.items():
            yield from unlabelled(key, one)
    elif isinstance(value, list):
        for one in value:
            yield from unlabelled(name, one)
    elif isinstance(value, str) and name not in CODES and not PLAIN.fullmatch(value):
        known = any(value in LABELS[family] for family in FAMILIES.get(name, ()))
        if not known and not HAN.search(value):
            yield f"{name}: {value}"


def test_the_whole_audit_of_the_demo_reads_in_chinese(loaded: Loaded) -> None:
    columns = AuditEntry.__table__.columns
    statement = select(columns.action, columns.object_kind, columns.before, columns.after).distinct()
    judged, found = 0, set()
    for council_id in (loaded.pinghu, loaded.jinshan):
        for row in loaded.read(council_id, _rows, statement.where(columns.council_id == council_id)):
            judged += 1
            found |= {f"act {row.action}"} - {f"act {known}" for known in LABELS["act"]}
            found |= {f"thing {row.object_kind}"} - {f"thing {known}" for known in LABELS["thing"]}
            for side in (row.before or {}, row.after or {}):
                found |= {fault for name, value in side.items() for fault in unlabelled(name, value)}
    assert judged > 300 and not found, sorted(found)


def _rows(session: Any, statement: Any) -> list[Any]:
    return list(session.execute(statement).all())


def test_an_unknown_field_and_an_unknown_word_are_found() -> None:
    assert list(unlabelled("no_such_field", 1)) == ["field no_such_field"]
    assert list(unlabelled("state", "no_such_state")) == ["state: no_such_state"]
    assert list(unlabelled("said", ["excellent", "no_such_result"])) == ["said: no_such_result"]
    assert not list(unlabelled("state", "verified")) and not list(unlabelled("code", "pinghu"))


def test_every_family_that_labels_a_value_exists() -> None:
    assert {family for named in FAMILIES.values() for family in named} <= set(LABELS)


def written() -> tuple[set[str], set[str], set[str]]:
    """Return the acts, the things and the fields that the application's own code writes."""
    acts, things, fields = set(), set(), set()
    for source in python_sources():
        calls: list[Any] = [node for node in source.walk(ast.Call) if _is_record(node)]
        if not source.path.startswith("app/") or not calls:
            continue
        acts |= {one for call in calls for one in _words(call.args[1:2])}
        things |= {one for call in calls for one in _words(call.args[2:3])}
        sides = [word.value for call in calls for word in call.keywords if word.arg in {"before", "after"}]
        assigned: list[Any] = [node for node in source.walk(ast.Assign) if _is_side(node)]
        sides += [node.value for node in assigned]
        tables = [node for side in sides for node in ast.walk(side) if isinstance(node, ast.Dict)]
        fields |= {one for table in tables for one in _words(table.keys)}
    return acts, things, fields


def _is_record(node: Any) -> bool:
    return isinstance(node.func, ast.Attribute) and dotted(node.func) == "audit.record"


def _is_side(node: Any) -> bool:
    return any(isinstance(one, ast.Name) and one.id in {"before", "after"} for one in node.targets)


def _words(nodes: Sequence[ast.expr | None]) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_act_thing_and_field_that_the_code_writes_is_labelled() -> None:
    acts, things, fields = written()
    assert len(acts) > 40 and len(fields) > 40
    assert not acts - set(LABELS["act"]), sorted(acts - set(LABELS["act"]))
    assert not things - set(LABELS["thing"]), sorted(things - set(LABELS["thing"]))
    assert not fields - set(LABELS["audit_field"]), sorted(fields - set(LABELS["audit_field"]))
