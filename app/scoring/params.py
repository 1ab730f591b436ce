"""Parameters of a scheme: their values for a subject, put where named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from app.scoring.entry import Attr
from app.scoring.points import Parameter
from app.scoring.scheme import Scheme
from app.scoring.shapes import Model


def values(scheme: Scheme, facts: Mapping[str, Attr] | None = None) -> dict[str, Fraction]:
    """Return the value of every parameter: that of the subject's row, or the common one."""
    found = {}
    for name, param in scheme.params.items():
        held = None if param.by is None or facts is None else facts.get(param.by)
        rows = [one for one in _keys(held) if one in param.table]
        found[name] = Fraction(param.table[rows[0]] if rows else param.value)
    return found


def _keys(held: Attr | None) -> Sequence[str]:
    """Return the rows of a table that an attribute may name, first the one that holds.

    >>> _keys(True), _keys(("文史委", "经济委")), _keys(6)
    (('true',), ('文史委', '经济委'), ('6',))
    """
    if isinstance(held, tuple):
        return held
    return (str(held).lower() if isinstance(held, bool) else str(held),)


def given(scheme: Scheme, changed: Mapping[str, Fraction]) -> Scheme:
    """Return the scheme with other values for some parameters, the same for everybody."""
    params = {
        name: param.model_copy(update={"value": changed[name], "table": {}}) if name in changed else param
        for name, param in scheme.params.items()
    }
    return bound(scheme.model_copy(update={"params": params}))


def bound(scheme: Scheme, chosen: Mapping[str, Fraction] | None = None) -> Scheme:
    """Return the scheme with every named number set.

    Args:
        scheme: Any scheme; without parameters it is returned as it is.
        chosen: Value of each parameter; their common values by default.
    """
    if not scheme.params:
        return scheme
    made: Scheme = _bound(scheme, values(scheme) if chosen is None else chosen)
    return made


def _bound(value: Any, chosen: Mapping[str, Fraction]) -> Any:
    if isinstance(value, Parameter):
        return Parameter(value.name, value.sign, chosen.get(value.name, Fraction(0)))
    if isinstance(value, Model):
        names = type(value).model_fields
        pairs = [(name, old, _bound(old, chosen)) for name in names for old in [getattr(value, name)]]
        changed = {name: new for name, old, new in pairs if new is not old}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, Mapping):
        mapped = {key: _bound(one, chosen) for key, one in value.items()}
        return mapped if any(mapped[key] is not one for key, one in value.items()) else value
    if isinstance(value, tuple):
        listed = tuple(_bound(one, chosen) for one in value)
        return listed if any(new is not old for new, old in zip(listed, value, strict=True)) else value
    return value


def used(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield (path, name) for every place that names a parameter."""
    if isinstance(value, Parameter):
        yield path, value.name
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from used(getattr(value, name), (*path, name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from used(one, (*path, *key) if isinstance(key, tuple) else (*path, key))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from used(one, (*path, place))
