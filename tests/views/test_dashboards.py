"""The chair's page over HTTP: every number opens a list of as many lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.db import Database
from app.core.ids import new_id
from tests.clients import CheckedClient
from tests.factories.house import House
from tests.statements import statements
from tests.views.chairs_year import YEAR, ChairsYear, live, settle

COUNTS = ("due", "attended", "excused", "absent", "not_counted")


@pytest.fixture(scope="module")
def year(db: Database, client: CheckedClient) -> ChairsYear:
    """One council for all tests that only look."""
    made = settle(House(db, client))
    live(made)
    return made


def numbers(page: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield each number of the page with the list it opens."""
    query, attendance = f"year={page['year']}", page["attendance"]
    turnouts = [("", attendance["all"])]
    turnouts += [(f"&kind={one['kind']}", one) for one in attendance["kinds"]]
    turnouts += [
        (f"&unit_id={one['unit_id']}" if one["unit_id"] else "&unplaced=true", one)
        for one in attendance["sectors"]
    ]
    for narrowed, turnout in turnouts:
        for status in COUNTS:
            yield f"attendance?{query}{narrowed}&status={status}", turnout[status]
    for sector in attendance["sectors"]:
        if sector["unit_id"]:
            yield f"members?{query}&unit_id={sector['unit_id']}", sector["members"]
    for family in page["contributions"]:
        path = f"contributions?{query}&family={family['family']}"
        yield path, family["total"]
        for month in family["months"]:
            yield f"{path}&month={month['month']}", month["count"]
    yield f"silent?{query}", len(page["silent"])
    for group in page["silent"]:
        yield f"members?{query}&unit_id={group['unit_id']}", group["members"]
    yield "waiting", page["overdue"]["waiting"]
    for section in page["overdue"]["sections"]:
        yield f"waiting?section_id={section['section_id']}", section["waiting"]
    yield "returned", page["overdue"]["returned"]
    yield "objections", page["overdue"]["objections"]
    for sector in page["grades"]:
        where = f"&unit_id={sector['unit_id']}" if sector["unit_id"] else "&unplaced=true"
        for one in sector["grades"]:
            yield f"grades?{query}&grade={one['grade']}{where}", one["count"]


def test_every_number_opens_a_list_of_as_many_lines(year: ChairsYear) -> None:
    judged = 0
    for page in (year.page(), year.page(2025)):
        for path, number in numbers(page):
            found = year.lines(path)
            assert len(found) == number, path
            ids = [line.get("id") or line["unit_id"] for line in found]
            assert len(set(ids)) == len(ids), path
            judged += 1
    assert judged > 100


def test_a_list_is_the_same_in_small_pages_and_in_one(year: ChairsYear) -> None:
    for path in (
        f"attendance?year={YEAR}",
        f"contributions?year={YEAR}&family=proposals",
        "waiting",
        "silent",
    ):
        assert year.lines(path, limit=1) == year.lines(path, limit=100)


def test_attendance_is_counted_by_kind_with_its_opportunities(year: ChairsYear) -> None:
    attendance = year.page()["attendance"]
    kinds = {one.pop("kind"): one for one in attendance["kinds"]}
    assert list(kinds) == ["plenary", "standing", "groups", "consultation", "field", "other"]
    assert kinds["plenary"] == {
        "due": 7,
        "attended": 5,
        "excused": 1,
        "absent": 1,
        "not_counted": 1,
        "rate": "71.4%",
    }
    # The reopened roll counts as it was closed the second time; the one left open not at all.
    assert (kinds["standing"]["due"], kinds["standing"]["attended"]) == (2, 2)
    assert (kinds["groups"]["due"], kinds["groups"]["attended"]) == (2, 2)
    # The joint oversight: this council's own roll, once.
    assert (kinds["consultation"]["due"], kinds["consultation"]["absent"]) == (2, 1)
    assert (kinds["other"]["due"], kinds["other"]["not_counted"], kinds["other"]["rate"]) == (0, 1, "—")
    for status in COUNTS:
        total = sum(one[status] for one in kinds.values())
        assert attendance["all"][status] == total
        assert sum(one[status] for one in attendance["sectors"]) == total


def test_a_member_who_moved_counts_in_each_sector_for_its_own_days(year: ChairsYear) -> None:
    sectors = {one["name"]: one for one in year.page()["attendance"]["sectors"]}
    # In the roster's order, the empty one left out, those in no sector last.
    assert list(sectors) == ["教育", "经济", ""]
    economy = year.lines(f"attendance?year={YEAR}&unit_id={year.units['经济']}")
    mine = {line["title"] for line in economy if line["name"] == "甲"}
    assert mine == {"全体会议", "经济组活动"}
    assert {line["sector"] for line in economy} == {"经济"}
    teaching = year.lines(f"attendance?year={YEAR}&unit_id={year.units['教育']}")
    assert {line["title"] for line in teaching if line["name"] == "甲"} == {"常委会会议"}
    assert (sectors["经济"]["members"], sectors["教育"]["members"]) == (1, 2)
    assert sectors["经济"]["per_member"] == "6.0"
    assert (sectors[""]["unit_id"], sectors[""]["members"], sectors[""]["per_member"]) == (None, None, "—")


def test_the_rate_of_a_sitting_is_the_one_its_roll_reads_out(year: ChairsYear) -> None:
    lines = year.lines(f"attendance?year={YEAR}&kind=groups")
    roll = year.house.as_("chair").get(f"/sittings/{lines[0]['sitting_id']}/roll")
    assert roll.status_code == 200
    assert roll.json()["rate"] == "100.0%"
    groups = next(one for one in year.page()["attendance"]["kinds"] if one["kind"] == "groups")
    assert groups["rate"] == roll.json()["rate"]


def test_leave_that_is_not_due_counts_alike_here_and_in_the_dossier(year: ChairsYear) -> None:
    dossier = year.house.as_("chair").get(f"/members/{year.members['乙']}/dossier?year={YEAR}").json()
    plenary = next(one for one in dossier["attendance"] if one["type"] == "plenary")
    assert (plenary["due"], plenary["attended"], plenary["excused"]) == (1, 1, 0)
    mine = [line for line in year.lines(f"attendance?year={YEAR}&kind=plenary") if line["name"] == "乙"]
    assert len(mine) == plenary["due"]


def test_contributions_are_pieces_and_events_by_month(year: ChairsYear) -> None:
    families = {one["family"]: one for one in year.page()["contributions"]}
    months = {
        family: {month["month"]: month["count"] for month in one["months"] if month["count"]}
        for family, one in families.items()
    }
    assert months["proposals"] == {f"{YEAR}-02": 2, f"{YEAR}-05": 1}
    assert months["opinions"] == {f"{YEAR}-03": 1}
    recent = clock.today() - timedelta(days=5)
    assert months["events"] == {f"{YEAR}-09": 1, f"{recent:%Y-%m}": 1}
    assert [month["month"] for month in families["events"]["months"]] == [
        f"{YEAR}-{number:02}" for number in range(1, clock.today().month + 1)
    ]


def test_a_past_year_is_shown_as_of_its_last_day(year: ChairsYear) -> None:
    page = year.page(2025)
    assert (page["day"], len(page["contributions"][0]["months"])) == ("2025-12-31", 12)
    assert page["contributions"][0]["total"] == 1
    assert page["attendance"]["all"] == {**dict.fromkeys(COUNTS, 0), "rate": "—"}
    # The member who moved in 2026 still belonged to the first sector then.
    economy = next(one for one in page["attendance"]["sectors"] if one["name"] == "经济")
    assert (economy["members"], economy["per_member"]) == (2, "0.0")


def test_groups_are_silent_that_convened_nothing_for_ninety_days(year: ChairsYear) -> None:
    silent = {group["name"]: group for group in year.page()["silent"]}
    # Not the town's group (five days ago), nor what is closed, new, or no group.
    assert set(silent) == {"提案委员会", "教育组", "经济组"}
    group = silent["经济组"]
    assert (group["members"], group["convener"]["name"]) == (2, "乙")
    assert group["last"]["title"] == "经济组活动"
    assert group["days"] == (clock.today() - date(YEAR, 1, 12)).days
    assert (silent["教育组"]["last"], silent["教育组"]["days"]) == (None, None)
    records = year.lines(f"records?year={YEAR}&unit_id={group['unit_id']}")
    assert [one["claim_id"] for one in records] == [group["last"]["claim_id"]]
    names = [one["name"] for one in year.lines(f"members?unit_id={group['unit_id']}")]
    assert sorted(names) == ["乙", "甲"]


def test_what_waits_too_long_is_named_by_section_and_what_was_called_off_is_not(year: ChairsYear) -> None:
    overdue = year.page()["overdue"]
    sections = {one["name"]: one["waiting"] for one in overdue["sections"]}
    assert sections == {"提案委办公室": 2, "新埭镇联络室": 1}
    lines = year.lines("waiting")
    assert [line["title"] for line in lines] == ["久等的提案", "另一部门的", "办而未结的调研"]
    assert [line["days"] for line in lines] == [40, 40, 30]
    returned = year.lines("returned")
    assert [(line["title"], line["days"]) for line in returned] == [("退回的", 0)]


def test_the_figures_of_the_term_are_those_of_the_review(year: ChairsYear) -> None:
    chair = year.house.as_("chair")
    review = chair.get("/term-review?term=14").json()
    figures = {figure["key"]: figure for line in review["lines"] for figure in line["figures"]}
    shown = year.page()["review"]
    assert len(shown) == 9
    assert all(figure == figures[figure["key"]] for figure in shown)
    assert shown[0]["value"] == 4


def test_objections_past_their_day_are_counted_and_named(year: ChairsYear) -> None:
    overdue = year.page()["overdue"]
    assert overdue["objections"] == year.page(2025)["overdue"]["objections"] == 1
    line = year.lines("objections")[0]
    assert (line["name"], line["title"], line["section"], line["days"]) == ("乙", "公益", "办公室", 3)
    assert (line["year"], line["member_id"]) == (YEAR, year.members["乙"])


def test_grades_are_counted_by_the_sector_of_the_day_for_who_may_see_results(year: ChairsYear) -> None:
    grades = {
        one["name"]: {each["grade"]: each["count"] for each in one["grades"]} for one in year.page()["grades"]
    }
    # 甲 and 丁 belong to 教育 now, 丙 and whoever hands things in to no sector.
    assert grades.pop("经济") == {"合格": 1}
    assert grades.pop("教育") == {"合格": 1, "优秀": 1}
    assert list(grades) == [""]
    named = year.lines(f"grades?year={YEAR}&grade=优秀&unit_id={year.units['教育']}")
    assert [(line["name"], line["sector"]) for line in named] == [("丁", "教育")]
    admin = year.house.as_("council_admin")
    assert admin.get(f"/dashboard?year={YEAR}").json()["grades"] is None
    assert admin.get(f"/dashboard/grades?year={YEAR}&grade=优秀").status_code == 403
    assert year.page(2025)["grades"] == []


def test_a_line_opens_for_everybody_who_may_see_the_page(year: ChairsYear) -> None:
    for role in ("secretariat", "chair", "auditor", "council_admin"):
        caller = year.house.as_(role)
        line = year.lines(f"attendance?year={YEAR}", role=role)[0]
        assert caller.get(f"/sittings/{line['sitting_id']}/roll").json()["entries"]
        assert caller.get(f"/claims/{line['claim_id']}").status_code == 200
        assert caller.get(f"/members/{line['member_id']}").status_code == 200
        for path in ("waiting", "returned", f"contributions?year={YEAR}&family=proposals"):
            one = year.lines(path, role=role)[0]
            claim = one.get("claim_id") or one["id"]
            assert caller.get(f"/claims/{claim}").status_code == 200, (role, path)
        assert caller.get("/term-review/proposals_received?term=14").status_code == 200


def test_an_empty_council_has_noughts_and_dashes(house: House) -> None:
    page = ChairsYear(house).page()
    assert page["attendance"] == {
        "all": {**dict.fromkeys(COUNTS, 0), "rate": "—"},
        "kinds": [],
        "sectors": [],
    }
    assert {one["total"] for one in page["contributions"]} == {0}
    assert (page["silent"], page["overdue"]) == (
        [],
        {"waiting": 0, "sections": [], "returned": 0, "objections": 0},
    )
    assert page["grades"] == []
    assert all(figure["value"] is None for figure in page["review"])


def test_the_running_year_is_shown_when_none_is_named(house: House) -> None:
    chair = house.as_("chair")
    assert chair.get("/dashboard").json() == chair.get(f"/dashboard?year={clock.today().year}").json()
    assert chair.get("/dashboard?year=1950").status_code == 404
    assert chair.get("/dashboard/attendance?year=1950").status_code == 404


def test_nothing_is_shown_of_another_council(year: ChairsYear) -> None:
    stranger = House(year.house.db, year.house.client).as_("chair")
    for path in (f"members?unit_id={year.units['经济']}", f"records?unit_id={year.units['经济组']}"):
        assert stranger.get(f"/dashboard/{path}").json()["items"] == []
    assert stranger.get(f"/dashboard/attendance?unit_id={year.units['经济']}").json()["items"] == []
    assert stranger.get(f"/dashboard/waiting?section_id={new_id()}").json()["items"] == []


def test_a_page_that_nothing_touched_is_not_sent_again(house: House) -> None:
    year, chair, path = settle(house), house.as_("chair"), f"/dashboard?year={YEAR}"
    house.as_("section_clerk")
    tag = chair.get(path).headers["ETag"]
    with statements(house) as seen:
        assert chair.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert len([one for one in seen if "set_config" not in one]) == 1
    assert chair.get("/dashboard?year=2025", headers={"If-None-Match": tag}).status_code == 200
    year.keep(year.convene("一次会议", "other_meeting", date(YEAR, 3, 3), ["甲"])[0], {"甲": "present"})
    again = chair.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.json()["attendance"]["all"]["due"]) == (200, 1)


def test_the_page_takes_eight_statements_however_much_there_is(year: ChairsYear) -> None:
    chair, path = year.house.as_("chair"), f"/dashboard?year={YEAR}"
    fresh = House(year.house.db, year.house.client)
    for house, caller in ((year.house, chair), (fresh, fresh.as_("chair"))):
        caller.get(path)
        with statements(house) as seen:
            caller.get(path)
        # Actor, years, the term's sums, attendance, sectors, pieces, silent groups, what is overdue.
        assert len([one for one in seen if "set_config" not in one]) == 8


def test_a_list_takes_three_statements_however_long_it_is(year: ChairsYear) -> None:
    chair = year.house.as_("chair")
    unit = f"unit_id={year.units['经济组']}"
    lists = (
        "attendance",
        "contributions?family=events",
        "silent",
        "waiting",
        "objections",
        "grades?grade=优秀",
        f"members?{unit}",
        f"records?{unit}",
    )
    for path in lists:
        with statements(year.house) as seen:
            assert chair.get(f"/dashboard/{path}").status_code == 200
        # Actor, years, the lines.
        assert len([one for one in seen if "set_config" not in one]) == 3, path
