"""The phone's shell without a line, and a new version that waits for its reader."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.core.http.client import File
from app.core.http.etags import etag_of
from tests.access.world import World
from tests.e2e.conftest import PHONES
from tests.e2e.routes import ROUTER, addresses, routes
from tests.e2e.site import Site, site
from tests.e2e.visitor import Visitor

PAGES = ROUTER.parent / "pages"


def kept(worker: str) -> list[str]:
    """Return the files that a worker keeps."""
    found = re.search(r"FILES = (\[.*?\])", worker)
    assert found is not None
    return [str(one) for one in json.loads(found[1])]


def stems(*faces: str) -> set[str]:
    return {page.stem for face in faces for page in (PAGES / face).glob("*.vue")}


def name_of(file: str) -> str:
    # A hash of eight, which may hold hyphens too, follows the name.
    return Path(file).stem[:-9]


def later(files: list[str]) -> list[str]:
    """Return the kept files that only the desk and the wall need.

    Of a name that a page of the phone bears too, one script is the phone's.
    """
    scripts = [name_of(file) for file in files if file.endswith(".js")]
    shared = {name for name in stems("phone") if scripts.count(name) == 1}
    return [file for file in files if name_of(file) in stems("desk", "wall") - shared]


def test_the_worker_keeps_what_is_there_and_nothing_of_desk_and_wall(place: Site) -> None:
    files = kept(place.client.get("/sw.js").text)
    there = {name_of(file) for file in files}
    assert [file for file in files if place.client.get(f"/{file}").status_code != 200] == []
    # Home comes with the start.
    assert stems("phone") - there <= {"HomePage"}
    assert later(files) == []
    size = sum(int(place.client.head(f"/{file}").headers["content-length"]) for file in files)
    sys.stdout.write(f"{len(files)} files kept for off-line use, {size // 1000} kB packed\n")


def test_a_kept_page_of_the_desk_is_seen() -> None:
    planted = f'const FILES = ["assets/{sorted(PAGES.glob("desk/*.vue"))[0].stem}-D3adb33f.js"]'
    assert later(kept(planted))


def ready(visitor: Visitor, caller: Any) -> Any:
    """Log in and wait until the worker keeps the pages."""
    page = visitor.log_in(caller)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


@pytest.mark.slow
def test_every_page_of_the_phone_opens_without_a_line(browser: Any, place: Site, world: World) -> None:
    phone = set(routes(ROUTER / "phone.ts")) - {"/log-in", "/first-password"}
    visitor = Visitor(browser, place.url, PHONES["usual"])
    page = ready(visitor, world.callers["member"])
    visitor.off_line(True)
    shut = {}
    chosen = [one for one in addresses(world.things) if one.route in phone]
    for one in chosen:
        page.goto(one.path)
        page.locator("h1").first.wait_for(state="attached")
        page.wait_for_timeout(50)
        said = page.evaluate("document.querySelector('main').innerText.trim()")
        if len(said) < 4:
            shut[one.path] = said
    crashed = [fault for fault in visitor.close() if fault.startswith("page:")]
    sys.stdout.write(f"{len(chosen)} pages opened without a line\n")
    assert (shut, crashed) == ({}, [])


@pytest.fixture
def own_place(tmp_path: Path) -> Iterator[Site]:
    """A site whose client may be changed."""
    with site(tmp_path) as made:
        yield made


def changed(file: File, old: bytes, new: bytes) -> File:
    body = file.body.replace(old, new)
    assert body != file.body
    return replace(file, body=body, packed=None, headers=file.headers | {"ETag": etag_of(body)})


def version(page: Any) -> str:
    return str(page.evaluate("document.querySelector('meta[name=version]')?.content ?? 'first'"))


def test_a_new_version_waits_until_the_reader_agrees(browser: Any, own_place: Site) -> None:
    visitor = Visitor(browser, own_place.url, PHONES["usual"])
    page = ready(visitor, own_place.house().as_("member"))
    page.goto("/records/new/opinion")
    page.get_by_label("题目").fill("写到一半的题目")
    page.get_by_text("草稿已在").wait_for()

    files = own_place.web.files
    files["/sw.js"] = changed(files["/sw.js"], b"'lvzhi-", b"'lvzhi-second-")
    files["/"] = changed(files["/"], b"<title>", b'<meta name="version" content="second"><title>')
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)")
    strip = page.get_by_role("button", name="现在更新")
    strip.wait_for()
    assert page.get_by_label("题目").input_value() == "写到一半的题目"
    page.goto("/help")
    assert version(page) == "first", "the new version did not wait"

    strip.wait_for()
    with page.expect_navigation():
        strip.click()
    page.wait_for_function("() => document.querySelector('meta[name=version]') !== null")
    page.goto("/records")
    page.get_by_role("link", name="写到一半的题目").wait_for()
    assert not visitor.close()
