"""What pydantic found, said in Chinese with the nearest valid word."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.scoring.checks import Finding, nearest
from app.scoring.scheme import Scheme

_EXPECTED = {
    "string_type": "应为文字",
    "int_type": "应为整数",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为列表",
    "dict_type": "应写成“名称、半角冒号、空格、内容”",
    "model_type": "应写成“名称、半角冒号、空格、内容”",
    "model_attributes_type": "应写成“名称、半角冒号、空格、内容”",
    "string_too_short": "不能为空",
    "string_too_long": "过长",
    "greater_than_equal": "数值过小",
    "less_than_equal": "数值过大",
    "too_short": "项数不足",
    "too_long": "项数过多",
    "string_pattern_mismatch": "格式不符（编号用小写字母、数字、下划线，日期用 月-日）",
}
#: Segments that pydantic adds for the arms of a union; they are not places of the text.
_ARMS = {"bool", "int", "str"}


def reworded(error: ValidationError) -> Iterator[Finding]:
    """Turn pydantic's errors into findings, one per place."""
    told: set[tuple[Any, ...]] = set()
    for detail in error.errors(include_url=False):
        path = tuple(step for step in detail["loc"] if step not in _ARMS and step != "[key]")
        arm = len(path) != len(detail["loc"])
        if arm and path in told:
            continue
        told.add(path)
        word, sentence = (
            ("wrong_type", _shown(detail, "应为文字、整数或 true/false")) if arm else _said(detail, path)
        )
        yield Finding(path, word, sentence)


def _said(detail: ErrorDetails, path: tuple[Any, ...]) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        words = _fields(path[:-1])
        listed = f"；此处可写：{'、'.join(words)}" if words else ""
        return "unknown_key", f"不认识的名称“{path[-1]}”{nearest(str(path[-1]), words)}{listed}。"
    if kind == "missing":
        return "missing", f"缺少“{path[-1]}”。"
    if kind == "literal_error":
        words = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
        found = str(detail["input"])[:60]
        return "unknown_word", f"“{found}”不在可选范围内{nearest(found, words)}；可写：{'、'.join(words)}。"
    if kind == "value_error":
        return "wrong_value", _shown(detail, str(context.get("error", "")))
    return "wrong_type", _shown(detail, _EXPECTED.get(kind, "内容不符合要求"))


def _shown(detail: ErrorDetails, expected: str) -> str:
    found = detail["input"]
    shown = "" if isinstance(found, (dict, list, tuple)) else f"写的是“{str(found)[:60]}”，"
    return f"{shown}{expected}。"


def _fields(path: tuple[Any, ...]) -> list[str]:
    """Return the names allowed at a place, by walking the models along it."""
    model: type[BaseModel] | None = Scheme
    for step in path:
        if model is None:
            return []
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation)
    return list(model.model_fields) if model else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in typing.get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
