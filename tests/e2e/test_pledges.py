"""From pledge to verdict: signed on the phone, filled by records, judged at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from app.core import clock
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.standings.pledging import items, living, own
from tests.standings.test_pledges import verified


def test_a_pledge_is_prepared_signed_filled_and_judged(place: Site, visit: Callable[..., Any]) -> None:
    house = place.house()
    member, office, clerk = (house.as_(role) for role in ("member", "secretariat", "section_clerk"))
    desk = visit(DESK).log_in(office)
    desk.goto("/desk/pledge-templates/new")
    desk.get_by_label("加一项").select_option(label="反映社情民意信息")
    desk.get_by_label("目标（篇）").fill("0")
    desk.get_by_label("加一项").select_option(label="定性事项（据佐证确认）")
    desk.get_by_label("第 2 项：定性事项（据佐证确认）").fill("廉洁自律")
    desk.get_by_label("签订期限").fill(str(clock.today()))
    desk.get_by_label("变更截止").fill(str(clock.today()))
    desk.get_by_label("收件截止").fill(str(min(clock.today() + timedelta(days=9), last())))
    desk.get_by_role("button", name="保存模板").click()
    desk.get_by_text("目标至少为 1").wait_for()
    desk.get_by_label("目标（篇）").fill("2")
    desk.get_by_role("button", name="保存模板").click()
    desk.get_by_role("button", name="下发", exact=True).click()
    desk.get_by_role("dialog").get_by_role("button", name="下发").click()
    desk.get_by_text("已下发 1 份，未签 1 份").wait_for()

    phone = visit(PHONES["small"]).log_in(member)
    phone.get_by_role("link", name="阅读并签订", exact=True).click()
    phone.get_by_text("1.反映社情民意信息（2篇）。").wait_for()
    phone.get_by_label("本人姓名").fill("王旁人")
    phone.get_by_role("button", name="签订承诺").click()
    phone.get_by_text("姓名与本人不符").first.wait_for()
    phone.get_by_label("本人姓名").fill("李测试")
    phone.get_by_role("button", name="签订承诺").click()
    phone.get_by_text("已签订，待确认").wait_for()
    pledge = own(member)
    verified(house, member, 3)
    phone.reload()
    phone.get_by_text("3/2", exact=True).wait_for()
    phone.get_by_text("完成 150%").wait_for()
    phone.get_by_role("button", name="提交佐证").click()
    phone.get_by_label("做了什么").fill("全年无违纪。")
    phone.get_by_role("checkbox", name="关于垃圾分类的信息").first.check()
    phone.get_by_role("dialog").get_by_role("button", name="提交").click()
    phone.get_by_text("待确认", exact=True).wait_for()

    desk.goto(f"/desk/pledges/{pledge['id']}")
    desk.get_by_role("button", name="确认签订").click()
    desk.get_by_text("；", exact=False).first.wait_for()
    assert "/desk/records/" in str(desk.get_by_role("link", name="佐证记录 1").get_attribute("href"))
    desk.get_by_role("button", name="确认", exact=True).click()
    desk.get_by_text("已确认", exact=True).wait_for()
    with living(house, date.fromisoformat(pledge["intake_until"]) + timedelta(days=1), office, clerk):
        assert office.post(f"/pledge-templates/{pledge['template_id']}/close").status_code == 200
    desk.reload()
    desk.get_by_text("建议：已履行。2 项全部完成。").wait_for()
    desk.get_by_role("button", name="确认认定").click()
    desk.get_by_text("认定结果：已履行").wait_for()
    assert items(own(member))["opinions"]["percent"] == 150
    records = member.get("/me/dossier").json()["records"]
    assert [one["status"] for one in records if one["fact"] == "pledge"] == ["fulfilled"]


def last() -> date:
    """Return the last day of the running year."""
    return date(clock.today().year, 12, 31)
