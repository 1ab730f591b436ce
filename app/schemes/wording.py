"""What pydantic found, said in Chinese with the nearest valid word."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.schemes.hints import hint, instead
from app.scoring.finding import Finding, choice, full_width, nearest
from app.scoring.scheme import Scheme

#: A model, and the key of the document that holds it.
_Held = tuple[str, type[BaseModel]]
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
#: Refusals of a word or a number that may have been meant otherwise.
_HINTED = (
    "string_type", "string_pattern_mismatch", "bool_type", "int_type", "model_type", "model_attributes_type",
)  # fmt: skip
#: Segments that pydantic adds for the arms of a union; they are not places of the text.
_ARMS = {"bool", "int", "str"}


def reworded(error: ValidationError, under: tuple[Any, ...] = ()) -> Iterator[Finding]:
    """Turn pydantic's errors into findings, one per place.

    Args:
        error: What validating a document, or a part of one, raised.
        under: The place of that part in a document.
    """
    told: set[tuple[Any, ...]] = set()
    for detail in error.errors(include_url=False):
        steps = tuple(step for step in detail["loc"] if step not in _ARMS and step != "[key]")
        path, arm = (*under, *steps), len(steps) != len(detail["loc"])
        if arm and path in told:
            continue
        told.add(path)
        spoilt = _spoilt(detail, path)
        if spoilt:
            yield Finding(path, "full_width", spoilt)
            continue
        meant = hint(path, detail["input"]) if detail["type"] in _HINTED else ""
        if meant:
            yield Finding(path, "wrong_type", _shown(detail, meant))
            continue
        word, sentence = (
            ("wrong_type", _shown(detail, "应为文字、整数或 true/false")) if arm else _said(detail, path)
        )
        yield Finding(path, word, sentence)


def _spoilt(detail: ErrorDetails, path: tuple[Any, ...]) -> str:
    """Say where a Chinese comma or colon stands in what was refused; empty when none does."""
    found = detail["input"]
    inner = list(found) if isinstance(found, dict) else [found]
    names = [str(path[-1])] if path else []
    return next((said for one in (*names, *inner) if isinstance(one, str) and (said := full_width(one))), "")


def _said(detail: ErrorDetails, path: tuple[Any, ...]) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        said = instead(path, detail["input"])
        return "unknown_key", f"不认识的名称“{path[-1]}”：{said}" if said else unknown_key(path)
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


def unknown_key(path: tuple[Any, ...]) -> str:
    """Say that a key does not belong where it stands: where it does, or the nearest that does."""
    key, here = str(path[-1]), _along(path[:-1])
    home = _home(key, here) if here else ""
    if home:
        return f"“{key}”不写在这里，应写在{home}。"
    words = list(here[-1][1].model_fields) if here else []
    return f"不认识的名称“{key}”{nearest(key, words)}{choice(words).replace('可写', '此处可写')}。"


def _home(key: str, here: list[_Held]) -> str:
    """Say where a key of the format belongs that stands in the wrong place; empty when nowhere."""
    inside = _holders(key, here[-1][1])
    if inside:
        return f" {_listed(inside)} 里面"
    for (_, outer), (name, _) in reversed(list(pairwise(here))):
        if key in outer.model_fields:
            return f"外面，与 {name} 并列"
        beside = [] if outer is Scheme else _holders(key, outer)
        if beside:
            return f" {_listed(beside)} 里面（与 {name} 并列）"
    deeper = [
        f"{name} 的 {inner}" for name, model in _inner(here[-1][1]) for inner in _holders(key, model)
    ] or _holders(key, Scheme)
    return f" {_listed(deeper)} 里面" if deeper else ""


def _holders(key: str, model: type[BaseModel]) -> list[str]:
    return [name for name, inner in _inner(model) if key in inner.model_fields]


def _listed(names: list[str]) -> str:
    return " 或 ".join(dict.fromkeys(names[:4]))


def _inner(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        if inner is not None:
            yield name, inner


def _along(path: tuple[Any, ...]) -> list[_Held]:
    """Return the models along a path, each with its key, the document first; empty where none is."""
    found: list[_Held] = [("", Scheme)]
    holding = False
    for step in path:
        model = found[-1][1]
        if isinstance(step, str) and step in model.model_fields and not holding:
            inner = _model_in(model.model_fields[step].annotation)
            if inner is None:
                return []
            holding = _maps(model.model_fields[step].annotation)
            found.append((step, inner))
        else:
            holding = False
    return found


def _maps(annotation: Any) -> bool:
    """Tell whether the keys of a field are names that a document gives (``params``, ``cohort``)."""
    if typing.get_origin(annotation) is dict:
        return True
    return any(_maps(one) for one in typing.get_args(annotation))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in typing.get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
