"""A wrong fact: asked on the phone, corrected at the desk, told on the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site


def test_a_wrong_fact_is_asked_corrected_and_told(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, office = house.as_("member"), house.as_("secretariat")
    phone = visit(PHONES["usual"]).log_in(member)
    phone.goto("/me/corrections")
    phone.get_by_text("还没有提过更正申请。").wait_for()
    phone.get_by_role("button", name="提交申请").click()
    phone.get_by_text("请选择哪一项。").wait_for()
    for fact, value in (("工作单位", "平湖市某某服饰有限公司"), ("专长", "纺织")):
        phone.get_by_label("哪一项").select_option(label=fact)
        phone.get_by_label("正确的内容").fill(value)
        phone.get_by_label("说明").fill("今年调动了工作。")
        phone.get_by_role("button", name="提交申请").click()
        phone.get_by_text(f"改为：{value}").wait_for()
    desk = visit(DESK).log_in(office)
    desk.goto("/desk/corrections")
    first = desk.get_by_role("listitem").filter(has_text="平湖市某某服饰有限公司")
    first.get_by_role("button", name="按申请更正").click()
    first.get_by_text("已更正").wait_for()
    second = desk.get_by_role("listitem").filter(has_text="纺织")
    second.get_by_role("button", name="不予更正").click()
    second.get_by_role("button", name="发出答复").click()
    second.get_by_text("请写明理由，两个字以上。").wait_for()
    second.get_by_label("不予更正的理由").fill("请写得具体些。")
    second.get_by_role("button", name="发出答复").click()
    second.get_by_text("未予更正").wait_for()
    facts = office.get(f"/members/{member.member_id}").json()["particulars"]
    assert (facts["employer"], facts["speciality"]) == ("平湖市某某服饰有限公司", "")
    phone.goto("/notices")
    phone.get_by_text("未予更正。请写得具体些。").wait_for()
    phone.get_by_text("已按申请更正。").click()
    phone.get_by_text("答复：请写得具体些。").wait_for()
    phone.get_by_label("哪一项").select_option(label="性别")
    phone.get_by_label("正确的内容").select_option(label="女")
    phone.get_by_label("说明").fill("登记有误。")
    phone.get_by_role("button", name="提交申请").click()
    phone.get_by_role("button", name="撤回申请").click()
    phone.get_by_role("dialog").get_by_role("button", name="撤回申请").click()
    phone.get_by_text("已撤回").wait_for()


def test_who_left_is_erased_at_the_desk_with_the_name_written_again(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member, admin = house.member("欧阳离任"), house.as_("council_admin")
    left = {"on": "2022-12-31", "state": "transferred"}
    assert admin.post(f"/members/{member}/leave", json=left).status_code == 200
    page = visit(DESK).log_in(admin)
    page.goto(f"/desk/members/{member}")
    page.get_by_role("button", name="注销个人信息").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_text("将清空且不能恢复").wait_for()
    sheet.get_by_label("依据").select_option(label="本人书面申请")
    sheet.get_by_label("书面申请的存档编号").fill("收文〔2026〕12号")
    sheet.get_by_label("理由").fill("本人要求。")
    sheet.get_by_label("请再写一遍委员姓名").fill("欧阳")
    sheet.get_by_role("button", name="注销，不能恢复").click()
    sheet.get_by_text("与委员姓名不一致。").wait_for()
    sheet.get_by_label("请再写一遍委员姓名").fill("欧阳离任")
    sheet.get_by_role("button", name="注销，不能恢复").click()
    page.get_by_role("heading", name="已注销委员").wait_for()
    page.get_by_text("个人信息已于").wait_for()
    assert page.get_by_role("button", name="注销个人信息").count() == 0
    assert admin.get(f"/members/{member}").json()["erased_at"]
