"""The body guard: strict JSON, size, pace, kind."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.exceptions import HTTPException

from app.core.errors import Invalid
from app.core.http import limits
from app.core.http.bodies import check_json
from app.core.http.limits import Bodies
from app.core.http.problems import SlowBody
from tests.core.http.front_door import KB, caller

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "where", "word"),
    [
        (b'{"a":NaN}', "a", "not_finite"),
        (b'{"a":[1,-Infinity]}', "a[1]", "not_finite"),
        (b"1e400", "body", "not_finite"),
        (b'{"a":{"b":9223372036854775808}}', "a.b", "int_too_big"),
        (b"-9223372036854775809", "body", "int_too_big"),
        (b'{"a":' + b"9" * 5000 + b"}", "a", "int_too_big"),
        (b'{"a":"x\\ud800"}', "a", "lone_surrogate"),
        (b'{"a":"\\u0000"}', "a", "nul_character"),
        (b'{"a\\u0000":1}', "?", "nul_character"),
        (b'{"r":[{"a":1,"a":2}]}', "r[0].a", "duplicate_key"),
        (b"[" * 65 + b"]" * 65, "body", "too_deep"),
        (b'{"a":' * 100_000, "body", "too_deep"),
        (b"\xef\xbb\xbf{}", "body", "byte_order_mark"),
        ("{}".encode("utf-16-le"), "body", "json_invalid"),
        (b'"\xff"', "body", "not_utf8"),
        (b"", "body", "json_invalid"),
        (b"{'a':1}", "body", "json_invalid"),
    ],
)
def test_a_wrong_place_is_named(body: bytes, where: str, word: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_json(body)
    assert [(error.where, error.word) for error in caught.value.errors] == [(where, word)]


def test_all_wrong_places_are_named_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        check_json(b'{"a":NaN,"b":["\\u0000",1e999],"c":1}')
    assert [error.where for error in caught.value.errors] == ["a", "b[0]", "b[1]"]


@pytest.mark.parametrize(
    "body",
    [
        b"null",
        b'{"a":9223372036854775807,"b":-9223372036854775808,"c":1e308,"d":0.1}',
        rb'{"a":"\\u0000 \\ud800 \ud83d\ude00"}',
        b"[" * 64 + b"]" * 64,
        b'{"a":"' + b"[{" * 500 + b'"}',
        '{"名":"𠮷"}'.encode(),
    ],
)
def test_plain_json_passes(body: bytes) -> None:
    check_json(body)


@pytest.mark.parametrize(
    "body",
    [
        b'"' + b'\\"' * 500_000,
        b"[],[]," * 170_000,
        b'{"a":' * 200_000,
        ("{" + ",".join(f'"k{n}":0' for n in range(90_000)) + ',"k89999":1}').encode(),
        b"0." + b"1" * 1_000_000,
    ],
    ids=["escapes", "brackets", "depth", "late duplicate", "digits"],
)
def test_a_full_megabyte_of_malice_is_judged_in_well_under_a_second(body: bytes) -> None:
    started = time.perf_counter()
    with contextlib.suppress(Invalid):
        check_json(body)
    assert time.perf_counter() - started < 1


def test_a_body_within_the_limit_reaches_the_route_unchanged() -> None:
    sent = {"title": "一二三", "count": 5, "kind": "late", "on": "2022-03-01", "rows": []}
    answer = caller().post("/api/v1/notes/1", json=sent)
    assert (answer.status_code, answer.json()) == (200, sent)


def _pieces(size: int) -> Iterator[bytes]:
    yield b'{"title":"'
    for _ in range(size // KB):
        yield b"x" * KB
    yield b'"}'


def _multipart(size: int) -> Iterator[bytes]:
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    for _ in range(size // KB):
        yield b"y" * KB
    yield b"\r\n--b--\r\n"


def test_too_much_is_413_declared_or_chunked_json_or_upload() -> None:
    client = caller()
    long = "x" * 70 * KB
    form = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/api/v1/notes/1", json={"title": long}).status_code == 413
    assert client.post("/api/v1/notes/1", content=_pieces(70 * KB), headers=JSON).status_code == 413
    assert client.post("/api/v1/token", data={"username": long}).status_code == 413
    assert client.post("/api/v1/files", files={"file": b"y" * 300 * KB}).status_code == 413
    chunked = client.post("/api/v1/files", content=_multipart(300 * KB), headers=form)
    assert (chunked.status_code, chunked.json()["word"]) == (413, "too_large")
    assert client.post("/api/v1/files", content=_multipart(200 * KB), headers=form).json() == {
        "size": 200 * KB
    }
    assert client.post("/api/v1/files", files={"file": b"y" * 200 * KB}).json() == {"size": 200 * KB}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "multipart/form-data; boundary=x; charset=utf-7"},
        {"content-type": "application/json; charset=utf-8; charset=utf-7"},
        {"content-type": "application/json", "content-encoding": "gzip"},
    ],
)
def test_another_kind_or_encoding_is_415(headers: dict[str, str]) -> None:
    assert caller().post("/api/v1/notes/1", content=b'{"title":"ab"}', headers=headers).status_code == 415


def test_a_form_with_a_nul_is_refused_and_an_honest_one_is_read() -> None:
    client = caller()
    assert client.post("/api/v1/token", data={"username": "a\x00"}).json()["word"] == "nul_character"
    assert client.post("/api/v1/token", data={"username": "张三"}).json() == {"length": 2}


def test_odd_addresses_are_refused_before_any_route() -> None:
    client = caller()
    assert client.get("/api/v1/notes/%00").status_code == 404
    assert client.get("/api/v1/numbers?limit=%00").json()["word"] == "nul_character"
    assert client.get("/api/v1/numbers?x=" + "a" * 9000).status_code == 414
    assert client.get(f"/api/v1/numbers?number={2**63}").json()["errors"][0]["where"] == "query.number"
    assert (
        client.get("/api/v1/numbers?number=" + "9" * 5000).json()["errors"][0]["word"] == "int_parsing_size"
    )


def test_a_body_that_trickles_is_cut_off() -> None:
    async def nothing(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("a slow body must not reach the application")

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send() -> float:
        guard = Bodies(nothing, 1000, 1000, patience=0.1)
        scope = {
            "method": "POST",
            "headers": [(b"content-type", b"application/json"), (b"content-length", b"99")],
        }
        started = time.perf_counter()
        with pytest.raises(SlowBody):
            await guard.guarded(scope, receive)
        return time.perf_counter() - started

    assert asyncio.run(send()) < 2


def test_an_upload_is_waited_for_while_it_comes_at_a_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PACE", 1000)

    async def held(size: int) -> float:
        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0.02)
            return {"type": "http.request", "body": b" " * size, "more_body": True}

        within = limits.limited(receive, 10**6, 0.1)
        started = time.perf_counter()
        with pytest.raises(HTTPException):
            await every(within)
        return time.perf_counter() - started

    async def every(receive: Any) -> None:
        while True:
            await receive()

    assert 0.09 < asyncio.run(held(1)) < 0.3, "a byte now and then earns no time"
    assert 0.39 < asyncio.run(held(100)) < 2, "four times as long, and no longer"
