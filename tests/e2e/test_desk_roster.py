"""The office keeps its roster at the desk: imports, mends, looks up, corrects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core import clock
from tests.council import rosters
from tests.e2e.barriers import barred
from tests.e2e.conftest import DESK
from tests.e2e.site import Site
from tests.factories.house import House

#: What the clerk got wrong: row (from 0), column, what stands there, what it should be.
PLANTED = [
    (4, "姓名", "", "陈一鸣"),
    (5, "手机", "1380573", "13805730005"),
    (6, "出生日期", "1978-02-30", "1978-02-28"),
    (7, "界别", "经济", "经济界"),
    (8, "性别", "男性", "男"),
    (9, "党派", "某党派", "群众"),
]


def sheet(size: int = 24) -> bytes:
    rows = rosters.good(size)
    for row, title, written, _ in PLANTED:
        rows[row][rosters.HEADINGS.index(title)] = written
    return rosters.as_xlsx(rows)


def roster(house: House, size: int = 12) -> None:
    """Give the council a roster without any mistake."""
    rosters.prepare(house)
    office = house.as_("secretariat")
    shown = office.post("/imports/roster", files={"file": ("名册.xlsx", rosters.as_xlsx(rosters.good(size)))})
    done = office.post(f"/imports/{shown.json()['id']}/commit")
    assert done.status_code == 200, done.text


def hand_in(page: Any, data: bytes, name: str = "十四届名册.xlsx") -> None:
    page.goto("/desk/imports")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("选择委员名册文件").click()
    chooser.value.set_files([{"name": name, "mimeType": "application/octet-stream", "buffer": data}])
    page.wait_for_url("**/desk/imports/*-*")


def test_a_roster_with_mistakes_is_mended_in_place_written_and_found(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    rosters.prepare(house)
    page = visit(DESK).log_in(house.as_("secretariat"))
    hand_in(page, sheet())
    page.get_by_role("heading", name="18 行可以写入，6 行有 6 处要改").wait_for()
    # Exactly the planted mistakes are marked, each at its cell.
    marked = page.locator("td.bad").evaluate_all("all => all.map((one) => one.dataset.cell)")
    letters = {title: chr(ord("A") + at) for at, title in enumerate(rosters.HEADINGS)}
    assert marked == [f"{letters[title]}{row + 2}" for row, title, _, _ in PLANTED]
    assert page.locator(".side li").count() == len(PLANTED)
    assert page.get_by_role("button", name="写入 18 行").is_disabled()
    # Enter in an untouched field only goes on to the next; K comes back.
    page.keyboard.press("Enter")
    assert page.locator(".side li.on").get_attribute("data-where") == "G7"
    page.locator(".side li").first.click()
    for left, (_row, title, _, right) in zip(range(5, -1, -1), PLANTED, strict=True):
        item = page.locator(".side li.on")
        item.get_by_text(title).first.wait_for()
        if title in {"界别", "性别"}:
            # The check knows the nearest allowed word: one key takes it.
            page.wait_for_function(
                "w => document.activeElement.textContent.trim() === w", arg=f"改为“{right}”"
            )
            page.keyboard.press("Enter")
        elif title == "党派":
            item.get_by_role("combobox").select_option(right)
        else:
            item.get_by_role("textbox").fill(right)
            page.keyboard.press("Enter")
        page.wait_for_function("n => document.querySelectorAll('.side li').length === n", arg=left)
    page.get_by_role("heading", name="24 行都可以写入").wait_for()
    page.get_by_role("button", name="写入 24 行").click()
    page.get_by_role("heading", name="已写入：新增 24").wait_for()
    page.get_by_role("link", name="陈一鸣").click()
    page.get_by_role("heading", name="陈一鸣").wait_for()
    page.get_by_role("link", name="委员名册").click()
    page.get_by_role("heading", name="在任委员 24 名").wait_for()
    page.get_by_label("姓名、拼音、编号").first.fill("陈一鸣")
    page.get_by_role("heading", name="符合条件的委员 1 名").wait_for()
    page.get_by_role("link", name="陈一鸣").wait_for()


def test_what_was_mended_is_taken_back_by_one_key_and_a_row_is_left_out(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    rosters.prepare(house)
    page = visit(DESK).log_in(house.as_("secretariat"))
    hand_in(page, sheet())
    page.locator(".side li", has_text="界别").click()
    page.get_by_role("button", name="改为“经济界”").click()
    page.get_by_text("第 9 行界别已改。").wait_for()
    page.get_by_role("button", name="撤回上一步").click()
    page.locator("td.bad", has_text="经济").wait_for()
    page.locator(".side li", has_text="第 6 行 姓名").click()
    page.get_by_role("button", name="不导入这一行").click()
    page.get_by_role("dialog").get_by_role("button", name="不导入这一行").click()
    page.get_by_role("heading", name="18 行可以写入，5 行有 5 处要改").wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="下载 5 行待改表").click()
    assert got.value.suggested_filename == "十四届名册（待改）.xlsx"
    page.get_by_role("button", name="放弃").click()
    page.get_by_role("heading", name="这次导入已放弃").wait_for()


def test_a_clerk_imports_opinions_and_takes_all_of_them_back(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    house.member("王小明")
    clerk = house.as_("section_clerk")
    page = visit(DESK).log_in(clerk)
    rows = [["垃圾分类", "2022-04-01", "王晓明"], ["电瓶车充电", "2022-04-02", "王小明"]]
    data = rosters.as_csv(rows, "gb18030", ["信息标题", "日期", "作者"])
    page.goto("/desk/imports")
    page.get_by_label("种类").select_option("社情民意信息")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("选择社情民意信息文件").click()
    chooser.value.set_files([{"name": "信息.csv", "mimeType": "text/csv", "buffer": data}])
    page.get_by_role("heading", name="1 行可以写入，1 行有 1 处要改").wait_for()
    page.get_by_role("button", name="改为“王小明”").click()
    page.get_by_role("button", name="写入 2 行").click()
    page.get_by_role("heading", name="已写入：新增 2").wait_for()
    page.get_by_role("link", name="垃圾分类").wait_for()
    page.get_by_role("button", name="整批撤回").click()
    page.get_by_role("dialog").get_by_role("button", name="整批撤回").click()
    page.get_by_role("heading", name="这次导入的 2 条已整批撤回").wait_for()
    assert page.get_by_role("button", name="整批撤回").count() == 0
    assert {one["state"] for one in clerk.get("/opinions").json()["items"]} == {"withdrawn"}


def test_the_desk_begins_with_what_waits(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    rosters.prepare(house)
    office = house.as_("secretariat")
    page = visit(DESK).log_in(office)
    page.get_by_role("heading", name="工作台").wait_for()
    house.member("郑未编")
    office.post("/imports/roster", files={"file": ("待改.xlsx", sheet())})
    page.reload()
    page.get_by_role("heading", name="有 2 件事在等").wait_for()
    page.get_by_role("link", name="1 名委员未编入专门委员会").wait_for()
    page.get_by_role("link", name="“待改.xlsx”有 6 处要改，还没有写入").click()
    page.get_by_role("heading", name="18 行可以写入，6 行有 6 处要改").wait_for()


def test_a_file_that_is_no_table_is_refused_before_it_is_sent(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto("/desk/imports")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("选择委员名册文件").click()
    chooser.value.set_files([{"name": "名册.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}])
    page.get_by_text("“名册.pdf”不是 .xlsx 或 .csv 文件").wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="下载模板").click()
    assert got.value.suggested_filename == "委员名册模板.xlsx"


def test_a_coverage_number_opens_its_list_and_a_name_the_member(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    roster(house)
    house.member("郑未编")
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto("/desk/coverage")
    page.get_by_role("link", name="专门委员会未编入 1 名，看名单").click()
    page.get_by_role("heading", name="未编入专门委员会的 1 名委员").wait_for()
    page.get_by_role("link", name="郑未编").click()
    page.get_by_role("heading", name="郑未编").wait_for()
    page.get_by_role("button", name="编入机构").click()
    page.get_by_role("dialog").get_by_label("机构").select_option("提案委")
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    page.get_by_role("cell", name="提案委", exact=True).wait_for()
    page.goto("/desk/coverage")
    page.get_by_role("heading", name="未编入").wait_for()
    assert page.get_by_role("link", name="专门委员会未编入").count() == 0


def test_a_post_is_ended_taken_back_and_another_added(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member = house.member("周常委", standing=True)
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto(f"/desk/members/{member}")
    page.get_by_role("button", name="结束：常委").click()
    page.get_by_role("dialog").get_by_role("button", name="结束", exact=True).click()
    page.get_by_text("已保存。").wait_for()
    office, today = house.as_("secretariat"), clock.today().isoformat()
    assert office.get(f"/members/{member}").json()["posts"][0]["ends_on"] == today
    with page.expect_response(lambda one: one.request.method == "PATCH" and one.ok):
        page.get_by_role("button", name="撤回上一步").click()
    assert office.get(f"/members/{member}").json()["posts"][0]["ends_on"] is None
    page.get_by_role("button", name="担任职务").click()
    sheet_box = page.get_by_role("dialog")
    sheet_box.get_by_role("button", name="确定").click()
    sheet_box.get_by_text("请填写政协职务。").wait_for()
    sheet_box.get_by_label("政协职务").select_option("副主席")
    sheet_box.get_by_role("button", name="确定").click()
    page.get_by_role("cell", name="副主席", exact=True).wait_for()
    posts = {one["post"]: one["starts_on"] for one in office.get(f"/members/{member}").json()["posts"]}
    assert posts == {"standing_member": "2022-02-20", "vice_chair": today}


def test_base_facts_are_changed_and_the_whole_mobile_is_shown_on_demand(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    roster(house, 3)
    office = house.as_("secretariat")
    member = office.get("/members?q=14-000").json()["items"][0]
    page = visit(DESK).log_in(office)
    page.goto(f"/desk/members/{member['id']}")
    page.get_by_text("138****0000").wait_for()
    page.get_by_role("button", name="查看完整手机号").click()
    page.get_by_text("13805730000").wait_for()
    page.get_by_role("button", name="修改", exact=True).click()
    box = page.get_by_role("dialog")
    box.get_by_label("工作单位").fill("换了一家公司")
    box.get_by_label("委员编号").fill("14-001")
    box.get_by_role("button", name="保存").click()
    box.get_by_text("这个委员编号已有人使用。").wait_for()
    box.get_by_label("委员编号").fill("14-000")
    box.get_by_role("button", name="保存").click()
    page.get_by_text("换了一家公司").wait_for()
    now = office.get(f"/members/{member['id']}").json()["particulars"]
    # What was not touched, the masked mobile above all, stays as it was.
    assert (now["mobile"], now["party"]) == ("138****0000", "中共党员")


def test_a_member_is_added_and_units_and_pairings_are_kept(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    rosters.prepare(house)
    page = visit(DESK).log_in(house.as_("secretariat"))
    page.goto("/desk/members/new")
    page.get_by_role("button", name="新增委员").click()
    page.get_by_text("请填写姓名。").wait_for()
    page.get_by_label("姓名", exact=True).fill("沈新来")
    page.get_by_label("委员编号").fill("14-900")
    page.get_by_label("界别").select_option("教育界")
    page.get_by_role("button", name="新增委员").click()
    page.get_by_role("heading", name="沈新来").wait_for()
    page.get_by_role("cell", name="教育界", exact=True).wait_for()
    page.goto("/desk/units?kind=special_committee")
    page.get_by_role("button", name="新增机构").click()
    page.get_by_role("dialog").get_by_label("名称").fill("文化文史委")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    page.get_by_role("link", name="文化文史委").wait_for()
    page.get_by_role("link", name="结对", exact=True).click()
    page.get_by_role("button", name="新增结对").click()
    box = page.get_by_role("dialog")
    box.get_by_label("委员活动组").select_option("第一活动组")
    box.get_by_label("镇街道委员小组").select_option("当湖小组")
    box.get_by_role("button", name="新增结对").click()
    page.get_by_role("cell", name="当湖小组").wait_for()
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("region").get_by_role("button", name="结束").wait_for(state="hidden")
    assert [one["ends_on"] for one in house.as_("secretariat").get("/pairings").json()] == [
        clock.today().isoformat()
    ]


def test_no_page_of_the_roster_keeps_a_reader_out(browser: Any, place: Site) -> None:
    house = place.house()
    roster(house)
    office = house.as_("secretariat")
    member = office.get("/members?q=14-000").json()["items"][0]["id"]
    unit = office.get("/units?kind=sector").json()["items"][0]["id"]
    bad = office.post("/imports/roster", files={"file": ("有错.xlsx", sheet())}).json()["id"]
    pages = [
        "/desk/roster", f"/desk/members/{member}", f"/desk/members/{member}/dossier",
        f"/desk/members/{member}/score", "/desk/members/new", "/desk/units", "/desk/units?kind=pairing",
        f"/desk/units/{unit}", "/desk/coverage", "/desk/imports", f"/desk/imports/{bad}",
        f"/desk/imports/{bad}?view=all",
    ]  # fmt: skip
    assert barred(browser, place.url, office, pages) == {}
