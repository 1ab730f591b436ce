"""The published JSON Schema of scheme documents, from the models themselves."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from app.schemes.key_words import CHOICES, KEYS, REST, STEPS, VALUES
from app.schemes.recipes import RECIPES
from app.schemes.words import ATTRIBUTES, FACT, ROLE, WORD
from app.scoring.entry import FACTS
from app.scoring.scheme import Scheme

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Exact points: a whole number, a decimal, or text such as ``7.5``, ``1/3``, ``70%`` and ``$name``.
POINTS: JsonSchemaValue = {
    "anyOf": [
        {"type": "number"},
        {
            "type": "string",
            "pattern": r"^(-?\d{1,9}(\.\d{1,9}|/0*[1-9]\d{0,8})?"
            r"|\d{1,3}(\.\d{1,6})?%|-?\$[a-z][a-z0-9_-]{0,63})$",
        },
    ],
    "format": "points",
}
SCALAR: JsonSchemaValue = {"type": ["boolean", "integer", "string"]}
_ROW = {"anyOf": [POINTS, {"type": "object", "additionalProperties": POINTS}]}
#: What the format's own validators accept: name of the validator → beside the long form, or instead of it.
_BESIDE: dict[str, JsonSchemaValue] = {
    "_by_role": {**POINTS, "format": "by-role"},
    "_tested": {**SCALAR, "format": "test"},
    "_given": {**POINTS, "x-short": "total"},
    "_share": {**POINTS, "x-short": "part"},
}
_INSTEAD: dict[str, JsonSchemaValue] = {
    "exact": POINTS,
    "_table": {"type": "object", "minProperties": 1, "additionalProperties": _ROW, "format": "table"},
    "_holder": {
        "type": "object",
        "properties": {"role": {"type": "string", "title": "角色"}},
        "additionalProperties": {"anyOf": [SCALAR, {"type": "array", "items": {"type": "string"}}]},
        "format": "holder",
    },
}


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
    found = Scheme.model_json_schema(schema_generator=_Generator)
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
        "x-roles": {word: title for word, title in ROLE.items() if word != "standing_member"},
    }
    whole = {**{key: value for key, value in found.items() if key not in root}, **more}
    return json.dumps({**root, **whole}, ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Says what the format's own validators accept beside the long form."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        name = schema["function"]["function"].__qualname__.split(".", 1)[0]
        if name in _INSTEAD:
            return dict(_INSTEAD[name])
        found = self.generate_inner(schema["schema"])
        if name in _BESIDE:
            words = {key: value for key, value in _BESIDE[name].items() if key in {"format", "x-short"}}
            arms = _BESIDE[name].get("anyOf") or [_BESIDE[name], {"type": "array", "items": SCALAR}]
            return {"anyOf": [found, *(_without(one, "format") for one in arms)], **words}
        if name in {"_listed", "_texts", "alternatives"} and "items" in found:
            # Where the list is one of conditions, say so: a form shows it as groups.
            several = {"format": "where"} if "patternProperties" in found["items"] else {}
            return {"anyOf": [found, found["items"]], **several}
        if name == "named" and "$ref" in found:
            return {"anyOf": [found], "x-short": "unit"}
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        # What is left out is left out: only a plain word or number is worth showing as the default.
        return found if isinstance(found.get("default"), (str, int)) else _without(found, "default")


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
        inner: dict[str, Any] = next(iter(place.get("patternProperties", {}).values()), {})
        for one in (place, place.get("items", {}), inner, *place.get("anyOf", ())):
            if "enum" in one:
                one["enumDescriptions"] = [
                    CHOICES.get(f"{key}.{word}") or CHOICES.get(word, word) for word in one["enum"]
                ]
    if name == "Select":
        words = {"type": "string", "enum": list(FACTS)}
        words["enumDescriptions"] = [FACT.get(fact, fact) for fact in FACTS]
        fact = model["properties"]["fact"]
        fact["anyOf"] = [{"type": "array", "items": words}, words]
    if name in {"Example", "Given"}:
        model["properties"]["facts"]["items"]["additionalProperties"] = {"format": "free"}
        model["properties"]["facts"]["format"] = "facts"


def _shorten(model: dict[str, Any], models: dict[str, Any]) -> None:
    """Let a place that one word may fill say which words."""
    for place in model.get("properties", {}).values():
        if place.get("x-short") == "unit":
            named = models[place["anyOf"][0]["$ref"].rsplit("/", 1)[-1]]
            word = named["properties"][place["x-short"]]
            place["anyOf"].append(
                {key: word[key] for key in ("type", "enum", "enumDescriptions") if key in word}
            )
