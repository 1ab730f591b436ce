"""The shapes that schemes are written in, and which of them one scheme uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import StrictBool

from app.scoring.across import Given, Number, YearExpect
from app.scoring.scheme import Example, Expect, Model, Scheme

#: What is there to be read, and decides nothing.
_READ = (
    "title", "article", "note", "source", "seen", "unseen", "notes", "ambiguities", "place_note", "level",
    "adopted_by", "effective", "supersedes", "computable", "body", "examples", "together_with", "cumulative",
)  # fmt: skip
_HEAD = ("format", "id", "place", "year", "units", "subject")
_EXAMPLES = (Example, Expect, Given, Number, YearExpect)


def vocabulary() -> frozenset[str]:
    """Return every shape: ``Model.key``, and ``Model.key=word`` for the words of closed lists."""
    found: set[str] = set()
    for model in _models(Scheme, set()):
        for name, field in model.model_fields.items():
            if not _idle(model, name):
                found.add(f"{model.__name__}.{name}")
                found |= {f"{model.__name__}.{name}={word}" for word in _words(field.annotation)}
    return frozenset(found)


def shapes_of(value: object) -> Iterator[str]:
    """Yield the shapes that a scheme, or a part of one, uses."""
    if isinstance(value, Model):
        model = type(value)
        for name in value.model_fields_set:
            inner = getattr(value, name)
            # An empty list, or a key that says nothing, is no use of a shape.
            if _idle(model, name) or inner in ((), {}, None):
                continue
            yield f"{model.__name__}.{name}"
            if inner in _words(model.model_fields[name].annotation):
                yield f"{model.__name__}.{name}={inner}"
            yield from shapes_of(inner)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from shapes_of(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from shapes_of(one)


def _idle(model: type[Model], name: str) -> bool:
    return name in _READ or (model is Scheme and name in _HEAD) or (name == "id" and model is not Scheme)


def _models(model: type[Model], seen: set[type[Model]]) -> set[type[Model]]:
    if model not in seen and model not in _EXAMPLES:
        seen.add(model)
        for name, field in model.model_fields.items():
            if not _idle(model, name):
                for inner in _inner(field.annotation):
                    _models(inner, seen)
    return seen


def _inner(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for one in get_args(annotation):
        yield from _inner(one)


def _words(annotation: Any) -> tuple[object, ...]:
    """Return the words of a closed list, yes and no included; none for what is written freely."""
    origin = get_origin(annotation)
    if origin is Literal:
        return get_args(annotation)
    if annotation is bool or annotation is StrictBool:
        return (True,)
    if origin in (Annotated, Union, UnionType):
        return tuple(word for one in get_args(annotation) for word in _words(one))
    return ()
