"""A statement: two devices, no line, handed in, returned, mended, accepted, presented, filed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core import clock
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.standings.test_pledges import verified
from tests.standings.test_statements import mine, saved


def test_a_statement_is_written_on_two_devices_without_loss_and_filed(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    member, office = house.as_("member"), house.as_("secretariat")
    verified(house, member, 2)
    house.member("赵常委", standing=True)
    desk = visit(DESK).log_in(office)
    desk.goto("/desk/statement-rounds/new")
    desk.get_by_role("button", name="添加").click()
    desk.get_by_label("姓名").fill("李测试")
    desk.get_by_role("button", name="查找").click()
    desk.get_by_role("dialog").get_by_role("button", name="李测试").click()
    desk.get_by_label("李测试").check()
    desk.get_by_label("提交期限").fill(str(clock.today()))
    desk.get_by_role("button", name="组织述职").click()
    desk.get_by_role("heading", name="应交 2 份，未动笔 2").wait_for()

    visitor = visit(PHONES["small"])
    phone = visitor.log_in(member)
    phone.get_by_role("link", name="开始写述职报告").click()
    phone.get_by_role("button", name="建言资政").click()
    phone.get_by_role("link", name="看记录：反映社情民意信息 2 篇").click()
    assert phone.get_by_role("dialog").get_by_role("link").count() == 2
    phone.get_by_role("button", name="关闭").click()
    words = phone.get_by_label("建言资政", exact=False).and_(phone.locator("textarea"))
    words.fill("聚焦停车难。")
    phone.get_by_text("已保存").wait_for()
    id_ = mine(member)

    assert saved(member, id_, 1, advice="聚焦停车难。走访企业三家。").status_code == 200
    visitor.off_line(True)
    words.fill("聚焦停车难。已提两件建议。")
    phone.get_by_text("已记在本机").wait_for()
    phone.close()
    visitor.off_line(False)
    phone = visitor.open()
    phone.goto(f"/me/statements/{id_}")
    phone.get_by_role("button", name="对照取舍").click()
    sheet = phone.get_by_role("dialog")
    assert sheet.locator("[data-side=mine] mark").all_text_contents() == ["已提两件建议。"]
    assert sheet.locator("[data-side=theirs] mark").all_text_contents() == ["走访企业三家。"]
    sheet.get_by_role("button", name="合起来").click()
    sheet.get_by_role("button", name="就用这样的文本").click()
    phone.get_by_text("已保存").wait_for()
    kept = [one["parts"]["advice"] for one in member.get(f"/statements/{id_}/texts").json()]
    assert kept[1:] == ["聚焦停车难。已提两件建议。", "聚焦停车难。走访企业三家。", "聚焦停车难。"]
    assert sorted(kept[0].split("。")) == sorted(["聚焦停车难", "已提两件建议", "走访企业三家", ""])

    phone.get_by_role("button", name="预览并提交").click()
    phone.get_by_role("button", name="提交述职报告").click()
    phone.get_by_text("已提交，等待审阅").wait_for()
    verified(house, member, 1)
    desk.reload()
    desk.get_by_role("link", name="李测试").click()
    desk.get_by_text("已提两件建议。").wait_for()
    assert desk.get_by_text("2 篇", exact=True).is_visible()
    desk.get_by_role("button", name="退回修改").click()
    desk.get_by_label("审阅意见").fill("请补充不足与打算")
    desk.get_by_role("button", name="退回", exact=True).click()
    desk.get_by_text("已退回", exact=True).wait_for()

    phone.goto("/")
    phone.get_by_text("述职报告退回修改：请补充不足与打算").wait_for()
    phone.get_by_role("link", name="按意见修改").click()
    phone.get_by_text("审阅意见：请补充不足与打算").wait_for()
    phone.get_by_role("button", name="不足与打算").click()
    phone.locator("textarea").fill("明年多走访。")
    phone.get_by_role("button", name="预览并提交").click()
    phone.get_by_role("button", name="提交述职报告").click()
    phone.get_by_text("已提交，等待审阅").wait_for()

    desk.reload()
    desk.get_by_role("button", name="审阅通过").click()
    desk.get_by_role("button", name="登记述职").click()
    desk.get_by_label("会议名称").fill("十四届二十次常委会会议")
    desk.get_by_role("button", name="登记", exact=True).click()
    desk.get_by_role("button", name="归档").click()
    desk.get_by_text("已归档", exact=True).wait_for()
    desk.goto("/desk/statement-rounds")
    desk.get_by_role("link", name="年度常委述职").click()
    desk.get_by_role("button", name="结束本轮").click()
    end = desk.get_by_role("dialog").get_by_role("button", name="结束本轮")
    end.click()
    desk.get_by_text("还有 1 人未提交（赵常委），请先登记原因再结束。").wait_for()
    desk.get_by_role("button", name="先不办").click()
    desk.get_by_role("button", name="登记原因：赵常委").click()
    desk.get_by_label("未述职原因").fill("长期病假")
    desk.get_by_role("button", name="登记", exact=True).click()
    desk.get_by_text("都已登记原因").wait_for()
    desk.get_by_role("button", name="结束本轮").click()
    end.click()
    desk.get_by_text("已结束").first.wait_for()
    phone.reload()
    phone.get_by_text("已归档，记入您的履职档案").wait_for()
