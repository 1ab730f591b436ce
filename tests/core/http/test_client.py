"""The built client, its page for deep links, and the plain 404 beside them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.core.http import Client, install
from app.core.settings import Settings


def served(folder: Path | None) -> TestClient:
    application = FastAPI()
    install(application, Settings(env="test"))
    application.router.default = Client(folder, application.router.default)
    return TestClient(application)


@pytest.fixture
def built(tmp_path: Path) -> TestClient:
    """A client of four files."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<html lang='zh-CN'>page</html>")
    (tmp_path / "sw.js").write_text("self.addEventListener('fetch', () => 0)")
    (tmp_path / "assets" / "index-a1b2.js").write_text("const words = 'words'\n" * 100)
    (tmp_path / ".built-from").write_text("0" * 64)
    return served(tmp_path)


@pytest.mark.parametrize("path", ["/", "/records/new/opinion", "/term-review/proposals_filed"])
def test_every_deep_link_answers_the_page(built: TestClient, path: str) -> None:
    answer = built.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert "page" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api", "/assets/gone-0000.js", "/.built-from"])
def test_a_missing_file_and_a_wrong_path_of_the_api_stay_problems(built: TestClient, path: str) -> None:
    answer = built.get(path)
    assert (answer.status_code, answer.json()["word"]) == (404, "not_found")


def test_a_post_to_a_wrong_path_of_the_api_is_not_found(built: TestClient) -> None:
    assert built.post("/api/v1/nothing").status_code == 404


def test_hashed_files_are_kept_for_ever_and_packed(built: TestClient) -> None:
    answer = built.get("/assets/index-a1b2.js")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    with built.stream("GET", "/assets/index-a1b2.js") as raw:
        assert gzip.decompress(b"".join(raw.iter_raw())).decode() == answer.text
    plain = built.get("/assets/index-a1b2.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == answer.text


def test_a_page_that_did_not_change_is_not_sent_again(built: TestClient) -> None:
    tag = built.get("/").headers["etag"]
    assert built.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_the_worker_may_fetch_what_it_keeps(built: TestClient) -> None:
    answer = built.get("/sw.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert "connect-src 'self'" in answer.headers["content-security-policy"]


def test_a_service_without_a_client_says_how_to_build_it() -> None:
    bare = served(None)
    answer = bare.get("/")
    assert answer.status_code == 200 and "make web" in answer.text and "/docs" in answer.text
    assert bare.get("/records").status_code == 404
