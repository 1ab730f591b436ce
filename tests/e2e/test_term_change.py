"""A change of term at the desk: the preview by name, somebody left out, the term opened, what is next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import DESK
from tests.e2e.site import Site
from tests.standings.pledging import template
from tests.standings.test_term_change import names, peopled


def test_a_new_term_is_previewed_changed_and_opened_at_the_desk(
    place: Site, visit: Callable[..., Any]
) -> None:
    house = place.house()
    who, admin = peopled(house), house.as_("council_admin")
    assert house.as_("secretariat").post("/pledge-templates", json=template()).status_code == 201
    desk = visit(DESK).log_in(admin)
    desk.goto("/desk/council")
    desk.get_by_role("link", name="换届").first.click()
    desk.get_by_role("button", name="预览").click()
    desk.get_by_role("heading", name="第 15 届：3 名委员延续，0 名届满").wait_for()
    desk.get_by_role("link", name="打开届中已离任").click()
    desk.get_by_text("调离，工作调动").wait_for()
    desk.get_by_role("link", name="打开在任委员，延续").click()
    desk.get_by_label("王小明").uncheck()
    desk.get_by_role("heading", name="第 15 届：2 名委员延续，1 名届满").wait_for()
    desk.get_by_role("button", name="开启第 15 届").click()
    asked = desk.get_by_role("dialog")
    asked.get_by_text("将为 2 名委员开始第 15 届任期").wait_for()
    asked.get_by_role("button", name="开启第 15 届").click()
    desk.get_by_role("heading", name="第 15 届：上一届 2 名委员连任，1 名届满").wait_for()
    desk.get_by_role("link", name="导入新委员").wait_for()
    desk.get_by_text("𠮷田·买买提").wait_for()
    term = admin.get("/terms").json()[0]
    done = admin.get(f"/term-changes/{term['id']}").json()
    assert (term["number"], names(done["ended"])) == (15, ["王小明"])
    assert sorted(one["id"] for one in done["carried"]) == sorted(
        who[name] for name in who if name not in ("王小明", "孙离任")
    )
