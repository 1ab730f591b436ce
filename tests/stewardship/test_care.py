"""Care: who visits whom, notes for few, birthdays without years, nobody forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.council.models import Member
from app.stewardship.care import service
from app.stewardship.care.models import CareVisit
from tests.factories.house import House
from tests.facts.pieces import refused
from tests.stewardship.hearing import TODAY, audited, good

NOTE = "刚做完手术，家里老人无人照看"


def visit(house: House, member: str, kind: str = "visit", seat: str = "secretariat", **more: Any) -> Any:
    new = {
        "member_id": member,
        "kind": kind,
        "on": TODAY.isoformat(),
        "visitor": "办公室",
        "note": NOTE,
        **more,
    }
    return house.as_(seat).post("/care-visits", json=new)


def test_a_note_on_illness_is_read_by_few_and_stands_nowhere_in_clear(house: House) -> None:
    leader = house.seat("chair", member_id=house.member("赵主席"))
    member = house.member("孙二")
    made = visit(house, member, "sick", visitor_id=leader.member_id)
    assert made.headers["Cache-Control"] == "no-store"
    one = good(made)
    assert (one["kind"], one["note"]) == ("sick", NOTE)
    for seat in (house.as_("section_clerk"), house.as_("chair")):
        seen = good(seat.get(f"/care-visits/{one['id']}"))
        assert (seen["kind"], seen["note"], seen["hidden"]) == ("visit", "", True)
    came = good(leader.get("/care-visits"))["items"][0]
    assert (came["kind"], came["note"]) == ("sick", NOTE)
    mine = select(CareVisit.__table__).where(CareVisit.council_id == house.council_id)
    row = house.read(lambda session: session.execute(mine).one())
    assert NOTE.encode() not in row.note_sealed and NOTE not in str(row)
    assert NOTE not in audited(house) and "sick" not in audited(house)
    refused(visit(house, member, "sick", "section_clerk"), 403, "restricted_kind")
    refused(house.as_("member").get("/care-visits"), 403, "forbidden")


def test_who_was_not_visited_stands_beside_who_keeps_contact(house: House) -> None:
    leader, seen, unseen = house.member("甲"), house.member("乙"), house.member("丙")
    office = house.as_("secretariat")
    for one in (seen, unseen):
        link = {"leader_id": leader, "member_id": one, "starts_on": f"{TODAY.year}-01-01"}
        good(office.post("/care-links", json=link))
    refused(office.post("/care-links", json=link), 409, "overlap")
    refused(office.post("/care-links", json={**link, "member_id": leader}), 422, "invalid")
    made = good(visit(house, seen, visitor_id=leader))
    good(visit(house, unseen, on=f"{TODAY.year - 1}-05-01"))
    listed = good(office.get("/care-unvisited"))
    assert (listed["members"], listed["visited"]) == (3, 1)
    found = {one["member_id"]: one for one in listed["items"]}
    assert set(found) == {leader, unseen}
    assert (found[unseen]["contacts"], found[unseen]["last"]) == (["甲"], f"{TODAY.year - 1}-05-01")
    links = good(office.get("/care-links"))["items"]
    assert {one["member_id"]: one["visits"] for one in links} == {seen: 1, unseen: 0}
    good(office.post(f"/care-visits/{made['id']}/strike"))
    assert good(office.get("/care-unvisited"))["visited"] == 0
    refused(office.post(f"/care-visits/{made['id']}/strike"), 409, "struck")
    own = house.seat("member", "chair", member_id=leader)
    assert len(good(own.get("/me/care-links"))["items"]) == 2
    good(
        office.post(f"/care-links/{links[0]['id']}/end", json={"on": (TODAY - timedelta(days=1)).isoformat()})
    )
    assert len(good(own.get("/me/care-links"))["items"]) == 1


def test_birthdays_tell_month_and_day_and_never_the_year(house: House) -> None:
    born = {house.member("乙"): date(1961, 2, 29 - 1), house.member("丙"): date(1984, 2, 29)}

    def set_days(session: Any) -> None:
        for member, day in born.items():
            session.get_one(Member, (house.council_id, member)).birth_date = day

    house.write(set_days)
    answer = house.as_("secretariat").get("/care-birthdays?month=2")
    assert [(one["month"], one["day"]) for one in good(answer)["items"]] == [(2, 28), (2, 29)]
    assert "1961" not in answer.text and "1984" not in answer.text
    assert good(house.as_("secretariat").get("/care-birthdays?month=3"))["items"] == []
    good(visit(house, next(iter(born)), "birthday"))
    seen = good(house.as_("secretariat").get("/care-birthdays?month=2"))["items"]
    assert [one["remembered"] for one in seen] == [True, False]


def test_what_was_promised_is_listed_until_it_is_done(house: House) -> None:
    office, late = house.as_("secretariat"), (TODAY - timedelta(days=1)).isoformat()
    member = house.member("乙")
    made = good(visit(house, member, follow_up="联系医保局", follow_up_on=late))
    good(visit(house, member, follow_up="回访", follow_up_on=TODAY.isoformat()))
    due = good(office.get("/care-follow-ups"))["items"]
    assert [(one["follow_up"], one["overdue"]) for one in due] == [("联系医保局", True), ("回访", False)]
    assert good(house.as_("chair").get("/care-follow-ups"))["items"][0]["follow_up"] == ""
    good(office.post(f"/care-visits/{made['id']}/follow-up"))
    refused(office.post(f"/care-visits/{made['id']}/follow-up"), 409, "nothing_open")
    assert len(good(office.get("/care-follow-ups"))["items"]) == 1
    refused(visit(house, member, on=(TODAY + timedelta(days=1)).isoformat()), 422, "invalid")
    refused(visit(house, member, follow_up="无日期"), 422, "invalid")


def test_notes_go_when_their_time_has_passed_and_the_visit_stays(house: House) -> None:
    made = good(visit(house, house.member("乙")))
    assert house.read(service.outdated) == []
    with clock.shifted_to(TODAY + timedelta(days=5 * 366 + 1)):
        assert house.read(service.outdated) == [made["id"]]
        assert house.write(service.blank, made["id"]) and not house.write(service.blank, made["id"])
        assert house.read(service.outdated) == []
    seen = good(house.as_("secretariat").get(f"/care-visits/{made['id']}"))
    assert (seen["note"], seen["blanked"], seen["on"]) == ("", True, TODAY.isoformat())
