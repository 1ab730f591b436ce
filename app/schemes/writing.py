"""Plain data to the canonical YAML of a scheme document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from numbers import Rational, Real
from typing import Any

import yaml

from app.schemes.json_schema import json_schema

#: A map or list that fits on one line of this length is written on one line.
WIDEST = 100
_INT, _DECIMAL, _BOOL = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool"
_MAP, _LIST, _TEXT = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str"
_NUMBER = re.compile(r"^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,12})?$")
#: As app/schemes/reading.py reads: only these are no text, so nothing else needs quotes.
_READ = {
    _BOOL: (re.compile(r"^(true|false)$"), list("tf")),
    _INT: (re.compile(r"^-?(0|[1-9][0-9]{0,14})$"), list("-0123456789")),
    _DECIMAL: (re.compile(r"^-?[0-9]{1,12}\.[0-9]{1,12}$"), list("-0123456789")),
    "tag:yaml.org,2002:null": (re.compile(r"^(|null|~)$"), ["", "n", "~"]),
}
Schema = Mapping[str, Any]


class _Dumper(yaml.SafeDumper):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        # Lists are indented under their key, as in the published documents.
        super().increase_indent(flow, False)


for _tag, (_pattern, _first) in _READ.items():
    _Dumper.add_implicit_resolver(_tag, _pattern, _first)


def write(data: Mapping[str, Any]) -> str:
    """Return a document's data as YAML: keys in the order of the format, short maps on one line.

    Args:
        data: As ``app.schemes.reading.compose`` returns it or JSON can carry it: exact decimals may
            be text. What is empty text or nothing is left out; unknown keys stay, at the end.
    Raises:
        ValueError: for a binary fraction, which would not be exact.

    >>> write({"title": "某办法", "format": 1, "bands": [{"min": "89.5", "name": "优秀"}]})
    'format: 1\\ntitle: 某办法\\nbands:\\n  - {name: 优秀, min: 89.5}\\n'
    """
    whole = json_schema()
    node = _Writer(whole).map(data, whole)
    node.flow_style = False
    text: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=10_000)
    return text


class _Writer:
    def __init__(self, whole: Schema) -> None:
        self._models: Mapping[str, Schema] = whole["$defs"]

    def node(self, value: object, schema: Schema) -> yaml.Node:
        """Return the YAML node of a value that stands where ``schema`` does."""
        if isinstance(value, Mapping):
            return self.map(value, schema)
        if isinstance(value, (list, tuple)):
            inner = self._of(schema, "items").get("items", {})
            nodes = [self.node(one, inner) for one in value]
            short = sum(_length(one) + 2 for one in nodes) <= WIDEST
            flow = short and all(isinstance(one, yaml.ScalarNode) and _inline(one) for one in nodes)
            return yaml.SequenceNode(_LIST, nodes, flow_style=flow)
        # Whatever a fact of an example may hold, JSON made only its decimals into text.
        decimal = schema.get("format") == "free" and "." in str(value)
        return _scalar(value, exact=decimal or schema.get("format") in {"points", "by-role"})

    def map(self, value: Mapping[str, Any], schema: Schema) -> yaml.MappingNode:
        """Return the YAML node of a map that stands where ``schema`` does."""
        keys = self._of(schema, "properties").get("properties", {})
        free = self._of(schema, "additionalProperties", "patternProperties")
        rest: Any = free.get("additionalProperties") or next(
            iter(free.get("patternProperties", {}).values()), {}
        )
        rest = rest if isinstance(rest, Mapping) else {}
        order = [key for key in keys if key in value] + [key for key in value if key not in keys]
        needed = self._of(schema, "properties").get("required", ())
        pairs = [
            (_scalar(_key(key)), self.node(value[key], keys.get(key, rest)))
            for key in order
            if key in needed or value[key] not in (None, "")
        ]
        flow = all(_inline(one) for _, one in pairs) and _width(pairs) <= WIDEST
        return yaml.MappingNode(_MAP, pairs, flow_style=flow)

    def _of(self, schema: Schema, *words: str) -> Schema:
        """Return the arm of a schema that has one of these keywords."""
        for one in (schema, *schema.get("anyOf", ())):
            found: Schema = self._models[one["$ref"].rsplit("/", 1)[-1]] if "$ref" in one else one
            if any(word in found for word in words):
                return found
        return {}


def _key(key: object) -> object:
    """Return a key as it was before JSON made it text."""
    if isinstance(key, (bool, int)):
        return key
    text = str(key)
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"-?(0|[1-9][0-9]{0,14})", text) else text


def _scalar(value: object, *, exact: bool = False) -> yaml.ScalarNode:
    if value is None:
        return yaml.ScalarNode("tag:yaml.org,2002:null", "null")
    if isinstance(value, bool):
        return yaml.ScalarNode(_BOOL, str(value).lower())
    if isinstance(value, int):
        return yaml.ScalarNode(_INT, str(value))
    if isinstance(value, Real) and not isinstance(value, Rational):
        raise ValueError('分值须写成文字（如 "7.5"），以保证确切')
    text = str(value)
    number = _NUMBER.match(text) if exact or not isinstance(value, str) else None
    tag = (_DECIMAL if "." in text else _INT) if number else _TEXT
    style = "|" if "\n" in text.strip("\n") and text == text.rstrip("\n ") else None
    return yaml.ScalarNode(tag, text, style=style)


def _inline(node: yaml.Node) -> bool:
    if isinstance(node, yaml.CollectionNode):
        return bool(node.flow_style)
    return isinstance(node, yaml.ScalarNode) and node.style is None


def _width(pairs: Sequence[tuple[yaml.Node, yaml.Node]]) -> int:
    return sum(_length(key) + _length(value) + 4 for key, value in pairs)


def _length(node: yaml.Node) -> int:
    if isinstance(node, yaml.MappingNode):
        return _width(node.value)
    if isinstance(node, yaml.SequenceNode):
        return sum(_length(one) + 2 for one in node.value)
    # A Chinese character is twice as wide as a Latin one.
    return sum(1 + (one > "⺀") for one in str(node.value))
