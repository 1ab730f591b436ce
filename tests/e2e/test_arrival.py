"""Reaching a page: its title is read out, back finds the place, paper and stillness are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.e2e.visitor import settle
from tests.facts.pieces import opinion

FOCUS = "document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()"


def test_the_title_of_a_new_page_has_the_focus(place: Site, visit: Callable[..., Any]) -> None:
    page = visit().log_in(place.house().as_("member"))
    settle(page, "/me")
    assert page.evaluate(FOCUS).startswith("BODY"), "a page opened by its address moves nothing"
    page.get_by_role("link", name="履职档案").click()
    page.wait_for_function("() => document.activeElement.tagName === 'H1'")
    assert page.evaluate(FOCUS) == "H1 履职档案"
    assert page.title().startswith("履职档案")
    page.go_back()
    page.wait_for_function("() => document.activeElement.textContent.trim() === '我的'")


def test_back_finds_the_place_in_a_list_that_is_fetched_anew(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    for number in range(25):
        opinion(house, house.as_("member"), title=f"第{number}篇信息")
    page = visit(PHONES["small"]).log_in(house.as_("member"))
    settle(page, "/records")
    link = page.get_by_role("link", name="第5篇信息")
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 300
    link.click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_url("**/records/*-*")
    assert page.evaluate("scrollY") == 0
    page.go_back()
    page.wait_for_function(f"() => Math.abs(scrollY - {before}) < 4")


def test_a_refused_page_keeps_its_address_and_says_why(place: Site, visit: Callable[..., Any]) -> None:
    page = visit().log_in(place.house().as_("member"))
    settle(page, "/desk/runs")
    assert page.get_by_role("heading", level=1).inner_text() == "这一页不对您的席位开放"
    assert page.url.endswith("/desk/runs")


def test_on_paper_nothing_can_be_pressed_and_no_table_is_cut(place: Site, visit: Callable[..., Any]) -> None:
    page = visit(DESK).log_in(place.house().as_("secretariat"))
    settle(page, "/desk/roster")
    page.emulate_media(media="print")
    pressed = "nav, button, .btn, .tabs, .strip, [role=search]"
    left = f"[...document.querySelectorAll('{pressed}')].filter((one) => one.checkVisibility()).length"
    assert page.evaluate(left) == 0
    cut = "[...document.querySelectorAll('.table')].map((one) => getComputedStyle(one).overflowX)"
    assert set(page.evaluate(cut)) == {"visible"}
    page.emulate_media(media="screen")
    assert page.evaluate(left) > 0


def test_who_wants_stillness_gets_it(place: Site, visit: Callable[..., Any]) -> None:
    page = visit(reduced_motion="reduce").log_in(place.house().as_("member"))
    settle(page, "/records")
    longest = """Math.max(0, ...[...document.querySelectorAll('*')].map((one) => {
      const style = getComputedStyle(one)
      return Math.max(parseFloat(style.transitionDuration), parseFloat(style.animationDuration)) || 0
    }))"""
    assert page.evaluate(longest) < 0.001
