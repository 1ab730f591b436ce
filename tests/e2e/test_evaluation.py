"""An evaluation walked at the desk and on the phone, until the year is sealed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core import clock
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.flow.test_evaluation_year import TEXT
from tests.standings.evaluating import Year, ok
from tests.standings.test_bodies import THIS, adopt
from tests.standings.test_pledges import verified


def test_a_year_is_walked_from_the_desk_and_the_phone_until_it_is_sealed(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    adopt(house, TEXT)
    member, office, chair = house.as_("member"), house.as_("secretariat"), house.as_("chair")
    verified(house, member, 2)
    year = Year(house, THIS, {"李测试": member})
    desk = visit(DESK).log_in(office)
    desk.goto(f"/desk/evaluation?year={THIS}")
    desk.get_by_role("button", name=f"启动 {THIS} 年度考核").click()
    desk.get_by_role("dialog").get_by_role("button", name=f"启动 {THIS} 年度考核").click()
    desk.get_by_role("heading", name="现在：截止收件").wait_for()
    desk.get_by_role("button", name="办结“截止收件”").click()
    desk.get_by_text("办结后委员不能再填报本年度的履职。").wait_for()
    desk.get_by_role("dialog").get_by_role("button", name="办结“截止收件”").click()
    desk.get_by_text("还有 2 个部门没有确认清单").wait_for()
    desk.get_by_role("button", name="确认提案委办公室的清单").click()
    desk.get_by_role("button", name="确认新埭镇联络室的清单").click()
    desk.get_by_text("没有妨碍办结的事项。").wait_for()
    ok(year.finish("lists"))

    phone = visit(PHONES["small"]).log_in(member)
    phone.goto("/me/evaluation")
    phone.get_by_text("经核实的履职记录 2 条").wait_for()
    phone.get_by_label("本人姓名").fill("李测试")
    phone.get_by_role("button", name="签名", exact=True).click()
    phone.get_by_role("heading", name="已签名").wait_for()

    ok(year.finish("signatures"))
    for step in ("statements", "run"):
        year.do(step)
    until = ok(office.post(f"{year.path}/objection-window"))["objections_until"]
    desk.goto(f"/desk/evaluation?year={THIS}")
    desk.get_by_text("还没有结束。").wait_for()
    with year.after(until):
        for step in ("objections", "proposal", "decision", "publication"):
            year.do(step)
        phone = visit(PHONES["small"]).log_in(member)
        phone.goto(f"/me/evaluation?year={THIS}")
        phone.get_by_role("heading", name="结果通知").wait_for()
        phone.get_by_text("优秀委员").wait_for()
        phone.get_by_role("button", name="已看过").click()
        phone.get_by_text("已看过。").first.wait_for()
        ok(year.finish("letters"))
        desk = visit(DESK).log_in(office)
        desk.goto(f"/desk/evaluation?year={THIS}")
        desk.get_by_role("button", name="办结“封存”").click()
        desk.get_by_text("封存之后不能退回").wait_for()
        desk.get_by_role("dialog").get_by_role("button", name="办结“封存”").click()
        desk.get_by_role("heading", name=f"{THIS} 年度已封存").wait_for()
        code = ok(office.get(f"{year.path}/sheets"))[0]["code"]
        desk.get_by_text(code).wait_for()
        phone.goto(f"/me/dossier?year={THIS}")
        phone.get_by_text(f"核验码 {code}").wait_for()
        phone.get_by_role("link", name="一届各年").click()
        row = phone.get_by_role("row", name=f"核验码 {code}")
        row.get_by_text("优秀委员").wait_for()
        assert row.get_by_role("link", name="10").get_attribute("href") == f"/me/score?year={THIS}"
        # The browser lives before the house does, so that its calendar does not offer this day.
        desk.goto(f"/desk/members/{member.member_id}/dossier?as_of={clock.today()}&year={THIS}")
        desk.get_by_text("起的结果：10 分").wait_for()
        desk.get_by_label("按日期查看").fill(f"{THIS}-01-01")
        desk.get_by_role("button", name="查看", exact=True).click()
        desk.get_by_text("当日没有生效的考核结果。").wait_for()
        desk.get_by_text("当日本系统里还没有").wait_for()
        assert chair.get(f"/sheet-codes/{code}").json() == {"current": True}
