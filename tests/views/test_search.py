"""The search over HTTP: what the lists show is found, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import true

from app.access.permissions import PERMISSIONS
from app.core.db.reach import UnscopedStatement
from app.council.models import Member
from app.council.names import pinyin_keys
from app.facts.models import Claim
from app.views.search import queries
from tests.clients import UndocumentedAnswer
from tests.factories.house import Caller, House
from tests.facts.pieces import contribution, opinion, proposal, verify
from tests.flow.test_roll_to_dossier import convene
from tests.statements import counted

FAMILIES = ("members", "proposals", "opinions", "contributions", "activities", "units")


def find(caller: Caller, q: str) -> dict[str, Any]:
    answer = caller.get("/search", params={"q": q})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def names(caller: Caller, q: str) -> dict[str, list[str]]:
    """Return what was found per family, families without a hit left out."""
    found = find(caller, q)
    said = {family: [one.get("name") or one["title"] for one in found[family]["items"]] for family in found}
    return {family: hits for family, hits in said.items() if hits}


def member(house: House, name: str) -> str:
    """Add a member who can be found by pinyin as one added through the desk."""
    member_id = house.member(name)
    keys = pinyin_keys(name)

    def spell(session: Any) -> None:
        row = session.get_one(Member, (house.council_id, member_id))
        row.pinyin, row.initials = keys.search, keys.initials

    house.write(spell)
    return member_id


def test_everything_with_the_word_is_found_in_its_family(house: House) -> None:
    office = house.as_("secretariat")
    member(house, "王停车")
    house.unit("sector", "停车界")
    proposal(house, office, title="关于停车难的提案", member_id=house.as_("member").member_id)
    opinion(house, office, title="停车信息", member_id=house.as_("member").member_id)
    contribution(house, office, "books_given", {"count": 3}, title="停车制度")
    convene(house, [house.member("赵到会")], title="停车协商会")
    assert names(office, "停车") == {
        "members": ["王停车"],
        "proposals": ["关于停车难的提案"],
        "opinions": ["停车信息"],
        "contributions": ["停车制度"],
        "activities": ["停车协商会"],
        "units": ["停车界"],
    }


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小明", "小明"),
        ("王小明", "wangxiaoming"),
        ("王小明", "Wang Xiao"),
        ("王小明", "wxm"),
        ("𠮷田文", "𠮷田"),
        ("买买提·吐尔逊", "提·吐"),
        ("买买提·吐尔逊", "mmt"),
        ("曾晓薇", "zengxw"[:4]),
    ],
)
def test_a_member_is_found_by_name_pinyin_and_initials(house: House, name: str, typed: str) -> None:
    member(house, name)
    member(house, "郑旁人")
    assert names(house.as_("chair"), typed) == {"members": [name]}


def test_a_number_finds_its_member_only_for_those_who_see_numbers(house: House) -> None:
    member_id = member(house, "王小明")
    office = house.as_("secretariat")
    number = office.get(f"/members/{member_id}").json()["number"]
    hit = find(office, number[:8])["members"]["items"][0]
    assert (hit["name"], hit["number"]) == ("王小明", number)
    convener = house.as_("convener")
    assert names(convener, number[:8]) == {}
    assert find(convener, "小明")["members"]["items"][0]["number"] is None


def test_a_proposal_is_found_by_its_number_and_several_words_must_all_be_there(house: House) -> None:
    office = house.as_("secretariat")
    made = proposal(house, house.as_("member"), title="关于城北停车与充电的建议")
    proposal(house, house.as_("member"), title="关于城南停车的建议")
    verify(house, made["id"])
    filed = {"filing": "filed", "number": "2022-015"}
    assert office.post(f"/proposals/{made['id']}/filing", json=filed).status_code == 200
    hit = find(office, "2022-015")["proposals"]["items"]
    assert [(one["id"], one["number"], one["state"]) for one in hit] == [(made["id"], "2022-015", "verified")]
    assert names(office, "充电 停车") == {"proposals": ["关于城北停车与充电的建议"]}
    for typed, listed in (("充电 停车", 1), ("2022-015", 1), ("停车", 2)):
        assert len(office.get("/proposals", params={"q": typed}).json()["items"]) == listed, typed


def test_the_list_of_units_is_narrowed_by_what_was_typed(house: House) -> None:
    office = house.as_("secretariat")
    for kind, name in (("sector", "停车界"), ("activity_group", "城北停车组"), ("sector", "农业界")):
        house.unit(kind, name)

    def listed(**more: str) -> list[str]:
        return [one["name"] for one in office.get("/units", params=more).json()["items"]]

    assert listed(q="停车") == ["城北停车组", "停车界"]
    assert listed(q="城北 停车") == ["城北停车组"]
    assert listed(q="停车", kind="sector") == ["停车界"]
    assert listed(q="停%") == []


@pytest.mark.parametrize("typed", ["%%", "__", "\\\\", "%_", "'' OR", "/_"])
def test_signs_of_the_database_are_plain_text(house: House, typed: str) -> None:
    office = house.as_("secretariat")
    member(house, "王小明")
    opinion(house, house.as_("member"), title="普通题目")
    assert names(office, typed) == {}
    opinion(house, house.as_("member"), title=f"含{typed}的题目")
    assert names(office, typed) == {"opinions": [f"含{typed}的题目"]}


@pytest.mark.parametrize("typed", ["", "王", "w", "  ", " 王 "])
def test_less_than_two_characters_are_refused_in_words(house: House, typed: str) -> None:
    answer = house.as_("secretariat").get("/search", params={"q": typed})
    assert answer.status_code == 422, answer.text


def test_a_family_shows_five_and_says_that_there_are_more(house: House) -> None:
    office = house.as_("secretariat")
    for number in range(5):
        opinion(house, house.as_("member"), title=f"充电信息{number}")
    found = find(office, "充电")["opinions"]
    assert (len(found["items"]), found["more"]) == (5, False)
    opinion(house, house.as_("member"), title="充电信息五")
    found = find(office, "充电")["opinions"]
    assert (len(found["items"]), found["more"]) == (5, True)
    assert found["items"][0]["title"] == "充电信息五"


def test_the_statements_are_the_same_however_much_is_found(house: House) -> None:
    office = house.as_("secretariat")
    member(house, "王停车")
    find(office, "停车")
    with counted(house.db) as few:
        find(office, "停车")
    for number in range(8):
        member(house, f"李停车{number}")
        proposal(house, house.as_("member"), title=f"停车{number}")
        opinion(house, house.as_("member"), title=f"停车{number}")
    with counted(house.db) as many:
        find(office, "停车")
    # The actor's, and five: records, activities, units, members, their sectors.
    assert (len(few), len(many)) == (6, 6)


def test_what_a_list_hides_is_not_found(house: House) -> None:
    opinion(house, house.as_("member"), title="草稿里的停车", draft=True)
    opinion(house, house.as_("member"), title="交上的停车")
    convene(house, [house.member("赵到会")], title="停车协商会")
    other = house.seat("convener", section_id=house.other_section_id)
    assert names(house.as_("secretariat"), "停车") == {
        "opinions": ["交上的停车"],
        "activities": ["停车协商会"],
    }
    assert names(house.as_("convener"), "停车")["opinions"] == ["交上的停车"]
    assert names(other, "停车") == {}


def _found_as_listed(house: House, caller: Caller) -> bool:
    """Tell whether the search shows exactly the ids of the caller's own lists."""
    found = find(caller, "停车")
    lists = {
        "proposals": "/claims?kind=proposal",
        "opinions": "/claims?kind=opinion",
        "activities": "/activities",
    }
    same = True
    for family, path in lists.items():
        listed = {one["id"] for one in caller.get(path).json()["items"] if "停车" in one["title"]}
        same = same and {one["id"] for one in found[family]["items"]} == listed
    return same


def test_every_role_finds_exactly_what_its_lists_show(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a search that forgets the scope is caught."""
    opinion(house, house.as_("member"), title="停车草稿", draft=True)
    opinion(house, house.as_("member"), title="停车信息")
    proposal(house, house.as_("member"), title="停车提案")
    convene(house, [house.member("赵到会")], title="停车协商会")
    callers = [house.as_(role) for role in PERMISSIONS["search:use"]]
    callers.append(house.seat("convener", section_id=house.other_section_id))
    assert [_found_as_listed(house, caller) for caller in callers] == [True] * len(callers)
    monkeypatch.setattr(queries, "visible_to", lambda actor: Claim.council_id == actor.council_id)
    assert not _found_as_listed(house, house.as_("secretariat"))


def test_another_councils_rows_never_appear(
    house: House, db: Any, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a planted leak never reaches the database: the guard refuses the statement."""
    neighbour = House(db, client)
    member(neighbour, "王停车")
    neighbour.unit("sector", "停车界")
    proposal(neighbour, neighbour.as_("member"), title="停车提案")
    opinion(neighbour, neighbour.as_("member"), title="停车信息")
    convene(neighbour, [neighbour.member("赵到会")], title="停车协商会")
    assert set(names(neighbour.as_("secretariat"), "停车")) == set(FAMILIES) - {"contributions"}
    assert names(house.as_("secretariat"), "停车") == {}
    for leak in (true(), Claim.council_id == neighbour.council_id):
        monkeypatch.setattr(queries, "visible_to", lambda actor, leak=leak: leak)
        with pytest.raises((UnscopedStatement, UndocumentedAnswer)):
            house.as_("secretariat").get("/search", params={"q": "停车"})


def test_whoever_may_search_may_open_every_list_that_is_searched() -> None:
    for permission in ("member:view", "claim:view", "activity:view", "unit:view"):
        assert PERMISSIONS["search:use"] <= PERMISSIONS[permission]
