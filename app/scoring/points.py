"""Points: exact rational numbers, some of them named parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BeforeValidator

_EXACT = re.compile(r"^-?\d{1,9}(\.\d{1,9}|/0*[1-9]\d{0,8})?$", re.ASCII)
_PERCENT = re.compile(r"^\d{1,3}(\.\d{1,6})?%$", re.ASCII)
_NAMED = re.compile(r"^(-?)\$([a-z][a-z0-9_-]{0,63})$", re.ASCII)

#: Points in units of 1/scale: whole numbers wherever they are exact.
Number = int | Fraction


class Parameter(Fraction):
    """A number that the document names instead of printing it: ``$absence`` or ``-$absence``.

    Its value is nought until ``app.scoring.params.bound`` gives it the one of a council or a year.
    """

    __slots__ = ("name", "sign")
    name: str
    sign: int

    def __new__(cls, name: str, sign: int = 1, value: Fraction | int = 0) -> Self:
        """Make the parameter with a value (before its sign)."""
        made = super().__new__(cls, sign * Fraction(value))
        made.name, made.sign = name, sign
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel with the name."""
        return (type(self), (self.name, self.sign, self.sign * Fraction(self.numerator, self.denominator)))

    def __copy__(self) -> Self:
        """Return itself: it never changes."""
        return self

    def __deepcopy__(self, memo: Any) -> Self:
        """Return itself: it never changes."""
        return self


def exact(value: object) -> Fraction:
    """Read points exactly: whole numbers, decimals, quotients such as ``"25/2"``, per cents, parameters.

    Args:
        value: int, Decimal, Fraction or text.
    Returns:
        The exact rational number.
    Raises:
        ValueError: for anything else, binary fractions, NaN and infinity included.

    >>> exact("7.5"), exact("70%")
    (Fraction(15, 2), Fraction(7, 10))
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, (int, Decimal, str)) and not isinstance(value, bool):
        # The pattern bounds the digits, so that 1e999999 cannot become a number of a million figures.
        text = str(value)
        if _EXACT.match(text):
            return Fraction(text)
        if _PERCENT.match(text):
            return Fraction(text[:-1]) / 100
        named = _NAMED.match(text)
        if named:
            return Parameter(named[2], -1 if named[1] else 1)
    raise ValueError("应为确切的分值（整数、小数或 1/3 这样的分数）")


def _by_role(value: object) -> object:
    return value if isinstance(value, Mapping) else {"*": value}


Points = Annotated[Fraction, BeforeValidator(exact)]
ByRole = Annotated[dict[str, Points], BeforeValidator(_by_role)]
