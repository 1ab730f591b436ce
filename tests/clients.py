"""A test client that validates every answer against openapi.json."""

from __future__ import annotations

import re
from typing import Any

from fastapi import FastAPI
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient


class UndocumentedAnswer(AssertionError):
    """The application answered something its own OpenAPI document does not promise."""


class CheckedClient(TestClient):
    """Checks status and body of each answer against the document of the application."""

    def __init__(self, app: FastAPI, **kwargs: Any) -> None:
        super().__init__(app, raise_server_exceptions=False, **kwargs)
        self.document = app.openapi()
        self.answers_checked = 0
        self._validators: dict[tuple[str, str, str], Draft202012Validator | None] = {}
        self._paths = [
            (re.compile("^" + re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"), path)
            for path in sorted(self.document["paths"], key=lambda path: path.count("{"))
        ]

    def request(self, method: str, url: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        answer = super().request(method, url, **kwargs)
        self._check(str(method).lower(), str(url), answer)
        return answer

    def _check(self, method: str, url: str, answer: Any) -> None:
        path = url.split("?")[0]
        template = next((name for pattern, name in self._paths if pattern.match(path)), None)
        if template is None or method not in self.document["paths"][template]:
            return
        status = str(answer.status_code)
        operation = self.document["paths"][template][method]
        if status == "304" or status in {"405", "413", "415", "400"}:
            return
        if status not in operation["responses"]:
            raise UndocumentedAnswer(f"{method} {template} answered {status}: {answer.text[:300]}")
        key = (method, template, status)
        if key not in self._validators:
            self._validators[key] = self._validator(operation["responses"][status])
        validator = self._validators[key]
        if validator is not None:
            errors = [error.message for error in validator.iter_errors(answer.json())]
            if errors:
                raise UndocumentedAnswer(f"{method} {template} {status}: {errors[:3]}")
        self.answers_checked += 1

    def _validator(self, response: dict[str, Any]) -> Draft202012Validator | None:
        content = response.get("content", {})
        for media in ("application/json", "application/problem+json"):
            if media in content and content[media].get("schema"):
                schema = {"components": self.document.get("components", {}), **content[media]["schema"]}
                return Draft202012Validator(schema)
        return None
