"""From a draft to a decision, the member heard on the phone; an award; a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.core import clock
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.stewardship.hearing import prepared
from tests.stewardship.test_awards import TITLE, opened, recommended


def test_a_member_is_heard_before_a_body_decides(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, office = house.as_("member"), house.as_("secretariat")
    sanction = prepared(house, str(member.member_id), "remind")
    desk = visit(DESK).log_in(office)
    desk.goto(f"/desk/sanctions/{sanction}")
    desk.get_by_text("本人还没有陈述。").wait_for()
    desk.get_by_role("button", name="送交本人").click()
    desk.get_by_label("陈述截止日期").fill(str(clock.today() + timedelta(days=1)))
    desk.get_by_role("dialog").get_by_role("button", name="送交本人").click()
    desk.get_by_text("至少给本人 3 天时间陈述。").wait_for()
    desk.get_by_label("陈述截止日期").fill(str(clock.today() + timedelta(days=4)))
    desk.get_by_role("dialog").get_by_role("button", name="送交本人").click()
    desk.get_by_role("button", name="结束听取意见").wait_for()

    phone = visit(PHONES["small"]).log_in(member)
    phone.goto("/me/sanctions")
    phone.get_by_role("link", name="提醒").click()
    phone.get_by_text("全年三次缺席常委会会议。").wait_for()
    phone.get_by_role("button", name="送出").click()
    phone.get_by_text("请写明您的意见。").wait_for()
    phone.get_by_label("写下您的意见").fill("三次均已口头请假。")
    phone.get_by_role("button", name="送出").click()
    phone.get_by_text("三次均已口头请假。").wait_for()

    desk.reload()
    desk.get_by_text("三次均已口头请假。").first.wait_for()
    desk.get_by_role("button", name="结束听取意见").click()
    desk.get_by_role("dialog").get_by_role("button", name="结束听取意见").click()
    desk.get_by_role("button", name="登记会议决定").click()
    desk.get_by_role("dialog").get_by_role("button", name="登记会议决定").click()
    desk.get_by_text("请填写。").wait_for()
    desk.get_by_label("纪要编号").fill("常委会会议纪要 8 号")
    desk.get_by_role("dialog").get_by_role("button", name="登记会议决定").click()
    desk.get_by_text("可以申请复议到").wait_for()
    phone.reload()
    phone.get_by_text("常委会会议纪要 8 号").wait_for()


def test_an_award_reaches_the_phone_and_a_visit_leaves_the_list(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member, office = house.as_("member"), house.as_("secretariat")
    award = opened(house)
    recommended(house.as_("section_clerk"), award, str(member.member_id))
    desk = visit(DESK).log_in(office)
    desk.goto(f"/desk/awards/{award}")
    for button in ("结束推荐，开始审核材料", "材料审完，进入评审"):
        if "材料" in button and button.startswith("材料"):
            desk.get_by_role("button", name="材料合格", exact=True).click()
        desk.get_by_role("button", name=button).click()
        desk.get_by_role("dialog").get_by_role("button", name=button).click()
    desk.get_by_role("button", name="登记评审结果").click()
    desk.get_by_label("李测试").check()
    desk.get_by_label("会议", exact=True).fill("主席会议")
    desk.get_by_label("纪要编号").fill("12 号")
    desk.get_by_role("dialog").get_by_role("button", name="登记评审结果").click()
    desk.get_by_role("button", name="公布", exact=True).click()
    desk.get_by_role("dialog").get_by_role("button", name="公布").click()
    desk.get_by_role("link", name="看获奖记录").wait_for()
    phone = visit(PHONES["small"]).log_in(member)
    phone.goto("/me/honours")
    phone.get_by_text(TITLE).wait_for()

    desk.goto("/desk/care")
    desk.get_by_role("button", name="登记走访 李测试").click()
    desk.get_by_label("走访人（其他）").fill("办公室")
    desk.get_by_role("button", name="登记", exact=True).click()
    desk.get_by_text("本年度都走访过了。").wait_for()
