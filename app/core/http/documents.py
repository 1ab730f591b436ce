"""Write every refusal into the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from app.core.http.problems import MEDIA_TYPE, title_of

_REF = {"$ref": "#/components/schemas/Problem"}
_TEXT = {"type": "string"}
_FIELD = {
    "title": "ProblemField",
    "type": "object",
    "required": ["where", "word", "sentence"],
    "additionalProperties": False,
    "properties": {
        "where": {**_TEXT, "description": "出错的位置，如 `rows[3].mobile`、`query.limit`。"},
        "word": {**_TEXT, "description": "供程序判断的英文词。"},
        "sentence": {**_TEXT, "description": "给人看的中文句子。"},
    },
}
_PROBLEM = {
    "title": "Problem",
    "description": "拒绝的原因（RFC 9457）。",
    "type": "object",
    "required": ["type", "title", "status", "detail", "word", "errors", "request_id"],
    "properties": {
        "type": {**_TEXT, "description": "`urn:lvzhi:problem:` 加 `word`。"},
        "title": {**_TEXT, "description": "状态的简短说明。"},
        "status": {"type": "integer", "description": "HTTP 状态码。"},
        "detail": {**_TEXT, "description": "给人看的中文句子。"},
        "word": {**_TEXT, "description": "供程序判断的英文词，不会改变。"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemField"}},
        "request_id": {**_TEXT, "description": "报修时请提供的请求编号。"},
    },
    "example": {
        "type": "urn:lvzhi:problem:not_found",
        "title": "没有找到",
        "status": 404,
        "detail": "没有找到。",
        "word": "not_found",
        "errors": [],
        "request_id": "9f2c61d0a7b34e5f8c1d2e3f",
    },
}
_ALWAYS = (401, 403, 404, 422, 429, 503)
_WITH_BODY = (408, 409, 413, 415, 507)
_WITH_VERSION = (412, 428)


def documented(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Return an ``openapi`` for ``app`` that names the problems of every operation under /api."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        document = plain()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" in schemas:
            return document
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas.update(Problem=_PROBLEM, ProblemField=_FIELD)
        for path, operations in document.get("paths", {}).items():
            for method, operation in operations.items():
                _add(path, method, operation)
        return document

    return openapi


def _add(path: str, method: str, operation: dict[str, Any]) -> None:
    statuses: set[int] = set()
    if path.startswith("/api/"):
        statuses.update(_ALWAYS)
        if method != "get":
            statuses.update(_WITH_BODY)
    if any(parameter["name"].lower() == "if-match" for parameter in operation.get("parameters", ())):
        statuses.update(_WITH_VERSION)
    responses = operation.setdefault("responses", {})
    statuses.update(int(status) for status in responses if status.isdigit() and int(status) >= 400)
    for status in sorted(statuses):
        own = responses.get(str(status), {}).get("description")
        stock = own in (None, "", "Validation Error")
        responses[str(status)] = {
            "description": title_of(status) if stock else own,
            "content": {MEDIA_TYPE: {"schema": _REF}},
        }
