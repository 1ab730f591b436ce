"""The committed interface document is fresh and complete."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from app.paths import migrations_dir
from app.serving import openapi_text
from tests.hostile_check import unbounded_integers

COMMITTED = migrations_dir().parent / "openapi" / "openapi.json"
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return json.loads(openapi_text())  # type: ignore[no-any-return]


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_the_committed_document_is_what_the_program_says() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == openapi_text(), "run: lvzhi openapi"


def test_there_are_operations_to_judge(document: dict[str, Any]) -> None:
    assert len(list(operations(document))) >= 60


def test_every_operation_has_a_chinese_summary_and_a_description(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        assert re.search("[一-鿿]", operation.get("summary", "")), name
        assert len(operation.get("description", "")) >= 10, name
        assert operation.get("tags"), name


def test_operation_ids_are_unique(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert sorted(set(ids)) == sorted(ids)


def test_every_operation_behind_the_door_says_how_it_refuses(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        # Probes have nothing to refuse.
        assert refusals or "/api/v1/" not in name, name
        for status, answer in refusals.items():
            assert PROBLEM in answer.get("content", {}), (name, status)
        if operation.get("security"):
            assert {"401", "403"} <= refusals.keys(), name


def _schemas(document: dict[str, Any], content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every schema that a body is made of, references followed once each."""
    seen: set[str] = set()
    waiting: list[Any] = [content]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            name = node.get("$ref")
            if isinstance(name, str) and name not in seen:
                seen.add(name)
                waiting.append(document["components"]["schemas"][name.rsplit("/", 1)[1]])
            waiting += node.values()


def test_every_request_body_has_examples(document: dict[str, Any]) -> None:
    lacking = []
    for name, operation in operations(document):
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            nodes = _schemas(document, content)
            if not any({"example", "examples", "enum", "const", "format"} & node.keys() for node in nodes):
                lacking.append(name)
    assert lacking == []


def test_every_answer_has_examples(document: dict[str, Any]) -> None:
    lacking = []
    for name, operation in operations(document):
        content = {
            status: answer.get("content", {}).get("application/json", {})
            for status, answer in operation["responses"].items()
            if status < "300"
        }
        nodes = _schemas(document, content)
        has_body = any(content.values())
        if has_body and not any(
            {"example", "examples", "enum", "const", "format"} & node.keys() for node in nodes
        ):
            lacking.append(name)
    assert lacking == []


def test_no_integer_is_without_bounds(document: dict[str, Any]) -> None:
    assert unbounded_integers(document) == []


def test_a_planted_unbounded_integer_is_seen(document: dict[str, Any]) -> None:
    planted = json.loads(json.dumps(document))
    name, methods = next(iter(planted["paths"].items()))
    operation = next(iter(methods.values()))
    operation.setdefault("parameters", []).append({"name": "n", "in": "query", "schema": {"type": "integer"}})
    assert len(unbounded_integers(planted)) == 1, name
