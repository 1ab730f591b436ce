"""The dossier as of a day and over a term: nothing later shines through, nothing is made up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core import clock
from tests.factories.house import House
from tests.flow.test_evaluation_year import TEXT
from tests.standings.evaluating import Year, ok
from tests.standings.pledging import living, refused
from tests.standings.test_bodies import THIS, adopt
from tests.standings.test_pledges import verified
from tests.statements import statements
from tests.stewardship.hearing import act, brought


def edited(house: House, member_id: str, **facts: Any) -> None:
    office = house.as_("secretariat")
    etag = office.get(f"/members/{member_id}").headers["etag"]
    ok(office.request("PATCH", f"/members/{member_id}", json=facts, headers={"If-Match": etag}))


def test_a_day_is_shown_as_it_was_and_what_is_lost_is_said(house: House) -> None:
    adopt(house, TEXT)
    member, office, clerk = house.as_("member"), house.as_("secretariat"), house.as_("section_clerk")
    who, day = str(member.member_id), clock.today()
    path = f"/members/{who}/dossier?as_of={day}&year={THIS}"
    (first,) = verified(house, member, 1)
    edited(house, who, education="大学", employer="甲厂", title="厂长")
    before = ok(office.get(path))
    year = Year(house, THIS, {"李测试": member})
    with living(house, day + timedelta(days=1), member, office, clerk, house.as_("chair")):
        edited(house, who, education="硕士", employer="乙厂")
        edited(house, who, employer="丙厂", title="")
        edited(house, who, title="厂长")
        ok(clerk.post(f"/claims/{first}/take-back", json={"reason": "有误"}))
        sanction = brought(house, who, "ready")
        assert act(house, sanction, "decide", decided_on=str(clock.today())).status_code == 200
        year.put_in_force()
        ok(office.post(f"/members/{who}/posts", json={"post": "standing_member", "starts_on": str(day)}), 201)
        with statements(house) as asked:
            shown = ok(office.get(path))
        assert len(asked) <= 16, len(asked)
        assert ok(member.get(f"/me/dossier?as_of={day}&year={THIS}")) == shown
        told = shown["profile"]
        assert (told["education"], told["title"], told["employer"]) == ("大学", "厂长", "")
        assert [one["claim_id"] for one in shown["records"]] == [first]
        assert (shown["score"], shown["as_of"]["sanctions"]) == (None, [])
        gaps = "".join(shown["as_of"]["gaps"])
        assert "工作单位在" in gaps and "文化程度" not in gaps and "1 处在当日之后补录" in gaps
        assert "还没有生效的考核结果" in gaps
        changed = {"as_of", "profile"}
        assert {k: v for k, v in shown.items() if k not in changed} == {
            k: v for k, v in before.items() if k not in changed
        }
        now = ok(office.get(f"/members/{who}/dossier?as_of={clock.today()}&year={THIS}"))
        assert (now["profile"]["employer"], now["records"], now["score"]["total"]) == ("丙厂", [], "0")
        assert [one["name"] for one in now["profile"]["posts"]] == ["standing_member"]
        (stood,) = now["as_of"]["sanctions"]
        assert (stood["label"], stood["state_label"]) == ("约谈", "已决定")
        assert "生效的考核结果" not in "".join(now["as_of"]["gaps"])
        future = clock.today() + timedelta(days=1)
        refused(office.get(f"/members/{who}/dossier?as_of={future}"), 422)
        refused(office.get(f"/members/{who}/dossier?as_of=1950-01-01"), 404, "not_found")
        other = house.member("别人")
        early = ok(office.get(f"/members/{other}/dossier?as_of={day}&year={THIS}"))
        assert "才录入" in "".join(early["as_of"]["gaps"])


def test_the_years_of_a_term_stand_side_by_side(house: House) -> None:
    adopt(house, TEXT)
    member, office = house.as_("member"), house.as_("secretariat")
    verified(house, member, 2)
    who = str(member.member_id)
    year = Year(house, THIS, {"李测试": member})
    year.open()
    (open_,) = [one for one in ok(office.get(f"/members/{who}/dossier/term"))["years"] if one["year"] == THIS]
    assert (open_["points"], open_["sealed"], open_["records"]) == (None, None, 2)
    with year.walked("sealing"):
        ok(year.finish("sealing"))
        edited(house, who, employer="丙厂")
        with statements(house) as asked:
            term = ok(office.get(f"/members/{who}/dossier/term"))
        assert len(asked) <= 12, len(asked)
        assert ok(member.get("/me/dossier/term")) == term
        (kept,) = [one for one in term["years"] if one["year"] == THIS]
        sealed = ok(member.get(f"/me/dossier?year={THIS}"))
        assert kept["sealed"] == sealed["sealed"] and kept["points"] == sealed["score"]["total"] == "10"
        assert (kept["chosen"], kept["state"]) == (["优秀委员"], "sealed")
        assert (kept["records"], kept["attendance"]) == (len(sealed["records"]), sealed["attendance"])
        on_day = ok(member.get(f"/me/dossier?as_of={clock.today()}&year={THIS}"))
        assert on_day["sealed"] == kept["sealed"]
        assert on_day["as_of"]["score_since"] == str(clock.today())
        refused(office.get(f"/members/{who}/dossier/term?term=99"), 404, "not_found")
