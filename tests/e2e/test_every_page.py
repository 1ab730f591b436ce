"""Every page of the phone and 数说: no fault, no sideways scrolling, no barrier."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/", "/calendar", "/records", "/records/new", "/records/new/opinion", "/records/new/proposal",
    "/records/new/research_report", "/records/new/charity", "/me", "/me/dossier", "/me/score",
    "/me/sessions", "/me/password", "/me/data", "/me/feedback", "/notices", "/help", "/nowhere",
    "/term-review", "/me/dossier?year=all",
)  # fmt: skip
TARGETS = """() => [...document.querySelectorAll('button, .btn, .row, .tabs a, .check, select, .box')]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
  .map((one) => one.className + ' ' + one.textContent.trim().slice(0, 20))"""


def barriers(page: Any) -> list[str]:
    """Return what axe calls serious or critical on the page."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def settle(page: Any, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core 未安装(make web)")
@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
def test_no_page_has_a_barrier_in_either_text_size(browser: Any, place: Site, large: bool) -> None:
    from tests.e2e.visitor import Visitor

    visitor = Visitor(browser, place.url, PHONES["usual"], bypass_csp=True)
    page = visitor.log_in(place.house().as_("member"))
    if large:
        page.evaluate("localStorage.setItem('lvzhi.text', 'large')")
    found: dict[str, list[str]] = {}
    for path in PAGES:
        settle(page, path)
        if bad := barriers(page):
            found[path] = bad
    assert not found
    assert not visitor.close()


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
def test_no_page_scrolls_sideways_or_has_small_targets(
    place: Site, visit: Callable[..., Any], large: bool
) -> None:
    page = visit((320, 640)).log_in(place.house().as_("member"))
    if large:
        page.evaluate("localStorage.setItem('lvzhi.text', 'large')")
    wide, small = [], {}
    for path in PAGES:
        settle(page, path)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)
        if path != "/term-review" and (found := page.evaluate(TARGETS)):
            small[path] = found
    assert (wide, small) == ([], {})


def test_the_chair_opens_the_list_behind_a_number(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    from app.core import clock

    body = {"occurred_on": clock.today().isoformat(), "section_id": house.section_id, "body": "建议。"}
    clerk = house.as_("section_clerk")
    made = house.as_("member").post("/opinions", json={"title": "一篇信息", **body}).json()
    clerk.post(f"/claims/{made['id']}/verify", headers={"If-Match": '"1"'})
    page = visit(DESK).log_in(house.as_("chair"))
    page.goto("/term-review")
    page.get_by_role("heading", name="社情民意信息").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK[0]
    page.locator(".l7 a.num").first.click()
    page.get_by_role("cell", name="一篇信息").wait_for()
