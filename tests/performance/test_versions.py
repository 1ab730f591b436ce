"""A page that the reader has already is not built again, and never outlives a change."""

from __future__ import annotations

from typing import Any

from app.access.models import LoginSession
from app.core import clock
from tests.factories.house import Caller, House
from tests.performance.year import lived


def again(caller: Caller, path: str, tag: str) -> Any:
    return caller.get(path, headers={"If-None-Match": tag})


def test_a_dossier_that_nothing_touched_is_not_sent_again(house: House) -> None:
    year = lived(house)
    tag = year.member.get("/me/dossier").headers["etag"]
    answer = again(year.member, "/me/dossier", f'"other", {tag}')
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert again(year.member, f"/me/dossier?year={year.number - 1}", tag).status_code == 200
    assert again(year.member, "/me/dossier", "not a tag").status_code == 200


def test_any_change_in_the_council_makes_a_new_version(house: House) -> None:
    year = lived(house)
    clerk, office = house.as_("section_clerk"), house.as_("secretariat")
    member = f"/members/{year.member.member_id}"

    def rename() -> Any:
        seen = office.get(member).headers["etag"]
        return office.patch(member, json={"employer": "新单位"}, headers={"If-Match": seen})

    def reopen() -> Any:
        return clerk.post(f"/sittings/{year.sitting_id}/reopen", json={"reason": "登记有误"})

    for change in (rename, reopen, year.put_in_force):
        before = year.member.get("/me/dossier")
        done = change()
        assert isinstance(done, str) or done.status_code == 200, done.text
        after = again(year.member, "/me/dossier", before.headers["etag"])
        assert after.status_code == 200
        assert after.json() != before.json()


def test_a_version_of_one_member_says_nothing_about_another(house: House) -> None:
    year = lived(house)
    chair = house.as_("chair")
    mine = year.member.get("/me/dossier").headers["etag"]
    other = house.member("孙另一")
    assert again(chair, f"/members/{other}/dossier", mine).status_code == 200


def test_whoever_lost_the_session_gets_no_304(house: House) -> None:
    year = lived(house)
    tag = year.member.get("/me/dossier").headers["etag"]

    def end(session: Any) -> None:
        session.get_one(LoginSession, year.member.session_id).revoked_at = clock.now()  # type: ignore[attr-defined]

    house.write(end)
    assert again(year.member, "/me/dossier", tag).status_code == 401


def test_a_kept_table_shows_a_new_name_and_stays_closed_to_members(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    office, path = house.as_("secretariat"), f"/standings?year={year.number}"
    first = office.get(path)
    assert again(office, path, first.headers["etag"]).status_code == 304
    assert year.member.get(path).status_code == 403
    where = f"/members/{year.member.member_id}"
    seen = office.get(where).headers["etag"]
    assert office.patch(where, json={"name": "李改名"}, headers={"If-Match": seen}).status_code == 200
    second = again(office, path, first.headers["etag"])
    assert second.status_code == 200
    assert "李改名" in second.text


def test_a_kept_table_of_one_council_is_not_another_councils(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    assert house.as_("secretariat").get(f"/standings?year={year.number}").status_code == 200
    stranger = House(house.db, house.client)
    assert stranger.as_("secretariat").get(f"/standings?year={year.number}").status_code == 404
