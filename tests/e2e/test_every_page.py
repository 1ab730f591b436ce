"""Every page in both text sizes: no barrier, no sideways scrolling, nothing too small."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from app.access.permissions import ROLES
from tests.access.world import World
from tests.e2e import barriers
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.judge import Crawler
from tests.e2e.routes import Address, addresses
from tests.e2e.site import Site


def on_desk(one: Address) -> bool:
    """Tell whether an address is worked with mouse and keyboard."""
    return one.route.startswith(("/desk", "/term-review", "/chair", "/hall"))


def judged(crawler: Crawler, one: Address) -> list[str]:
    """Open an address once and look at it in both text sizes and three widths."""
    usual = DESK if on_desk(one) else PHONES["usual"]
    page = crawler.page
    page.set_viewport_size({"width": usual[0], "height": usual[1]})
    crawler.settle(one.path)
    found: list[str] = []
    for text in barriers.in_both_sizes(page):
        page.set_viewport_size({"width": usual[0], "height": usual[1]})
        # On the desk large text is the same elements in the same colours: their places are what changes.
        here = barriers.serious(page) if text == "plain" or not on_desk(one) else []
        here += barriers.wide(page, barriers.ZOOMED) + barriers.covered(page)
        here += barriers.wide(page, barriers.NARROW)
        if not on_desk(one):
            here += barriers.small(page, text == "large")
        found += [f"{text}: {fault}" for fault in here]
    return found


#: In how many tests the pages are looked at, so that the workers end together.
PARTS = 3


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("face", ["phone", "desk"])
def test_no_page_keeps_a_reader_out(browser: Any, place: Site, world: World, face: str, part: int) -> None:
    staff = set(ROLES) - {"member"}
    reader = (
        world.callers["member"]
        if face == "phone"
        else world.house.seat(*staff, section_id=world.house.section_id)
    )
    crawler = barriers.reading(browser, place.url, PHONES["usual"])
    crawler.log_in(reader)
    chosen = [one for one in addresses(world.things) if on_desk(one) == (face == "desk")]
    chosen = [one for one in chosen if one.route not in {"/log-in", "/first-password"}][part::PARTS]
    assert chosen, "no page was found"
    found = {one.path: faults for one in chosen if (faults := judged(crawler, one))}
    crawler.close()
    sys.stdout.write(f"{len(chosen)} pages of the {face} judged in both text sizes and three widths\n")
    assert not found, "\n".join(f"{path}: {faults}" for path, faults in found.items())


def test_the_log_in_keeps_no_reader_out(browser: Any, place: Site) -> None:
    crawler = barriers.reading(browser, place.url, PHONES["usual"])
    found = judged(crawler, Address("/log-in", "/log-in"))
    crawler.close()
    assert not found


PLANTED: dict[str, Callable[[Any], list[str]]] = {
    "main.innerHTML += '<button></button>'": barriers.serious,
    "main.innerHTML += '<p style=\"color: #bbb\">浅字</p>'": barriers.serious,
    "main.innerHTML += '<div style=\"width: 500px\">宽</div>'": lambda page: barriers.wide(page, (320, 640)),
    "main.innerHTML += '<button class=\"btn\" style=\"min-height: 0; height: 30px\">小</button>'":
        lambda page: barriers.small(page, large=False),
    "main.innerHTML += '<a class=\"btn main\" style=\"min-height: 0; height: 50px\">小</a>'":
        lambda page: barriers.small(page, large=True),
    "main.innerHTML += '<p style=\"position: fixed; inset: 0\">盖</p>'": barriers.covered,
}  # fmt: skip


@pytest.mark.parametrize(("script", "look"), PLANTED.items(), ids=[str(n) for n in range(len(PLANTED))])
def test_a_planted_barrier_is_found(
    browser: Any, place: Site, script: str, look: Callable[[Any], list[str]]
) -> None:
    crawler = barriers.reading(browser, place.url, PHONES["usual"])
    crawler.settle("/help")
    before = look(crawler.page)
    crawler.page.evaluate(f"{{ const main = document.querySelector('main'); {script} }}")
    after = look(crawler.page)
    crawler.close()
    assert not before and after


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
