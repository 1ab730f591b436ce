"""The chair's page in a browser: one sheet, from a bar to the list to the record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e import barriers
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.views.chairs_year import YEAR, ChairsYear, live
from tests.views.chairs_year import settle as settle_council

RED = "rgb(163, 35, 28)"
PAGES = (
    "/chair", "/chair?view=table", "/chair/attendance?kind=plenary", "/chair/contributions?family=opinions",
    "/chair/silent", "/chair/waiting", "/chair/returned", "/chair/objections", "/chair/grades",
    "/chair/grades?grade=优秀", "/chair/members", "/term-review?term=14",
    "/term-review/proposals_received?term=14",
)  # fmt: skip


@pytest.fixture(scope="module")
def year(place: Site) -> ChairsYear:
    made = settle_council(place.house())
    live(made)
    return made


def settle(page: Any, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")


def lines(page: Any, count: int) -> None:
    """Wait until the list has exactly so many lines."""
    from playwright.sync_api import expect

    expect(page.locator("tbody tr")).to_have_count(count)


def numbers(page: Any) -> dict[str, str]:
    """Return what each link of the page says, by where it leads."""
    found = page.locator("main a[href^='/chair/'], main a[href^='/term-review/']").evaluate_all(
        "all => all.map((one) => [one.getAttribute('href'), one.innerText])"
    )
    return {href: re.sub(r"[^\d.%]", "", said) for href, said in found}


def test_the_chair_goes_from_a_bar_to_the_list_to_the_record(
    visit: Callable[..., Any], year: ChairsYear
) -> None:
    page = visit(DESK).log_in(year.house.as_("chair"))
    page.goto("/chair")
    page.get_by_role("link", name="2月，2 件", exact=True).click()
    page.get_by_role("heading", name="2月，提案 2 件").wait_for()
    lines(page, 2)
    page.get_by_role("link", name="提案1", exact=True).click()
    page.wait_for_url("**/records/*")
    page.get_by_text("提案1").first.wait_for()
    page.go_back()
    page.go_back()
    page.get_by_role("heading", name="主席页").wait_for()


def test_a_rate_opens_its_lines_and_a_line_its_roll(visit: Callable[..., Any], year: ChairsYear) -> None:
    page = visit(DESK).log_in(year.house.as_("chair"))
    page.goto("/chair")
    row = page.get_by_role("row", name=re.compile("^全体会议"))
    assert "71.4%" in row.inner_text() and "5 / 7" in row.inner_text()
    row.get_by_role("link", name="71.4%").click()
    page.get_by_role("heading", name="全体会议，应到 7 人次").wait_for()
    lines(page, 7)
    page.get_by_role("link", name="缺席 1", exact=True).click()
    page.get_by_role("heading", name="全体会议，缺席 1 人次").wait_for()
    lines(page, 1)
    page.get_by_role("link", name="全体会议", exact=True).click()
    page.wait_for_url("**/roll")
    page.get_by_role("heading", name=re.compile("全体会议")).wait_for()
    # The chair reads the roll and keeps none.
    assert page.get_by_role("button", name=re.compile("确认")).count() == 0


def test_every_link_of_the_page_opens_as_many_lines_as_it_says(
    visit: Callable[..., Any], year: ChairsYear
) -> None:
    page = visit(DESK).log_in(year.house.as_("chair"))
    settle(page, "/chair?view=table")
    found = {
        href: said for href, said in numbers(page).items() if said.isdigit() and "/term-review" not in href
    }
    assert len(found) > 20
    for href in sorted(found)[::4]:
        page.goto(href)
        page.locator("h1 b").wait_for()
        lines(page, int(found[href]))


def test_chart_and_table_show_the_same_numbers(visit: Callable[..., Any], year: ChairsYear) -> None:
    page = visit(DESK).log_in(year.house.as_("chair"))
    settle(page, "/chair")
    chart = numbers(page)
    page.get_by_text("表", exact=True).click()
    page.get_by_role("row", name=re.compile("^合计")).wait_for()
    table = numbers(page)
    assert len(table) >= len(chart) > 20
    due = [href for href in chart if "attendance" in href and "status=due" in href]
    for href in set(chart) - set(due):
        assert table[href] == chart[href], href
    assert set(due) <= set(table)


def test_one_screen_holds_the_page_and_nothing_on_it_is_red(
    visit: Callable[..., Any], year: ChairsYear
) -> None:
    page = visit(DESK).log_in(year.house.as_("chair"))
    for path in ("/chair", "/chair?view=table", "/chair?year=2025"):
        settle(page, path)
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert size == [*DESK], path
        painted = page.evaluate(
            "[...document.querySelectorAll('body *')].flatMap((one) => { const s = getComputedStyle(one);"
            " return [s.color, s.backgroundColor, s.borderTopColor] })"
        )
        assert RED not in painted, path


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
def test_a_phone_reads_the_page_in_one_column(
    visit: Callable[..., Any], year: ChairsYear, large: bool
) -> None:
    page = visit((320, 640) if large else PHONES["small"]).log_in(year.house.as_("chair"))
    if large:
        page.evaluate("localStorage.setItem('lvzhi.text', 'large')")
    for path in PAGES:
        settle(page, path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    settle(page, "/chair")
    tops = page.locator(".cols > div").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().left)"
    )
    assert len(set(tops)) == 1


def test_the_last_numbers_stay_with_their_moment_when_new_ones_do_not_come(
    visit: Callable[..., Any], year: ChairsYear
) -> None:
    visitor = visit(DESK)
    page = visitor.log_in(year.house.as_("chair"))
    page.clock.install()
    settle(page, "/chair")
    before = numbers(page)
    visitor.off_line(True)
    page.clock.run_for(6 * 60_000)
    page.get_by_text("没有取到新数").wait_for()
    assert numbers(page) == before
    visitor.off_line(False)
    page.get_by_role("button", name="再试一次").click()
    page.get_by_text("没有取到新数").wait_for(state="detached")


def test_another_year_is_chosen_and_kept_in_the_address(visit: Callable[..., Any], year: ChairsYear) -> None:
    page = visit(DESK).log_in(year.house.as_("auditor"))
    settle(page, "/chair")
    page.get_by_label("年度").select_option("2025")
    page.get_by_text("2025 年度，截至 2025年12月31日").wait_for()
    assert "year=2025" in page.url
    page.get_by_text("本年度还没有确认过的出席。").first.wait_for()
    page.get_by_role("link", name="1 件").first.click()
    page.get_by_role("heading", name="提案 1 件").wait_for()
    lines(page, 1)


def test_the_page_prints_on_one_sheet(visit: Callable[..., Any], year: ChairsYear) -> None:
    page = visit(DESK).log_in(year.house.as_("chair"))
    for path in (f"/chair?year={YEAR}", "/chair?view=table", "/term-review?term=14"):
        settle(page, path)
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, path
        box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
        assert box is not None and float(box[1]) > float(box[2]), path


def test_the_walls_pages_keep_no_reader_out(browser: Any, place: Site, year: ChairsYear) -> None:
    assert barriers.barred(browser, place.url, year.house.as_("chair"), PAGES) == {}


def test_a_member_reads_the_figures_of_the_term_without_their_lists(
    visit: Callable[..., Any], year: ChairsYear
) -> None:
    page = visit(DESK).log_in(year.house.as_("member"))
    settle(page, "/term-review?term=14")
    assert page.locator(".l6 b").first.inner_text() == "4"
    assert page.locator("main a").count() == 0
    page.goto("/chair")
    page.get_by_role("heading", name="这一页不对您的席位开放").wait_for()


def test_grades_by_sector_lead_to_their_members_and_late_objections_to_theirs(
    visit: Callable[..., Any], year: ChairsYear
) -> None:
    page = visit(DESK).log_in(year.house.as_("chair"))
    settle(page, "/chair")
    page.get_by_role("link", name="各界别等次").click()
    page.get_by_role("row", name=re.compile("^教育")).get_by_role("link", name="1").last.click()
    page.get_by_role("heading", name=re.compile("^教育，(优秀|合格) ?1 人")).wait_for()
    lines(page, 1)
    settle(page, "/chair")
    page.get_by_role("link", name="1 项").click()
    page.get_by_role("heading", name="异议过期未答复 1 项").wait_for()
    page.get_by_role("link", name=re.compile("公益")).click()
    page.get_by_role("heading", name=re.compile("^乙")).wait_for()
