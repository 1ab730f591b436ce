"""Make one plausible value of a JSON schema."""

from __future__ import annotations

from typing import Any

_FORMATS = {
    "uuid": "01900000-0000-7000-8000-000000000001",
    "date": "2022-03-01",
    "date-time": "2022-03-01T09:30:00+08:00",
    "time": "09:30:00",
    "uri": "https://example.org/",
    "email": "a@example.org",
}


def sample(media: dict[str, Any], document: dict[str, Any]) -> Any:
    """Return the first example of a request body, or one made from its schema.

    Args:
        media: The media type object of the OpenAPI document.
        document: The whole document, for references.
    """
    examples = media.get("examples") or {}
    for example in examples.values():
        return example.get("value")
    if "example" in media:
        return media["example"]
    return value_of(media.get("schema", {}), document)


def value_of(schema: dict[str, Any], document: dict[str, Any], depth: int = 0) -> Any:
    """Return a value that ``schema`` probably accepts; optional fields are filled too."""
    if "$ref" in schema:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return value_of(target, document, depth + 1)
    if schema.get("examples"):
        return schema["examples"][0]
    for word in ("const", "example", "default"):
        if schema.get(word) is not None:
            return schema[word]
    if schema.get("enum"):
        return schema["enum"][0]
    for word in ("anyOf", "oneOf", "allOf"):
        if schema.get(word):
            return value_of(schema[word][0], document, depth + 1)
    return _plain(schema, document, depth)


def _plain(schema: dict[str, Any], document: dict[str, Any], depth: int) -> Any:
    kind = schema.get("type", "object" if "properties" in schema else None)
    if kind == "object":
        fields = schema.get("properties", {}) if depth < 12 else {}
        return {name: value_of(inner, document, depth + 1) for name, inner in fields.items()}
    if kind == "array":
        return [value_of(schema["items"], document, depth + 1)] if schema.get("items") and depth < 12 else []
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 1), min(1, schema.get("maximum", 1)))
    if kind == "string":
        text = _FORMATS.get(schema.get("format", ""), "样例")
        return text.ljust(schema.get("minLength", 0), "样")[: schema.get("maxLength", 1000)]
    return True if kind == "boolean" else None
