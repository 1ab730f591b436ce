"""Turns one cell into one value, or says what is wrong."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from app.core.errors import Problem
from app.core.sheets.table import Cell

EXACT_DIGITS = 15
_MOBILE = re.compile(r"1[3-9][0-9]{9}\Z")
_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.|年([0-9]{1,2})月)([0-9]{1,2})日?\Z"
)
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_MIDNIGHT = re.compile(r"[ T]00:00(:00)?\Z")
_INTEGER = re.compile(r"[+-]?[0-9]{1,15}\Z")
_MONEY = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,12})?\Z")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\Z")
_BRACKETS = str.maketrans("()", "（）")
_EPOCH = datetime.date(1899, 12, 30)
_YES = {"是": True, "有": True, "对": True, "√": True, "y": True, "yes": True, "true": True, "1": True}
_NO = {"否": False, "无": False, "不": False, "×": False, "n": False, "no": False, "false": False, "0": False}


class CellError(Exception):
    """One cell is wrong; the word is for programs, the sentence for the person."""

    def __init__(self, word: str, sentence: str) -> None:
        self.word = word
        self.sentence = sentence
        super().__init__(f"{word}: {sentence}")


@dataclass(frozen=True, slots=True)
class Parser:
    """How the cells of a column are read.

    Args:
        parse: Takes a cell that is not empty and returns its value, or raises ``CellError``.
        choices: The accepted Chinese labels, offered as a drop-down in the template.
        as_text: Long digits live here, so the template formats the column as text.
    """

    parse: Callable[[Cell], Any]
    choices: tuple[str, ...] = ()
    as_text: bool = False


def plain(cell: Cell) -> str:
    """Return the text without white space around it, refusing what no text may hold."""
    value = cell.text.strip()
    for character in value:
        point = ord(character)
        if 0xD800 <= point <= 0xDFFF:
            raise CellError("lone_surrogate", "含有无法识别的字符，请重新输入。")
        if (point < 32 and character not in "\t\n\r") or 0x7F <= point <= 0x9F or point in (0xFFFE, 0xFFFF):
            raise CellError("control_character", "含有不可见的控制字符，请重新输入。")
    if cell.numeric and sum(map(str.isdigit, value)) > EXACT_DIGITS:
        raise CellError("precision_lost", "数字超过 15 位，表格已丢失末尾数字，请把该列设为文本后重新填写。")
    return value


def text(max_length: int = 200, *, lines: bool = False) -> Parser:
    """Text of at most ``max_length`` code points; line breaks only where ``lines``."""

    def parse(cell: Cell) -> str:
        value = plain(cell)
        if not lines and any(mark in value for mark in "\n\r\t"):
            raise CellError("line_break", "不能含有换行或制表符。")
        if len(value) > max_length:
            raise CellError("too_long", f"最多 {max_length} 字，现有 {len(value)} 字。")
        return value

    return Parser(parse, as_text=True)


def by(function: Callable[[str], Any], *, as_text: bool = True) -> Parser:
    """Read with a function of the domain that raises a ``Problem`` on a wrong value."""

    def parse(cell: Cell) -> Any:
        try:
            return function(plain(cell))
        except Problem as problem:
            raise CellError(problem.word, problem.sentence) from problem

    return Parser(parse, as_text=as_text)


def mobile() -> Parser:
    """A mainland mobile number; spaces and hyphens between groups are dropped."""

    def parse(cell: Cell) -> str:
        value = plain(cell).replace(" ", "").replace("-", "")
        if not _MOBILE.match(value):
            raise CellError("bad_mobile", "手机号应为 11 位数字，以 13 至 19 开头。")
        return value

    return Parser(parse, as_text=True)


def identity() -> Parser:
    """An 18-digit citizen identity number with its check digit (GB 11643)."""

    def parse(cell: Cell) -> str:
        value = plain(cell).upper()
        if not re.match(r"[0-9]{17}[0-9X]\Z", value):
            raise CellError("bad_identity", "身份证号应为 18 位。")
        total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(value[:17]))
        if "10X98765432"[total % 11] != value[17]:
            raise CellError("bad_identity", "身份证号的校验位不对，请核对。")
        return value

    return Parser(parse, as_text=True)


def date(
    earliest: datetime.date = datetime.date(1900, 1, 1), latest: datetime.date = datetime.date(2100, 12, 31)
) -> Parser:
    """A calendar day: 2021-03-04, 2021/3/4, 2021.3.4, 2021年3月4日, 20210304, or a sheet's own date."""

    def parse(cell: Cell) -> datetime.date:
        value = _MIDNIGHT.sub("", plain(cell))
        match = _DATE.match(value) or _COMPACT_DATE.match(value)
        try:
            if match:
                year, month, day = (int(part) for part in match.groups() if part)
                result = datetime.date(year, month, day)
            elif cell.numeric and value.isdigit() and 61 <= int(value) <= 73_415:
                result = _EPOCH + datetime.timedelta(days=int(value))
            else:
                raise CellError("bad_date", "日期写法不对，请写成 2021-03-04。")
        except ValueError as error:
            raise CellError("bad_date", "没有这一天，请核对日期。") from error
        if not earliest <= result <= latest:
            raise CellError("date_out_of_range", f"日期应在 {earliest} 至 {latest} 之间。")
        return result

    return Parser(parse)


def integer(least: int = 0, most: int = 2**31 - 1) -> Parser:
    """A whole number between two bounds, both included."""

    def parse(cell: Cell) -> int:
        value = plain(cell)
        if not _INTEGER.match(value):
            raise CellError("not_an_integer", "应为整数。")
        if not least <= int(value) <= most:
            raise CellError("out_of_range", f"应在 {least} 至 {most} 之间。")
        return int(value)

    return Parser(parse)


def _folded(label: str) -> str:
    """Return a label as it is compared: letters folded, half-width brackets as Chinese sets them."""
    return label.casefold().translate(_BRACKETS)


def choice(labels: Mapping[str, str]) -> Parser:
    """One of a list.

    Args:
        labels: Chinese label → stable word; several labels may share a word. The drop-down
            offers the first label of each word.
    """
    known = {_folded(label.strip()): word for label, word in labels.items()}
    shown: dict[str, str] = {}
    for label, word in labels.items():
        shown.setdefault(word, label)

    def parse(cell: Cell) -> str:
        value = _folded(plain(cell))
        if value not in known:
            some = "、".join(list(shown.values())[:12])
            raise CellError("unknown_choice", f"没有这一项，可填：{some}{'等' if len(shown) > 12 else ''}。")
        return known[value]

    return Parser(parse, choices=tuple(shown.values()))


def yes_no() -> Parser:
    """是 or 否, and the usual ways of writing them."""

    def parse(cell: Cell) -> bool:
        value = plain(cell).lower()
        if value not in _YES and value not in _NO:
            raise CellError("not_yes_or_no", "请填“是”或“否”。")
        return _YES.get(value, False)

    return Parser(parse, choices=("是", "否"))


def money(unit: str = "元") -> Parser:
    """An amount as integer fen; a unit written in the cell (元, 万元) beats the column's."""

    def parse(cell: Cell) -> int:
        value = plain(cell).replace("，", ",").removeprefix("¥").removeprefix("￥").strip()
        here = unit
        for written, meant in (("万元", "万元"), ("万", "万元"), ("元", "元")):
            if value.endswith(written):
                value, here = value.removesuffix(written).strip(), meant
                break
        if _THOUSANDS.match(value):
            value = value.replace(",", "")
        if not _MONEY.match(value):
            raise CellError("bad_amount", "金额写法不对，请只填数字，如 1200.50。")
        try:
            fen = Decimal(value) * (1_000_000 if here == "万元" else 100)
        except InvalidOperation as error:
            raise CellError("bad_amount", "金额写法不对，请只填数字，如 1200.50。") from error
        if fen != fen.to_integral_value():
            raise CellError("below_a_fen", "金额最多精确到分。")
        if not 0 <= fen < 10**15:
            raise CellError("out_of_range", "金额应为零或正数，且不超过十万亿元。")
        return int(fen)

    return Parser(parse)
