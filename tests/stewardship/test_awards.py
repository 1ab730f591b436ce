"""Awards: recommended, judged, chosen within the quota, posted once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import clock
from app.stewardship.awards import policy
from app.stewardship.awards.models import Award
from tests.factories.house import Caller, House
from tests.facts.pieces import refused

YEAR = clock.today().year
CHOICE = {"body": "主席会议", "decided_on": clock.today().isoformat(), "minutes": "主席会议纪要 12 号"}
TITLE = f"{YEAR} 年度优秀政协委员"


def good(answer: Any) -> Any:
    assert answer.status_code < 300, f"{answer.request.url}: {answer.text}"
    return answer.json()


def opened(house: House, **more: Any) -> str:
    new = {"year": YEAR, "kind": "excellent_member", "title": TITLE, "by": "平湖市政协", "quota_count": 2}
    return str(good(house.as_("secretariat").post("/awards", json={**new, **more}))["id"])


def recommended(seat: Caller, award: str, member: str, **more: Any) -> dict[str, Any]:
    said = {"member_id": member, "reason": "全年履职扎实，领衔提案三件。", **more}
    return dict(good(seat.post(f"/awards/{award}/nominees", json=said)))


def at_panel(house: House, members: list[str], **more: Any) -> tuple[str, dict[str, str]]:
    """Return an award before its panel, and member → nominee."""
    award, office = opened(house, **more), house.as_("secretariat")
    for one in members:
        shown = recommended(house.as_("section_clerk"), award, one)
    good(office.post(f"/awards/{award}/close"))
    for one in shown["people"]:
        good(office.post(f"/awards/{award}/nominees/{one['id']}/papers", json={"fit": True}))
    assert good(office.post(f"/awards/{award}/close"))["stage"] == "panel"
    return award, {one["member_id"]: one["id"] for one in shown["people"]}


def records(house: House, member: str) -> list[dict[str, Any]]:
    lines = good(house.as_("secretariat").get(f"/ledger?member_id={member}"))["items"]
    return [one for one in lines if one["fact"] == "award"]


def test_who_is_chosen_gets_one_record_and_an_honour(house: House) -> None:
    member = house.as_("member")
    award, who = at_panel(house, [str(member.member_id), house.member("孙二")])
    office = house.as_("secretariat")
    chosen = good(
        office.post(f"/awards/{award}/choose", json={**CHOICE, "nominees": [who[str(member.member_id)]]})
    )
    assert (chosen["seats"], chosen["chosen"]) == (2, 1)
    assert good(member.get("/me/honours"))["items"] == []
    shown = good(office.post(f"/awards/{award}/publish"))
    assert (shown["stage"], shown["may"]) == ("published", [])
    assert [one["title"] for one in good(member.get("/me/honours"))["items"]] == [TITLE]
    assert len(records(house, str(member.member_id))) == 1
    winner = next(one for one in shown["people"] if one["chosen"])
    assert winner["claim_id"] and winner["section"] == "提案委办公室" and "三件" in winner["reason"]
    refused(office.post(f"/awards/{award}/publish"), 409, "illegal_transition")
    assert len(records(house, str(member.member_id))) == 1


@pytest.mark.parametrize("verified", [True, False])
def test_an_award_told_before_is_not_counted_twice(house: House, verified: bool) -> None:
    member = house.as_("member")
    data = {"by": "平湖市政协", "level": "county", "year": YEAR, "rank": "excellent"}
    told = {"kind": "member_award", "title": f"{YEAR}年度优秀政协委员", "data": data}
    told |= {"occurred_on": clock.today().isoformat(), "section_id": house.section_id}
    claim = good(member.post("/contributions", json=told))["id"]
    if verified:
        good(house.as_("section_clerk").post(f"/claims/{claim}/verify", headers={"If-Match": '"1"'}))
    award, who = at_panel(house, [str(member.member_id)])
    office = house.as_("secretariat")
    good(office.post(f"/awards/{award}/choose", json={**CHOICE, "nominees": list(who.values())}))
    shown = good(office.post(f"/awards/{award}/publish"))
    assert shown["people"][0]["claim_id"] == claim
    assert [one["claim_id"] for one in records(house, str(member.member_id))] == [claim]


def test_nobody_beyond_the_quota_and_nobody_excluded_is_chosen(house: House) -> None:
    members = [house.member(f"赵{n}") for n in "一二三"]
    award, who = at_panel(house, members)
    office = house.as_("secretariat")
    everybody = {**CHOICE, "nominees": list(who.values())}
    refused(office.post(f"/awards/{award}/choose", json=everybody), 422, "over_quota")
    gone = {"on": "2024-06-30", "state": "transferred", "ground": "调离"}
    good(office.post(f"/members/{members[0]}/leave", json=gone))
    two = {**CHOICE, "nominees": [who[members[0]], who[members[1]]]}
    refused(office.post(f"/awards/{award}/choose", json=two), 422, "excluded")
    shown = good(office.get(f"/awards/{award}"))
    assert (shown["chosen"], [one["chosen"] for one in shown["people"]]) == (0, [False] * 3)
    assert next(one for one in shown["people"] if one["member_id"] == members[0])["excluded"]


def test_somebody_excluded_after_the_choice_is_not_published(house: House) -> None:
    one = house.member("钱一")
    award, who = at_panel(house, [one])
    office = house.as_("secretariat")
    good(office.post(f"/awards/{award}/choose", json={**CHOICE, "nominees": list(who.values())}))
    good(office.post(f"/members/{one}/leave", json={"on": "2024-06-30", "state": "transferred"}))
    refused(office.post(f"/awards/{award}/publish"), 422, "excluded")
    assert records(house, one) == []


def test_leaders_are_not_recommended_where_they_are_excluded_nor_anybody_twice_or_by_themselves(
    house: House,
) -> None:
    award = opened(house, excluded_posts=["standing_member"])
    clerk, leader, plain = (
        house.as_("section_clerk"),
        house.member("李常", standing=True),
        house.member("周平"),
    )
    said = {"member_id": leader, "reason": "贡献突出"}
    refused(clerk.post(f"/awards/{award}/nominees", json=said), 409, "excluded")
    recommended(clerk, award, plain)
    again = {"member_id": plain, "reason": "再推荐一次"}
    refused(
        house.as_("secretariat").post(f"/awards/{award}/nominees", json=again), 409, "recommended_already"
    )
    own = house.seat("section_clerk", "member", member_id=house.member("吴己"), section_id=house.section_id)
    me = {"member_id": own.member_id, "reason": "推荐自己"}
    refused(own.post(f"/awards/{award}/nominees", json=me), 403, "own_award")


def test_a_percentage_keeps_what_it_was_taken_of(house: House) -> None:
    members = [house.member(f"郑{n}") for n in range(20)]
    award, who = at_panel(house, members[:3], quota_count=None, quota_percent=10)
    body = {**CHOICE, "nominees": [who[one] for one in members[:2]]}
    shown = good(house.as_("secretariat").post(f"/awards/{award}/choose", json=body))
    assert (shown["base"], shown["seats"]) == (20, 2)


def test_papers_are_judged_before_the_panel_and_the_unfit_are_not_chosen(house: House) -> None:
    award, office = opened(house), house.as_("secretariat")
    refused(office.post(f"/awards/{award}/close"), 409, "nobody_recommended")
    shown = recommended(house.as_("section_clerk"), award, house.member("冯三"))
    nominee = shown["people"][0]["id"]
    refused(
        office.post(f"/awards/{award}/nominees/{nominee}/papers", json={"fit": True}),
        409,
        "illegal_transition",
    )
    good(office.post(f"/awards/{award}/close"))
    refused(office.post(f"/awards/{award}/close"), 409, "papers_pending")
    refused(office.post(f"/awards/{award}/nominees/{nominee}/papers", json={"fit": False}), 422, "invalid")
    unfit = {"fit": False, "note": "缺单位意见"}
    good(office.post(f"/awards/{award}/nominees/{nominee}/papers", json=unfit))
    good(office.post(f"/awards/{award}/close"))
    refused(office.post(f"/awards/{award}/choose", json={**CHOICE, "nominees": [nominee]}), 422, "excluded")


@settings(max_examples=60, deadline=None)
@given(
    count=st.none() | st.integers(1, 60), percent=st.none() | st.integers(1, 100), base=st.integers(0, 400)
)
def test_the_quota_is_never_more_than_either_rule(count: int | None, percent: int | None, base: int) -> None:
    if count is None and percent is None:
        return
    most = policy.seats(count, percent, base)
    assert count is None or most <= count
    assert percent is None or most * 100 <= base * percent < (most + 1) * 100 or most == count


@settings(max_examples=60, deadline=None)
@given(data=st.data(), able=st.dictionaries(st.text(max_size=3), st.sampled_from(["", "主席不参评"])))
def test_a_choice_stands_only_within_the_quota_and_among_the_able(data: Any, able: dict[str, str]) -> None:
    most = data.draw(st.integers(0, 5))
    picked = data.draw(st.lists(st.sampled_from([*able, "nobody"]), max_size=8))
    stands = policy.wrong_choice(picked, able, most) is None
    assert stands == (len(set(picked)) <= most and all(able.get(one) == "" for one in picked))


@settings(max_examples=60, deadline=None)
@given(
    posts=st.sets(st.sampled_from(["chair", "vice_chair", "standing_member"])),
    excluded=st.lists(st.sampled_from(["chair", "vice_chair"]), unique=True),
    member=st.booleans(), sanctioned=st.booleans(), bar=st.booleans(),
)  # fmt: skip
def test_exclusions_name_their_reason(
    posts: set[str], excluded: list[str], member: bool, sanctioned: bool, bar: bool
) -> None:
    award = Award(excluded_posts=excluded, bar_sanctioned=bar)
    why = policy.why_excluded(award, posts, member, sanctioned)
    assert bool(why) == (not member or bool(posts & set(excluded)) or (bar and sanctioned))
