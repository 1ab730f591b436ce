"""Request ids, headers, log lines, meters and probes."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.core.http.logs import ACCESS, FAULTS, JsonLines
from tests.core.http.front_door import Limits, caller, front_door


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the logs of the edge say while a test runs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    for logger in (ACCESS, FAULTS):
        logger.addHandler(handler)
    before = ACCESS.level
    ACCESS.setLevel(logging.INFO)
    yield stream
    ACCESS.setLevel(before)
    for logger in (ACCESS, FAULTS):
        logger.removeHandler(handler)


def test_every_answer_carries_the_safe_headers_and_a_fresh_id() -> None:
    client = caller()
    seen = set()
    for path in ("/api/v1/numbers", "/api/v1/nowhere", "/api/v1/page", "/api/v1/fault", "/api/v1/x%00"):
        answer = client.get(path, headers={"x-request-id": "forged"})
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "strict-transport-security" not in answer.headers
        seen.add(answer.headers["x-request-id"])
    assert len(seen) == 5
    assert "forged" not in seen


def test_a_page_may_load_from_itself_and_data_may_load_nothing() -> None:
    client = caller()
    assert client.get("/api/v1/page").headers["content-security-policy"].startswith("default-src 'self'")
    assert client.get("/api/v1/numbers").headers["content-security-policy"].startswith("default-src 'none'")


def test_data_is_private_and_refusals_are_not_stored() -> None:
    client = caller()
    assert client.get("/api/v1/numbers").headers["cache-control"] == "private, no-cache"
    assert client.get("/api/v1/taken").headers["cache-control"] == "no-store"


def test_https_is_promised_only_over_https() -> None:
    assert "strict-transport-security" in caller(base="https://testserver").get("/api/v1/numbers").headers


def test_the_log_line_holds_the_template_and_nothing_personal(lines: io.StringIO) -> None:
    client = caller()
    client.post("/api/v1/notes/13800000001?name=zhangsan", json={"title": "13800000002"})
    client.get("/api/v1/nowhere/13800000003")
    written = lines.getvalue()
    assert "1380000000" not in written
    assert "zhangsan" not in written
    first, second = (json.loads(line) for line in written.splitlines())
    assert first["route"] == "/api/v1/notes/{note_id}"
    assert (first["method"], first["status"], second["route"]) == ("POST", 422, "(none)")


def test_a_fault_is_logged_by_class_and_place_never_by_its_message(lines: io.StringIO) -> None:
    caller(front_door(fault=ValueError("13800000001\n{forged line}"))).get("/api/v1/fault")
    fault = json.loads(lines.getvalue().splitlines()[0])
    assert fault["fault"][0]["class"] == "builtins.ValueError"
    assert any("front_door.py" in place for place in fault["fault"][0]["at"])
    assert "1380000" not in lines.getvalue()
    assert len(lines.getvalue().splitlines()) == 2


def test_control_characters_cannot_forge_a_line() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "a\nb\x1b[31m%s", ("\r\n\x00",), None)
    line = JsonLines().format(record)
    assert line.isprintable()
    assert json.loads(line)["event"] == "a\nb\x1b[31m\r\n\x00"


def test_an_answer_that_breaks_off_breaks_the_connection(lines: io.StringIO) -> None:
    strict = TestClient(front_door())
    with pytest.raises(RuntimeError):
        strict.get("/api/v1/half")
    assert '"event":"internal_error"' in lines.getvalue()


def test_metrics_count_by_template_and_status() -> None:
    client = caller()
    client.get("/api/v1/numbers")
    client.get("/api/v1/secret-path")
    text = client.get("/metrics").text
    assert 'lvzhi_requests_total{method="GET",route="/api/v1/numbers",status="200"} 1.0' in text
    assert 'lvzhi_request_seconds_count{method="GET",route="/api/v1/numbers"} 1.0' in text
    assert "secret-path" not in text


def test_metrics_are_hidden_from_the_world() -> None:
    app = front_door()
    assert caller(app).get("/metrics").status_code == 200
    assert caller(app, host="10.0.0.9").get("/metrics").status_code == 404
    assert caller(app).get("/metrics", headers={"x-forwarded-for": "8.8.8.8"}).status_code == 404
    guarded = front_door(Limits(metrics_token="t0ken"))
    assert caller(guarded).get("/metrics").status_code == 404
    far = caller(guarded, host="10.0.0.9")
    assert far.get("/metrics", headers={"authorization": "Bearer t0ken"}).status_code == 200
    assert far.get("/metrics", headers={b"authorization": "Bearer 错".encode()}).status_code == 404


def test_probes_tell_alive_from_ready() -> None:
    assert caller().get("/readyz").json() == {"status": "ok"}
    down = caller(front_door(fault=ConnectionRefusedError()))
    assert down.get("/healthz").status_code == 200
    answer = down.get("/readyz")
    assert (answer.status_code, answer.json()["word"], answer.headers["retry-after"]) == (
        503,
        "database_down",
        "5",
    )
    pending = caller(front_door(fault=RuntimeError())).get("/readyz")
    assert pending.json()["word"] == "migrations_pending"
