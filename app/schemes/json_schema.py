"""The published JSON Schema of scheme documents, from the models themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from app.schemes.key_words import ATTRIBUTES, CHOICES, KEYS, REST, STEPS, VALUES
from app.schemes.recipes import RECIPES
from app.schemes.words import FACT, ROLE, WORD
from app.scoring import scheme as shapes
from app.scoring.entry import FACTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Exact points: a whole number, a decimal, or text such as ``7.5`` and ``1/3``.
POINTS: JsonSchemaValue = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d{1,9}(\.\d{1,9}|/0*[1-9]\d{0,8})?$"}],
    "format": "points",
}
#: Validator → the key that is meant where a single word stands for the whole.
_SHORT = {"_named": "unit"}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document format, labelled in Chinese.

    Besides the standard keywords it carries what a form needs: ``x-steps`` (the order of a form),
    ``x-facts``, ``x-attributes``, ``x-values`` and ``x-words`` (what conditions may say), and on items
    ``defaultSnippets`` (ways to count, which editors offer as completions).
    """
    return json.loads(text())  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def text() -> str:
    """Return the JSON Schema as the text of ``docs/scheme.schema.json``."""
    found = shapes.Scheme.model_json_schema(schema_generator=_Generator)
    root = {"$schema": DIALECT, "title": "考评办法", "description": "掌上履职的考评办法文件。"}
    models = {"Scheme": found, **found["$defs"]}
    for name, model in models.items():
        _label(name, model)
    for model in models.values():
        _shorten(model, found["$defs"])
    items = found["$defs"]["Item"]
    items["defaultSnippets"] = [
        {"label": one.label, "description": one.words, "body": one.body} for one in RECIPES
    ]
    told = {word for words in STEPS.values() for word in words}
    rest = [name for name in found["properties"] if name not in told]
    steps = {title: [*words, *(rest if title == REST else ())] for title, words in STEPS.items()}
    more = {
        "x-steps": [
            {"title": title, "keys": [one for one in keys if one in found["properties"]]}
            for title, keys in steps.items()
        ],
        "x-facts": {
            fact: {"title": FACT.get(fact, fact), "attributes": list(attributes)}
            for fact, attributes in FACTS.items()
        },
        "x-attributes": ATTRIBUTES,
        "x-values": {name: list(values) for name, values in VALUES.items()},
        "x-words": {**WORD, **ROLE},
    }
    whole = {**{key: value for key, value in found.items() if key not in root}, **more}
    return json.dumps({**root, **whole}, ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Says what the format's own validators accept beside the long form."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        function: Callable[..., Any] = schema["function"]["function"]
        inner = lambda: self.generate_inner(schema["schema"])  # noqa: E731
        if function is shapes.exact:
            return dict(POINTS)
        if function is shapes._table:
            row = {"anyOf": [POINTS, {"type": "object", "additionalProperties": POINTS}]}
            return {"type": "object", "minProperties": 1, "additionalProperties": row, "format": "table"}
        if function is shapes._by_role:
            return {"anyOf": [inner(), POINTS], "format": "by-role"}
        if function is shapes._tested:
            return {"anyOf": [inner(), _SCALAR, {"type": "array", "items": _SCALAR}], "format": "test"}
        found = inner()
        if function in (shapes._listed, shapes._alternatives):
            # Where the list is one of conditions, say so: a form shows it as groups.
            several = {"format": "where"} if "patternProperties" in found.get("items", {}) else {}
            return {"anyOf": [found, found["items"]], **several} if "items" in found else found
        outer = function.__qualname__.split(".", 1)[0]
        if outer in _SHORT and "$ref" in found:
            return {"anyOf": [found], "x-short": _SHORT[outer]}
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        # What is left out is left out: only a plain word or number is worth showing as the default.
        return found if isinstance(found.get("default"), (str, int)) else _without(found, "default")


_SCALAR: JsonSchemaValue = {"type": ["boolean", "integer", "string"]}


def _without(schema: JsonSchemaValue, key: str) -> JsonSchemaValue:
    return {name: value for name, value in schema.items() if name != key}


def _label(name: str, model: dict[str, Any]) -> None:
    """Give a model's keys their Chinese titles; English docstrings are for developers."""
    model.pop("description", None)
    model.pop("title", None)
    for key, place in model.get("properties", {}).items():
        title, words = KEYS.get(f"{name}.{key}") or KEYS.get(key, (key, ""))
        place.pop("title", None)
        place["title"] = title
        if words:
            place["description"] = words
        for one in (place, place.get("items", {}), *place.get("anyOf", ())):
            if "enum" in one:
                one["enumDescriptions"] = [
                    CHOICES.get(f"{key}.{word}") or CHOICES.get(word, word) for word in one["enum"]
                ]
    if name == "Select":
        words = {"type": "string", "enum": list(FACTS)}
        words["enumDescriptions"] = [FACT.get(fact, fact) for fact in FACTS]
        fact = model["properties"]["fact"]
        fact["anyOf"] = [{"type": "array", "items": words}, words]
    if name == "Example":
        model["properties"]["facts"]["items"]["additionalProperties"] = {"format": "free"}
        model["properties"]["facts"]["format"] = "facts"


def _shorten(model: dict[str, Any], models: dict[str, Any]) -> None:
    """Let a place that one word may fill say which words."""
    for place in model.get("properties", {}).values():
        if "x-short" in place:
            named = models[place["anyOf"][0]["$ref"].rsplit("/", 1)[-1]]
            word = named["properties"][place["x-short"]]
            place["anyOf"].append(
                {key: word[key] for key in ("type", "enum", "enumDescriptions") if key in word}
            )
