"""Say each pydantic error in Chinese, without its input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.core.errors import FieldError

#: One sentence per error type; braces take values of the schema, never of the input.
SENTENCES: dict[str, str] = {
    "missing": "必须填写。",
    "missing_argument": "必须填写。",
    "extra_forbidden": "没有这个字段。",
    "unexpected_keyword_argument": "没有这个字段。",
    "invalid_key": "字段名必须是文字。",
    "frozen_field": "此项不能修改。",
    "json_invalid": "不是有效的 JSON。",
    "json_type": "应为 JSON 文本。",
    "none_required": "此项必须为空。",
    "model_type": "应为一个对象。",
    "model_attributes_type": "应为一个对象。",
    "dataclass_type": "应为一个对象。",
    "dict_type": "应为一个对象。",
    "mapping_type": "应为一个对象。",
    "list_type": "应为一个列表。",
    "tuple_type": "应为一个列表。",
    "set_type": "应为一个列表。",
    "frozen_set_type": "应为一个列表。",
    "iterable_type": "应为一个列表。",
    "too_short": "至少需要 {min_length} 项。",
    "too_long": "最多 {max_length} 项。",
    "string_type": "应为文字。",
    "string_unicode": "含有无法识别的字符。",
    "string_too_short": "至少需要 {min_length} 个字。",
    "string_too_long": "最多 {max_length} 个字。",
    "string_pattern_mismatch": "格式不正确。",
    "string_not_ascii": "只能使用英文字母、数字和符号。",
    "bytes_type": "应为文字。",
    "bytes_too_short": "至少需要 {min_length} 字节。",
    "bytes_too_long": "最多 {max_length} 字节。",
    "bytes_invalid_encoding": "编码不正确。",
    "enum": "只能是：{expected}。",
    "literal_error": "只能是：{expected}。",
    "union_tag_invalid": "种类只能是：{expected_tags}。",
    "union_tag_not_found": "没有说明种类（{discriminator}）。",
    "greater_than": "应大于 {gt}。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than": "应小于 {lt}。",
    "less_than_equal": "不能大于 {le}。",
    "multiple_of": "应为 {multiple_of} 的倍数。",
    "finite_number": "应为有限的数。",
    "bool_type": "应为是或否。",
    "bool_parsing": "应为是或否。",
    "int_type": "应为整数。",
    "int_parsing": "应为整数。",
    "int_parsing_size": "整数过大。",
    "int_from_float": "应为整数，不能有小数。",
    "float_type": "应为数字。",
    "float_parsing": "应为数字。",
    "decimal_type": "应为数字。",
    "decimal_parsing": "应为数字。",
    "decimal_max_digits": "最多 {max_digits} 位数字。",
    "decimal_max_places": "最多 {decimal_places} 位小数。",
    "decimal_whole_digits": "整数部分最多 {whole_digits} 位。",
    "fraction_type": "应为分数。",
    "fraction_parsing": "应为分数。",
    "date_type": "应为日期，如 2022-03-01。",
    "date_parsing": "应为日期，如 2022-03-01。",
    "date_from_datetime_parsing": "应为日期，如 2022-03-01。",
    "date_from_datetime_inexact": "应为日期，不能带时间。",
    "date_past": "应为过去的日期。",
    "date_future": "应为将来的日期。",
    "time_type": "应为时间，如 09:30。",
    "time_parsing": "应为时间，如 09:30。",
    "datetime_type": "应为日期时间，如 2022-03-01T09:30:00+08:00。",
    "datetime_parsing": "应为日期时间，如 2022-03-01T09:30:00+08:00。",
    "datetime_from_date_parsing": "应为日期时间，如 2022-03-01T09:30:00+08:00。",
    "datetime_object_invalid": "应为日期时间，如 2022-03-01T09:30:00+08:00。",
    "datetime_past": "应为过去的时间。",
    "datetime_future": "应为将来的时间。",
    "timezone_naive": "时间不应带时区。",
    "timezone_aware": "时间必须带时区，如 +08:00。",
    "timezone_offset": "时区不正确。",
    "time_delta_type": "应为时长。",
    "time_delta_parsing": "应为时长。",
    "url_type": "应为网址。",
    "url_parsing": "网址不正确。",
    "url_syntax_violation": "网址不正确。",
    "url_too_long": "网址最多 {max_length} 个字符。",
    "url_scheme": "网址只能以 {expected_schemes} 开头。",
    "uuid_type": "编号不正确。",
    "uuid_parsing": "编号不正确。",
    "uuid_version": "编号不正确。",
    "recursion_loop": "内容自相包含。",
    "recursion_depth_exceeded": "嵌套过深。",
}
FALLBACK = "格式不正确。"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,63}\Z")


def field_errors(errors: Iterable[Mapping[str, Any]]) -> list[FieldError]:
    """Turn pydantic's list into ours, reading type, place and schema limits only.

    Args:
        errors: ``exc.errors()`` of a validation error.
    """
    return [FieldError(where_of(error.get("loc", ())), _word(error), sentence_of(error)) for error in errors]


def sentence_of(error: Mapping[str, Any]) -> str:
    """Return the Chinese sentence of one pydantic error."""
    context = error.get("ctx") or {}
    template = SENTENCES.get(error.get("type", ""))
    if template is None:
        return _own_words(error, context)
    try:
        return template.format_map(context)
    except (KeyError, ValueError, IndexError):
        return FALLBACK


def where_of(loc: Iterable[Any]) -> str:
    """Write pydantic's location as a path; names that are not identifiers become ``?``.

    >>> where_of(("body", "rows", 3, "mobile"))
    'rows[3].mobile'
    >>> where_of(("query", "limit"))
    'query.limit'
    """
    path = ""
    parts = list(loc)
    for part in parts[1:] if len(parts) > 1 and parts[0] == "body" else parts:
        if isinstance(part, int) and not isinstance(part, bool):
            path += f"[{part}]" if abs(part) < 10**9 else "[?]"
        else:
            # An unknown field's name comes from the caller: repeat it only when it is harmless.
            name = part if isinstance(part, str) and _NAME.match(part) else "?"
            path += f".{name}" if path else name
    return path or "body"


def _word(error: Mapping[str, Any]) -> str:
    word = error.get("type", "")
    return word if isinstance(word, str) and _NAME.match(word) else "invalid"


def _own_words(error: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    # Validators of the house raise ValueError with a Chinese sentence; a library's English
    # message may repeat the input, so only Chinese passes.
    text = str(context.get("error") or error.get("msg") or "")
    if _CHINESE.search(text) and len(text) <= 200 and text.isprintable():
        return text
    return FALLBACK
