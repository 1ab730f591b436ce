"""A change of term does what its preview said, once, and leaves the old term's rows alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.records import AuditEntry
from app.council.models import DutyYear, Member, Placement, Post, Tenure, Term
from app.facts.pledges.models import PledgeTemplate
from tests.factories.house import Caller, House
from tests.standings.pledging import template
from tests.statements import statements

NAMES = ("𠮷田·买买提", "阿依古丽·买买提", "王小明")
TABLES: tuple[Any, ...] = (Member, Tenure, Placement, Post, Term, DutyYear)


def said(house: House, **more: Any) -> dict[str, Any]:
    """Return a change into the term that begins where the house's term 14 ends."""
    ends = house.read(lambda session: session.get_one(Term, (house.council_id, house.term_id)).ends_on)
    return {
        "number": 15,
        "starts_on": str(ends),
        "ends_on": f"{ends.year + 5}-02-20",
        "first_year": {"year": ends.year, "starts_on": str(ends), "ends_on": f"{ends.year}-12-31"},
        **more,
    }


def previewed(caller: Caller, asked: dict[str, Any]) -> dict[str, Any]:
    answer = caller.post("/term-changes/preview", json=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def changed(caller: Caller, asked: dict[str, Any]) -> dict[str, Any]:
    """Preview and carry; return what the carry answers."""
    digest = previewed(caller, asked)["digest"]
    answer = caller.post("/term-changes", json={**asked, "digest": digest})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def rows(house: House) -> dict[str, dict[str, Any]]:
    """Return every dated row of the council as it stands: id → columns."""

    def work(session: Session) -> dict[str, dict[str, Any]]:
        found = {}
        for table in TABLES:
            for row in session.scalars(select(table).where(table.council_id == house.council_id)):
                found[row.id] = {one.key: getattr(row, one.key) for one in table.__table__.columns}
        return found

    return dict(house.read(work))


def names(people: Iterable[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in people]


def peopled(house: House) -> dict[str, str]:
    """Fill a house: three in a sector, one in a closed group too, one who left; name → id."""
    office = house.as_("secretariat")
    sector, group = house.unit("sector", "经济界"), house.unit("activity_group", "经济组")
    found = {name: house.member(name, unit_id=sector, standing=name == "王小明") for name in NAMES}
    joined = {"unit_id": group, "starts_on": "2022-03-01", "role": "convener"}
    assert office.post(f"/members/{found[NAMES[0]]}/placements", json=joined).status_code == 201
    found["孙离任"] = house.member("孙离任", unit_id=sector)
    left = {"on": "2024-05-01", "state": "transferred", "ground": "工作调动"}
    assert office.post(f"/members/{found['孙离任']}/leave", json=left).status_code == 200
    return found


def test_the_carry_does_exactly_what_the_preview_said(house: House) -> None:
    who, office = peopled(house), house.as_("secretariat")
    asked = said(house, leave_out=[who["王小明"]])
    before, shown = rows(house), previewed(office, asked)
    assert shown["blockers"] == []
    assert sorted(names(shown["carried"])) == sorted(NAMES[:2])
    assert names(shown["ended"]) == ["王小明"]
    assert [(one["name"], one["state"], one["on"]) for one in shown["left_before"]] == [
        ("孙离任", "transferred", "2024-05-01")
    ]
    assert [(one["name"], one["members"], one["carried"]) for one in shown["units"]] == [
        ("经济界", 2, True), ("经济组", 1, True),
    ]  # fmt: skip
    assert rows(house) == before
    done = changed(office, asked)
    assert names(done["carried"]) == names(shown["carried"])
    assert names(done["ended"]) == names(shown["ended"])
    assert (names(done["joined"]), [year["year"] for year in done["years"]]) == (
        [], [asked["first_year"]["year"]],
    )  # fmt: skip
    after = rows(house)
    fresh = [row for key, row in after.items() if key not in before]
    tenures = {row["member_id"]: row for row in fresh if "ground" in row}
    assert set(tenures) == {who[NAMES[0]], who[NAMES[1]]}
    assert {row["starts_on"] for row in tenures.values()} == {date.fromisoformat(asked["starts_on"])}
    _old_rows_only_ended(before, after, shown["last_day"], who)
    lists = office.get(f"/members?on={asked['starts_on']}&limit=50").json()["items"]
    assert sorted(names(lists)) == sorted(NAMES[:2])
    assert all("经济界" in {place["unit"] for place in one["places"]} for one in lists)


def _old_rows_only_ended(
    before: dict[str, Any], after: dict[str, Any], last: str, who: dict[str, str]
) -> None:
    """Every row is there still; nothing but ends, states of tenures and versions moved."""
    moved = {
        (key, name): (value, after[key][name])
        for key, row in before.items()
        for name, value in row.items()
        if after[key][name] != value
    }
    assert {name for _, name in moved} == {"ends_on", "state", "version"}
    day = date.fromisoformat(last)
    assert all(pair[1] == day for (_, name), pair in moved.items() if name == "ends_on")
    touched = {before[key].get("member_id", key) for key, _ in moved}
    assert who["孙离任"] not in touched


def test_a_repeated_change_is_harmless(house: House) -> None:
    peopled(house)
    office, asked = house.as_("secretariat"), said(house)
    first = changed(office, asked)
    before, trail = rows(house), audited(house)
    assert changed(office, asked) == first
    again = office.post("/term-changes", json={**asked, "digest": "0" * 64})
    assert (again.status_code, again.json()) == (201, first)
    assert (rows(house), audited(house)) == (before, trail)
    assert [one for one in trail if one == "term:change"] == ["term:change"]
    assert office.get(f"/term-changes/{first['term']['id']}").json() == first


def audited(house: House) -> list[str]:
    """Return the acts in the council's audit chain."""
    statement = select(AuditEntry.action).where(AuditEntry.council_id == house.council_id)
    return list(house.read(lambda session: list(session.scalars(statement.order_by(AuditEntry.seq)))))


def test_a_roster_that_moved_since_the_preview_is_refused(house: House) -> None:
    peopled(house)
    office, asked = house.as_("secretariat"), said(house)
    digest = previewed(office, asked)["digest"]
    house.member("后来的")
    before = rows(house)
    answer = office.post("/term-changes", json={**asked, "digest": digest})
    assert (answer.status_code, answer.json()["word"]) == (409, "preview_stale")
    assert rows(house) == before


def test_another_council_is_not_found(house: House) -> None:
    stranger, office = House(house.db, house.client), house.as_("secretariat")
    theirs = stranger.member("外会委员")
    for path in ("/term-changes/preview", "/term-changes"):
        asked = {**said(house, leave_out=[theirs]), **({"digest": "0" * 64} if path[-1] == "s" else {})}
        assert office.post(path, json=asked).status_code == 404
    assert office.get(f"/term-changes/{stranger.term_id}").status_code == 404
    assert house.as_("chair").post("/term-changes/preview", json=said(house)).status_code == 403


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"number": 14}, "no_previous"),
        ({"starts_on": "2026-05-01"}, "overlap"),
        ({}, "outside_term"),
        ({"starts_on": "2022-02-20", "previous_ends_on": "2022-02-20"}, "before_previous"),
        ({"previous_ends_on": "2022-02-20"}, "before_previous"),
        ({"starts_on": "0001-01-01"}, "before_previous"),
        ({"previous_ends_on": "9999-12-31"}, "overlap"),
    ],
)
def test_what_does_not_fit_stands_in_the_way(house: House, more: dict[str, Any], word: str) -> None:
    office = house.as_("secretariat")
    if word == "outside_term":
        number = said(house)["first_year"]["year"]
        more = {"first_year": {"year": number, "starts_on": f"{number}-01-01", "ends_on": f"{number}-12-31"}}
    asked = said(house, **{"first_year": None, **more})
    shown = previewed(office, asked)
    assert word in [one["word"] for one in shown["blockers"]]
    before = rows(house)
    answer = office.post("/term-changes", json={**asked, "digest": shown["digest"]})
    assert (answer.status_code, rows(house)) == (409, before)


def test_an_early_election_ends_term_and_open_year_on_their_day(house: House) -> None:
    peopled(house)
    office = house.as_("secretariat")
    year = said(house)["first_year"]["year"] - 1
    asked = said(house, starts_on=f"{year}-12-21", previous_ends_on=f"{year}-12-20", first_year=None)
    shown = previewed(office, asked)
    assert (shown["blockers"], shown["last_day"]) == ([], f"{year}-12-20")
    assert {"unsealed", "year_cut"} <= {one["word"] for one in shown["warnings"]}
    done = changed(office, asked)
    assert done["previous"]["ends_on"] == f"{year}-12-20"
    years = {one["year"]: one for one in office.get("/duty-years").json()}
    assert (years[year]["ends_on"], years[year - 1]["ends_on"]) == (f"{year}-12-20", f"{year - 1}-12-31")


def test_groups_posts_and_templates_go_on_or_end_as_chosen(house: House) -> None:
    peopled(house)
    office = house.as_("secretariat")
    assert office.post("/pledge-templates", json=template()).status_code == 201
    asked = said(house, carry_kinds=["sector"], carry_posts=True)
    shown = previewed(office, asked)
    assert [one["why"] for one in shown["units"]] == ["", "重新编入"]
    assert (shown["places_kept"], shown["places_ended"]) == (3, 1)
    assert [(one["name"], one["carried"]) for one in shown["posts"]] == [("王小明", True)]
    assert [one["audience_label"] for one in shown["templates"]] == ["委员"]
    changed(office, asked)
    kept = house.read(_templates, house)
    number = asked["first_year"]["year"]
    assert [(one.year, one.state, one.title) for one in kept][-1] == (
        number, "draft", f"{number} 年度委员履职承诺书",
    )  # fmt: skip
    assert date.fromisoformat(asked["starts_on"]) <= kept[-1].sign_by <= kept[-1].intake_until
    open_ = [row for row in rows(house).values() if "unit_kind" in row and row["ends_on"] is None]
    assert {row["unit_kind"] for row in open_} == {"sector"}
    assert "pledge_template:draft_many" in audited(house)


def test_a_place_that_ends_with_the_term_is_taken_up_again_unless_its_unit_is_closed(house: House) -> None:
    office, asked = house.as_("secretariat"), said(house, first_year=None)
    sector, group = house.unit("sector", "经济界"), house.unit("activity_group", "旧组")
    member = house.member("𠮷田·买买提")
    last = previewed(office, asked)["last_day"]
    for unit in (sector, group):
        place = {"unit_id": unit, "starts_on": "2023-01-01", "ends_on": last}
        assert office.post(f"/members/{member}/placements", json=place).status_code == 201
    closed = office.patch(f"/units/{group}", json={"closed_on": last}, headers={"If-Match": '"1"'})
    assert closed.status_code == 200
    shown = previewed(office, asked)
    assert [(one["name"], one["why"]) for one in shown["units"]] == [("经济界", ""), ("旧组", "机构已撤销")]
    assert "unit_closed" in [one["word"] for one in shown["warnings"]]
    changed(office, asked)
    rows_ = [row for row in rows(house).values() if "unit_kind" in row]
    held = [(row["unit_id"] == sector, str(row["starts_on"]), row["ends_on"] is None) for row in rows_]
    assert sorted(held) == [
        (False, "2023-01-01", False), (True, "2023-01-01", False), (True, asked["starts_on"], True),
    ]  # fmt: skip


def _templates(session: Session, house: House) -> list[PledgeTemplate]:
    statement = select(PledgeTemplate).where(PledgeTemplate.council_id == house.council_id)
    return list(session.scalars(statement.order_by(PledgeTemplate.year)))


def test_who_stands_on_the_new_roster_already_only_ends_the_old_tenure(house: House) -> None:
    who, admin = peopled(house), house.as_("council_admin")
    asked = said(house, first_year=None)
    term = {key: asked[key] for key in ("number", "starts_on", "ends_on")}
    assert admin.post("/terms", json=term).status_code == 201
    again = {"starts_on": asked["starts_on"]}
    assert admin.post(f"/members/{who['王小明']}/tenures", json=again).status_code == 201
    done = changed(admin, asked)
    assert sorted(names(done["carried"])) == sorted(NAMES)
    tenures = [row for row in rows(house).values() if "ground" in row]
    assert [row["member_id"] for row in tenures].count(who["王小明"]) == 2
    assert {row["state"] for row in tenures if row["term_id"] == house.term_id} == {
        "term_ended", "transferred",
    }  # fmt: skip


def test_preview_and_change_take_as_many_statements_for_any_number_of_members(house: House) -> None:
    few, many = House(house.db, house.client), house
    sector = many.unit("sector", "经济界")
    few.member("独一", standing=True, unit_id=few.unit("sector", "经济界"))
    many.write(lambda session: [many.add_member(session, f"众{n}", unit_id=sector) for n in range(12)])
    many.member("众常", standing=True)
    counts = [counted(few), counted(many)]
    assert counts == [(10, 34), (10, 34)]


def counted(house: House) -> tuple[int, int]:
    """Return how many statements a preview and a change take."""
    office, asked = house.as_("council_admin"), said(house)
    with statements(house) as one:
        digest = previewed(office, asked)["digest"]
    with statements(house) as two:
        assert office.post("/term-changes", json={**asked, "digest": digest}).status_code == 201
    return len(one), len(two)
