"""Cursors and versions survive what callers do to them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import column
from sqlalchemy.dialects import sqlite

from app.core.errors import Invalid, PreconditionRequired, Stale
from app.core.http.etags import etag_of, is_fresh, require_match, same_strong, same_weak, tagged, version_of
from app.core.http.paging import behind, read_cursor, write_cursor
from tests.core.http.front_door import caller


def test_a_list_is_read_whole_page_by_page() -> None:
    client, seen, cursor = caller(), [], None
    while True:
        page = client.get(
            "/api/v1/numbers", params={"limit": 50, **({"cursor": cursor} if cursor else {})}
        ).json()
        seen += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == list(range(120))


@pytest.mark.parametrize("limit", ["0", "-1", "101", "x", "1e3", "9" * 30])
def test_a_page_size_outside_1_to_100_is_refused(limit: str) -> None:
    answer = caller().get("/api/v1/numbers", params={"limit": limit})
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "query.limit")


@pytest.mark.parametrize(
    "cursor", ["", "x", "W10", "bnVsbA", "%00", "e30", "!!!!", "ö", "W1tbW1tb" * 200, "x" * 2049]
)
def test_a_made_up_cursor_is_a_named_error(cursor: str) -> None:
    answer = caller().get("/api/v1/numbers", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["errors"][0]["where"]) == (422, "query.cursor")


def test_a_cursor_brings_its_values_back() -> None:
    key = ("张三", 7, date(2022, 3, 1), datetime(2022, 3, 1, 9, tzinfo=UTC))
    cursor = write_cursor(key, "by_name")
    assert read_cursor(cursor, (str, int, date, datetime), "by_name") == key
    assert read_cursor(write_cursor(("a", "b")), 2) == ("a", "b")
    assert read_cursor(None) is None


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        (("a",), (int,)),
        ((True,), (int,)),
        ((2**63,), (int,)),
        (("a\x00",), (str,)),
        (("\ud800",), (str,)),
        (("x" * 501,), (str,)),
        ((1, 2), (int,)),
        (("soon",), (date,)),
        (("2022-03-01T09:00:00",), (datetime,)),
        (("0001-01-01T00:00:00+14:00",), (datetime,)),
    ],
)
def test_a_cursor_with_other_values_is_refused(key: tuple[object, ...], kinds: tuple[type, ...]) -> None:
    with pytest.raises((Invalid, UnicodeEncodeError)):
        read_cursor(write_cursor(key), kinds)


def test_a_cursor_of_another_order_is_refused() -> None:
    with pytest.raises(Invalid):
        read_cursor(write_cursor(("a",), "by_name"), 1, "by_date")


def test_behind_is_one_row_comparison() -> None:
    said = str(
        behind([column("name"), column("id")], ("a", "1"), descending=True).compile(dialect=sqlite.dialect())
    )
    assert said == "(name, id) < (?, ?)"


def test_tags_are_equal_strongly_and_weakly() -> None:
    tag = etag_of(b"x")
    assert etag_of(7) == etag_of("7") != tag
    assert same_strong(tag, tag)
    assert not same_strong(f"W/{tag}", f"W/{tag}")
    assert same_weak(f"W/{tag}", tag)


@pytest.mark.parametrize(
    ("header", "fresh"),
    [
        (None, False),
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
    ],
)
def test_a_reader_who_has_the_version_gets_304(header: str | None, fresh: bool) -> None:
    assert is_fresh(header, '"a"') is fresh
    answer = tagged(b"{}", header, etag='"a"')
    assert (answer.status_code == 304) is fresh
    assert (answer.headers["etag"], answer.headers["cache-control"]) == ('"a"', "private, no-cache")
    assert answer.body == (b"" if fresh else b"{}")


def test_a_writer_must_name_the_newest_version() -> None:
    require_match('"3"', '"3"')
    require_match('W/"3"', '"3"')
    assert version_of('"3"') == version_of('W/"3"') == 3
    for missing in (None, "", "*"):
        with pytest.raises(PreconditionRequired):
            require_match(missing, '"3"')
    for stale in ('"2"', '"x"', '"1", "2"'):
        with pytest.raises(Stale):
            require_match(stale, '"3"')
    for never in ('"x"', '"1", "2"', '"' + "9" * 30 + '"', '"-1"', '"\xb2"'):
        with pytest.raises(Stale):
            version_of(never)
    for malformed in ("3", '"', '"a', "W/", '"a" "b"', '"\x00"', '"a",' * 3000):
        with pytest.raises(Invalid):
            version_of(malformed)
