"""Browser, site and phone-sized pages; named and left out when a part is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from app.paths import web_dir
from tests.access.world import World, build
from tests.e2e import barriers
from tests.e2e.site import Site, site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONES = {"small": (360, 640), "usual": (390, 844)}
DESK = barriers.DESK


def missing() -> str:
    """Return what the browser tests lack here, in words; empty when nothing."""
    if CHROMIUM is None:
        return "没有 Chromium(Debian:apt-get install chromium)"
    if web_dir() is None:
        return "网页客户端没有构建（make web）"
    if not barriers.AXE.is_file():
        return "没有 axe-core（在 web/ 里运行 npm ci）"
    if find_spec("playwright") is None:
        return "没有 playwright"
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def seen(item: pytest.Item) -> bool:
        return Path(item.path).is_relative_to(Path(__file__).parent)

    here = [item for item in items if seen(item)]
    # Last: the browser's driver leaves its event loop running in the thread of the tests.
    items.sort(key=seen)
    lack = missing()
    if not here or not lack:
        return
    if os.environ.get("CI"):
        raise pytest.UsageError(f"浏览器测试不能缺：{lack}")
    for item in here:
        item.add_marker(pytest.mark.skip(reason=f"浏览器测试未运行：{lack}"))


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture(scope="session")
def world(place: Site) -> World:
    """A council with one of everything, its year evaluated."""
    made = build(place.house())
    run = made.things["run"]["own"]
    assert made.house.as_("secretariat").post(f"/runs/{run}/put-in-force").status_code == 200
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = launched(started)
        yield opened
        opened.close()


def launched(started: Any) -> Any:
    """Return Debian's Chromium, running."""
    # Without a graphics card its part is only acted, at a fifth of the time of all pages. Root may not
    # use Chromium's sandbox; anybody else keeps it.
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return started.chromium.launch(executable_path=CHROMIUM, args=arguments)


@pytest.fixture
def visit(browser: Any, place: Site) -> Iterator[Callable[..., Any]]:
    """Open a page of a size; every fault the browser saw fails the test at its end."""
    from tests.e2e.visitor import Visitor

    visitors: list[Visitor] = []

    def open_page(size: tuple[int, int] = PHONES["usual"], **more: Any) -> Visitor:
        visitors.append(Visitor(browser, place.url, size, **more))
        return visitors[-1]

    yield open_page
    faults = [fault for visitor in visitors for fault in visitor.close()]
    assert not faults, faults
