"""Every refusal is problem+json with a word and a Chinese sentence."""

from __future__ import annotations

import errno
import logging
import sqlite3
from typing import Any

import pytest
from sqlalchemy import exc as db

from app.core.http.sentences import FALLBACK, SENTENCES, sentence_of, where_of
from tests.core.http.front_door import caller, front_door

JSON = {"content-type": "application/json"}


def test_a_problem_of_the_house_keeps_its_word_sentence_and_extra_members() -> None:
    answer = caller().get("/api/v1/taken")
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body.pop("request_id") == answer.headers["x-request-id"]
    assert body == {
        "type": "urn:lvzhi:problem:signed_in_already",
        "title": "状态冲突",
        "status": 409,
        "detail": "已经签到。",
        "word": "signed_in_already",
        "errors": [],
        "seat": "A1",
    }


def test_a_problem_that_no_encoder_likes_is_still_an_answer() -> None:
    answer = caller().get("/api/v1/odd")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "a"


def test_all_wrong_fields_are_named_at_once_in_chinese() -> None:
    sent = {
        "title": "a",
        "count": "x",
        "kind": "gone",
        "on": "soon",
        "rows": [{"mobile": "12"}],
        "role": "chair",
    }
    answer = caller().post("/api/v1/notes/1", json=sent)
    assert answer.status_code == 422
    errors = {error["where"]: (error["word"], error["sentence"]) for error in answer.json()["errors"]}
    assert errors == {
        "title": ("string_too_short", "至少需要 2 个字。"),
        "count": ("int_parsing", "应为整数。"),
        "kind": ("literal_error", "只能是：'present' or 'late'。"),
        "on": ("date_from_datetime_parsing", "应为日期，如 2022-03-01。"),
        "rows[0].mobile": ("string_pattern_mismatch", "格式不正确。"),
        "role": ("extra_forbidden", "没有这个字段。"),
    }


def test_a_validator_of_ours_speaks_and_a_foreign_one_is_silenced() -> None:
    client = caller()
    ours = client.post("/api/v1/notes/1", json={"title": "a*b"}).json()["errors"]
    assert ours[0]["sentence"] == "标题不能有星号。"
    foreign = client.post("/api/v1/notes/1", json={"title": "secret#"})
    assert foreign.json()["errors"][0]["sentence"] == FALLBACK
    assert "secret" not in foreign.text


def test_every_sentence_can_be_filled_from_the_schema_alone() -> None:
    context = {
        "min_length": 1, "max_length": 2, "expected": "a", "expected_tags": "a", "discriminator": "kind",
        "gt": 1, "ge": 1, "lt": 1, "le": 1, "multiple_of": 2, "max_digits": 3, "decimal_places": 2,
        "whole_digits": 1, "expected_schemes": "https",
    }  # fmt: skip
    for kind, template in SENTENCES.items():
        said = sentence_of({"type": kind, "ctx": context})
        assert "{" not in said
        assert template == FALLBACK or said != FALLBACK, kind


@pytest.mark.parametrize(
    ("loc", "where"),
    [
        (("body",), "body"),
        (("body", "a", 0, "b"), "a[0].b"),
        (("path", "id"), "path.id"),
        (("body", "x y\n"), "?"),
        (("body", "x" * 65), "?"),
        (("body", 10**30), "[?]"),
        ((), "body"),
    ],
)
def test_a_place_is_written_without_the_callers_odd_names(loc: tuple[Any, ...], where: str) -> None:
    assert where_of(loc) == where


def test_an_unknown_address_and_a_wrong_method_are_problems_too() -> None:
    client = caller()
    assert client.get("/api/v1/nowhere").json()["word"] == "not_found"
    wrong = client.put("/api/v1/files")
    assert (wrong.status_code, wrong.json()["word"], wrong.headers["allow"]) == (
        405,
        "method_not_allowed",
        "POST",
    )
    assert client.get("/api/v1/numbers/").status_code == 404


def test_json_sent_to_a_form_and_a_form_sent_to_json_are_the_wrong_kind() -> None:
    client = caller()
    assert client.post("/api/v1/notes/1", data={"title": "ab"}).status_code == 415
    assert client.post("/api/v1/token", json={"username": "x"}).status_code == 415
    assert client.post("/api/v1/token", data={"name": "x"}).status_code == 422


def test_a_bug_answers_500_without_its_message(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "lvzhi.faults"):
        answer = caller(front_door(fault=RuntimeError("mobile 13800000000"))).get("/api/v1/fault")
    assert answer.status_code == 500
    assert answer.json()["word"] == "internal_error"
    assert "138" not in answer.text
    assert caplog.records[0].fields["request_id"] == answer.json()["request_id"]  # type: ignore[attr-defined]


def _lite(message: str, kind: type[db.DBAPIError] = db.OperationalError) -> db.DBAPIError:
    return kind("SELECT 1", {}, sqlite3.OperationalError(message))


class _Postgres(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


def _pg(state: str | None, kind: type[db.DBAPIError] = db.OperationalError) -> db.DBAPIError:
    return kind("SELECT 1", {}, _Postgres(state))


@pytest.mark.parametrize(
    ("fault", "status", "word"),
    [
        (_lite("database is locked"), 503, "unavailable"),
        (_lite("unable to open database file"), 503, "unavailable"),
        (_lite("database or disk is full"), 507, "no_space"),
        (_lite("no such table: members"), 500, "internal_error"),
        (_lite("UNIQUE constraint failed: a.b", db.IntegrityError), 409, "duplicate"),
        (_lite("FOREIGN KEY constraint failed", db.IntegrityError), 500, "internal_error"),
        (_pg(None), 503, "unavailable"),
        (_pg("57P01"), 503, "unavailable"),
        (_pg("40P01"), 503, "unavailable"),
        (_pg("53100"), 507, "no_space"),
        (_pg("23505", db.IntegrityError), 409, "duplicate"),
        (_pg("22021", db.DataError), 422, "not_storable"),
        (_pg("08006", db.InterfaceError), 503, "unavailable"),
        (_pg("42703", db.ProgrammingError), 500, "internal_error"),
        (db.TimeoutError(), 503, "unavailable"),
        (ConnectionRefusedError(111, "refused"), 503, "unavailable"),
        (OSError(errno.ENOSPC, "full"), 507, "no_space"),
        (FileNotFoundError(2, "gone"), 500, "internal_error"),
        (OverflowError("Python int too large to convert to SQLite INTEGER"), 422, "int_too_big"),
    ],
)
def test_a_fault_below_is_named_for_what_the_caller_can_do(fault: Exception, status: int, word: str) -> None:
    answer = caller(front_door(fault=fault)).get("/api/v1/fault")
    assert (answer.status_code, answer.json()["word"]) == (status, word)
    assert ("retry-after" in answer.headers) == (status == 503)


def test_the_openapi_document_names_the_problems_of_every_operation() -> None:
    app = front_door()
    document = app.openapi()
    posted = document["paths"]["/api/v1/notes/{note_id}"]["post"]["responses"]
    assert {"401", "403", "404", "409", "413", "415", "422", "429", "503"} <= posted.keys()
    assert posted["422"]["content"] == {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
    }
    assert "HTTPValidationError" not in document["components"]["schemas"]
    assert app.openapi() is document
