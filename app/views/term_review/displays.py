"""How a term's figures are written: 万, 余, per cent."""

from __future__ import annotations

NOT_RECORDED = "尚未记录"


def ten_thousands(value: int) -> str:
    """Return a number in 万 with one decimal, rounded half up.

    >>> ten_thousands(358_000), ten_thousands(3_797_500), ten_thousands(20_000)
    ('35.8万', '379.8万', '2万')
    """
    return f"{_decimal((value + 500) // 1000, 1)}万"


def yuan_in_ten_thousands(fen: int) -> str:
    """Return an amount of fen in 万元 with at most two decimals.

    >>> yuan_in_ten_thousands(106_550_000)
    '106.55万元'
    """
    return f"{_decimal((fen + 5_000) // 10_000, 2)}万元"


def and_more(value: int) -> str:
    """Return a number rounded down to hundreds with 余, as people write it; round ones as they are.

    >>> and_more(13_642), and_more(300), and_more(42)
    ('13600余', '300', '42')
    """
    return f"{value // 100 * 100}余" if value > 100 and value % 100 else str(value)


def percent(part: int, whole: int) -> str:
    """Return a rate with one decimal, rounded half up; whole per cents without.

    >>> percent(671, 931), percent(931, 931)
    ('72.1%', '100%')
    """
    return f"{_decimal((part * 2000 + whole) // (2 * whole), 1)}%"


def _decimal(scaled: int, places: int) -> str:
    whole, rest = divmod(scaled, 10**places)
    tail = f"{rest:0{places}d}".rstrip("0")
    return f"{whole}.{tail}" if tail else str(whole)
