"""The hostile corpus: bodies and addresses that must never cause a 5xx."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: Planted in texts; an answer that refuses must not hold it.
CANARY = "canary-7f3c19-geheim"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Hostile:
    """One raw body; ``refuse`` says that no route may answer it with 2xx."""

    name: str
    body: bytes
    content_type: str | None = JSON
    refuse: bool = True


#: JSON text that is refused wherever it stands.
POISON: dict[str, bytes] = {
    "NaN": b"NaN",
    "Infinity": b"Infinity",
    "-Infinity": b"-Infinity",
    "1e400": b"1e400",
    "-1e400": b"-1e400",
    "1E+999": b"1E+999",
    "2^63": b"9223372036854775808",
    "2^64": b"18446744073709551616",
    "-2^63-1": b"-9223372036854775809",
    "10^30": b"1" + b"0" * 30,
    "5000 digits": b"9" * 5000,
    "-5000 digits": b"-" + b"9" * 5000,
    "high surrogate": rb'"\ud800"',
    "low surrogate": rb'"\udfff"',
    "reversed pair": rb'"\udc00\ud83d"',
    "surrogate in text": rb'"' + CANARY.encode() + rb'\uDABCx"',
    "NUL": rb'"\u0000"',
    "NUL in text": rb'"a\u0000' + CANARY.encode() + b'"',
    "raw NUL": b'"a\x00b"',
    "raw control": b'"a\x01b"',
    "raw newline": b'"a\nb"',
    "leading zero": b"007",
    "plus": b"+1",
    "bare fraction": b".5",
    "bare point": b"1.",
    "hex": b"0x10",
    "single quotes": b"'a'",
    "undefined": b"undefined",
    "True": b"True",
    "half a word": b"nul",
    "unquoted": CANARY.encode(),
    "comment": b"/* " + CANARY.encode() + b" */ 1",
    "duplicate key": b'{"x":1,"x":2}',
    "duplicate key apart": b'{"x":1,"y":{"z":[1]},"x":"' + CANARY.encode() + b'"}',
    "bad escape": rb'"\x41"',
    "short escape": rb'"\u12"',
    "unclosed text": b'"' + CANARY.encode(),
    "invalid UTF-8": b'"\xff\xfe"',
    "overlong NUL": b'"\xc0\x80"',
    "CESU surrogate": b'"\xed\xa0\x80"',
    "cut UTF-8": b'"\xe5\x8d"',
    "nested 65": b"[" * 65 + b"]" * 65,
    "nested 100k": b"[" * 100_000 + b"]" * 100_000,
}
#: Well-formed values of the wrong kind or size; a route may take or refuse them, never break.
AWKWARD: dict[str, bytes] = {
    "null": b"null",
    "true": b"true",
    "zero": b"0",
    "minus one": b"-1",
    "2^63-1": b"9223372036854775807",
    "-2^63": b"-9223372036854775808",
    "fraction": b"0.1",
    "minus zero": b"-0.0",
    "1e308": b"1e308",
    "1e-400": b"1e-400",
    "long fraction": b"0." + b"3" * 400,
    "empty text": b'""',
    "blank": '"  \u3000 "'.encode(),
    "empty list": b"[]",
    "empty object": b"{}",
    "list of lists": b"[[[[]]]]",
    "escaped backslash u0000": rb'"\\u0000"',
    "emoji pair": rb'"\ud83d\ude00"',
    "beyond the BMP": '"\U00020bb7\U0002b5ae\U000e0001"'.encode(),
    "noncharacter": '"\uffff\ufffe"'.encode(),
    "right to left": '"\u202e\u2066\u200f"'.encode(),
    "many accents": ('"a' + "\u0301" * 2000 + '"').encode(),
    "SQL": b'"\'; DROP TABLE members; --"',
    "LIKE": b'"%_\\\\%"',
    "format": b'"%s%n{0.__class__}${jndi:ldap://x}{{7*7}}"',
    "formula": b"\"=cmd|' /C calc'!A0\"",
    "header break": b'"a\\r\\nSet-Cookie: x=1"',
    "path": b'"../../etc/passwd\\\\..\\\\"',
    "markup": b'"<script>alert(1)</script>"',
    "date 0000": b'"0000-00-00"',
    "date 9999": b'"9999-12-31T23:59:59.999999+14:00"',
    "date odd zone": b'"2022-02-29T24:00:00+99:99"',
    "uuid upper": b'"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"',
    "64 KB text": b'"' + b"x" * 65_536 + b'"',
    "thousand items": b"[" + b",".join([b"1"] * 1000) + b"]",
}
_SHAPES: dict[str, bytes] = {
    "alone": b"@",
    "field": b'{"a":@}',
    "list": b"[1,@]",
    "deep": b'{"a":{"b":[{"c":@}]}}',
    "second": b'{"name":"x","note":@,"z":1}',
}
_TEXT = '{"name":"张三","note":"' + CANARY + '"}'
_SOUND = b'{"a":[1,"x",{"b":null}],"c":true}'
_WRONG_TYPES: tuple[str | None, ...] = (
    None, "", "text/plain", "text/html", "text/json", "application/xml", "application/octet-stream",
    "application/jsonx", "application/json-patch", "application/msgpack", "application/cbor",
    "application/x-yaml", "application/pdf", "application/javascript", "image/png", "json", "*/*",
    "application/*", "application/json, text/plain", "application/json; charset=utf-16",
    "application/json; charset=gbk", "application/json; charset=utf-7", "application/json;charset*=utf-7''x",
    "application/json; charset=rot13", "application/json; charset=utf-8; charset=utf-16",
    "multipart/mixed; boundary=x", "message/rfc822", "x" * 3000, "\xff\xfe", "application/ json",
)  # fmt: skip
_FORMS: dict[str, tuple[str, bytes]] = {
    "form": ("application/x-www-form-urlencoded", b"a=1&b=" + CANARY.encode()),
    "form NUL": ("application/x-www-form-urlencoded", b"a=%00"),
    "form raw NUL": ("application/x-www-form-urlencoded", b"a=\x00"),
    "form surrogate": ("application/x-www-form-urlencoded", b"a=%ED%A0%80&a=%FF"),
    "form many": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(5000))),
    "form as utf-16": ("application/x-www-form-urlencoded; charset=utf-16", "a=1".encode("utf-16")),
    "multipart no boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "multipart empty boundary": ("multipart/form-data; boundary=", b"--\r\n\r\n----"),
    "multipart garbage": ("multipart/form-data; boundary=x", b"\x00\xff" * 50),
    "multipart cut": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
    "multipart utf-7": (
        "multipart/form-data; boundary=x; charset=utf-7",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n+2AA-\r\n--x--\r\n',
    ),
    "multipart many": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' * 1500 + b"--x--\r\n",
    ),
}  # fmt: skip


def _corpus() -> Iterator[Hostile]:
    for name, value in POISON.items():
        for shape, template in _SHAPES.items():
            yield Hostile(f"{name} · {shape}", template.replace(b"@", value))
    for name, value in AWKWARD.items():
        for shape in ("alone", "field"):
            yield Hostile(f"{name} · {shape}", _SHAPES[shape].replace(b"@", value), refuse=False)
    for cut in range(1, len(_SOUND)):
        yield Hostile(f"cut after {cut}", _SOUND[:cut])
    for tail in (b",", b"}", b"]", b"\x00", b" {}", b"//", b"\xef\xbb\xbf"):
        yield Hostile(f"tail {tail!r}", _SOUND + tail)
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig", "gb18030", "utf-7"):
        yield Hostile(f"encoded as {codec}", _TEXT.encode(codec))
    for kind in _WRONG_TYPES:
        yield Hostile(f"content type {str(kind)[:40]!r}", _TEXT.encode(), kind)
    for name, (kind, body) in _FORMS.items():
        yield Hostile(name, body, kind)
    yield from _big()
    for key in ("", "__proto__", "__class__", "constructor", "$ref", "a.b[0]", "x" * 5000, CANARY + " "):
        yield Hostile(f"key {key[:20]!r}", json.dumps({key: 1}).encode(), refuse=False)
    for name, poison in {"NUL": rb"\u0000", "surrogate": rb"\ud800", "raw control": b"\x02"}.items():
        yield Hostile(f"key with {name}", b'{"a' + poison + b'":1}')


def _big() -> Iterator[Hostile]:
    text = CANARY.encode() * 60_000
    yield Hostile("1.2 MB text", b'{"a":"' + text + b'"}')
    yield Hostile("1.2 MB of spaces", b" " * 1_200_000 + b"{}")
    yield Hostile("900 KB text", b'{"a":"' + b"x" * 900_000 + b'"}', refuse=False)
    yield Hostile("50,000 keys", json.dumps({f"k{n}": n for n in range(50_000)}).encode(), refuse=False)
    yield Hostile("100,000 items", b"[" + b",".join([b"1"] * 100_000) + b"]", refuse=False)
    yield Hostile("100k lists unclosed", b"[" * 100_000)
    yield Hostile("100k objects unclosed", b'{"a":' * 100_000)
    yield Hostile("100k mixed", b'[{"a":' * 100_000)
    yield Hostile("65 objects", b'{"a":' * 65 + b"1" + b"}" * 65)
    yield Hostile("quotes and backslashes", b'"' + b'\\"' * 300_000)
    yield Hostile("only backslashes", b'"' + b"\\" * 500_000)


HOSTILE_BODIES: tuple[Hostile, ...] = tuple(_corpus())

#: What stands in a path or query parameter, percent-encoded.
HOSTILE_PARAMETERS: tuple[str, ...] = (
    "%00", "a%00b", "%ED%A0%80", "%FF%FE", "%C0%80", "%0d%0aX-Evil:1", "%0a", "%7f", "..%2f..%2fetc",
    "%2e%2e",
    "9223372036854775807", "9223372036854775808", "18446744073709551616", "-9223372036854775809", "-1", "0",
    "9" * 5000, "NaN", "Infinity", "1e400", "0x10", "1.5", "%20", "%E2%80%AE", "%F0%A0%AE%B7", "%25",
    "%5B%5D",
    "true", "null", "%27%20OR%201%3D1--", "%25s%25n", "{}", "0000-00-00", "9999-12-31", "W10", "bnVsbA", "%",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "x" * 6000,
)  # fmt: skip


def mutations(valid: Any) -> Iterator[Hostile]:
    """Plant every poison and awkward value at every leaf of ``valid``, drop and add fields.

    Args:
        valid: A JSON value that the route accepts.
    """
    for path in _leaves(valid):
        where = ".".join(map(str, path)) or "top"
        for name, raw in POISON.items():
            yield Hostile(f"{name} at {where}", _planted(valid, path, raw))
        for name, raw in AWKWARD.items():
            yield Hostile(f"{name} at {where}", _planted(valid, path, raw), refuse=False)
    if isinstance(valid, dict):
        for key in valid:
            rest = {name: value for name, value in valid.items() if name != key}
            yield Hostile(f"without {key}", json.dumps(rest).encode(), refuse=False)
        for extra in ("role", "council_id", "score", "status", "id", "a b"):
            if extra not in valid:
                yield Hostile(f"with {extra}", json.dumps({**valid, extra: CANARY}).encode())


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    below = list(inner)
    for key, child in below:
        yield from _leaves(child, (*path, key))
    if not below:
        yield path


def _planted(valid: Any, path: tuple[Any, ...], raw: bytes) -> bytes:
    mark = "@@planted-here@@"
    holder = {"": copy.deepcopy(valid)}
    target: Any = holder
    for key in ("", *path)[:-1]:
        target = target[key]
    target[("", *path)[-1]] = mark
    return json.dumps(holder[""], ensure_ascii=False).encode().replace(f'"{mark}"'.encode(), raw)
