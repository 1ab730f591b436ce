"""Writes src/api/types.ts from openapi/openapi.json."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WEB = Path(__file__).resolve().parents[1]
DOCUMENT = WEB.parent / "openapi" / "openapi.json"
OUT = WEB / "src" / "api" / "types.ts"
HEAD = "// Generated from openapi/openapi.json by scripts/api_types.py; do not edit.\n"
PREFIX = "/api/v1"
Schema = dict[str, Any]


def text(document: Schema) -> str:
    """Return the TypeScript of every schema and of every route under ``/api/v1``."""
    parts = [HEAD]
    for name, schema in document["components"]["schemas"].items():
        parts.append(f"export type {_name(name)} = {kind(schema)};\n")
    parts.append("export interface Routes {\n" + "".join(_routes(document)) + "}\n")
    return "\n".join(parts)


def kind(schema: Schema) -> str:
    """Return a JSON schema as a TypeScript type."""
    if "$ref" in schema:
        return _name(schema["$ref"].rsplit("/", 1)[-1])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "enum" in schema:
        return " | ".join(json.dumps(word, ensure_ascii=False) for word in schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(kind(one) for one in schema[several]))
    said = schema.get("type")
    if said == "array":
        return f"Array<{kind(schema.get('items', {}))}>"
    if said == "object" or "properties" in schema:
        return _object(schema)
    plain = {"integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
    return plain.get(said or "", "string" if said == "string" else "unknown")


def _object(schema: Schema) -> str:
    fields = schema.get("properties")
    if not fields:
        more = schema.get("additionalProperties")
        return f"Record<string, {kind(more) if isinstance(more, dict) else 'unknown'}>"
    required = set(schema.get("required", ()))
    lines = [
        f"  {json.dumps(name)}{'' if name in required else '?'}: {kind(field)};"
        for name, field in fields.items()
    ]
    return "{\n" + "\n".join(lines) + "\n}"


def _routes(document: Schema) -> Iterator[str]:
    for path, operations in document["paths"].items():
        if not path.startswith(PREFIX):
            continue
        for method, operation in operations.items():
            asked: dict[str, dict[str, Any]] = {"path": {}, "query": {}}
            for parameter in operation.get("parameters", ()):
                if parameter["in"] in asked:
                    asked[parameter["in"]][parameter["name"]] = parameter
            yield (
                f"  {json.dumps(method.upper() + ' ' + path.removeprefix(PREFIX))}: {{"
                f" path: {_parameters(asked['path'])}; query: {_parameters(asked['query'])};"
                f" body: {_body(operation)}; answer: {_answer(operation)} }};\n"
            )


def _parameters(parameters: dict[str, Any]) -> str:
    if not parameters:
        return "Record<string, never>"
    fields = (
        f"{json.dumps(name)}{'' if one.get('required') else '?'}: {kind(one['schema'])}"
        for name, one in parameters.items()
    )
    return "{ " + "; ".join(fields) + " }"


def _body(operation: Schema) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        return "FormData"
    return " | ".join(kind(one["schema"]) for one in content.values()) or "undefined"


def _answer(operation: Schema) -> str:
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            content = answer.get("content", {})
            if "application/json" in content:
                return kind(content["application/json"].get("schema", {}))
            return "Blob" if content else "undefined"
    return "undefined"


def _name(name: str) -> str:
    return re.sub(r"\W", "_", name).strip("_")


if __name__ == "__main__":
    written = text(json.loads(DOCUMENT.read_text(encoding="utf-8")))
    if "--check" in sys.argv and OUT.read_text(encoding="utf-8") != written:
        sys.exit(f"{OUT.name} is older than openapi.json: run python web/scripts/api_types.py")
    OUT.write_text(written, encoding="utf-8")
