"""A committed sheet of records is taken back whole, or not at all."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.core import clock
from app.council.models import ImportBatch
from tests.council import rosters
from tests.factories.house import House
from tests.facts.test_imports import OPINIONS, PROPOSALS, commit, people, preview


def grow_old(session: Session, council_id: str, batch_id: str) -> None:
    session.get_one(ImportBatch, (council_id, batch_id)).committed_at = clock.now() - timedelta(hours=25)


def test_a_sheet_is_taken_back_and_the_mended_one_written(house: House) -> None:
    people(house)
    clerk = house.as_("section_clerk")
    batch = commit(clerk, preview(clerk, "proposals", PROPOSALS)).json()
    assert batch["take_back_until"] is not None
    back = clerk.post(f"/imports/{batch['id']}/take-back")
    assert back.status_code == 200, back.text
    assert back.json()["taken_back_at"] is not None and back.json()["take_back_until"] is None
    states = {item["state"] for item in clerk.get("/proposals").json()["items"]}
    assert states == {"withdrawn"}
    assert clerk.post(f"/imports/{batch['id']}/take-back").json() == back.json()
    # The filing numbers are free again.
    again = preview(clerk, "proposals", PROPOSALS)
    assert (again["counts"]["new"], again["counts"]["errors"]) == (3, 0), again["errors"]
    assert commit(clerk, again).status_code == 200


def test_one_touched_record_keeps_the_whole_sheet(house: House) -> None:
    people(house)
    clerk = house.as_("section_clerk")
    batch = commit(clerk, preview(clerk, "opinions", OPINIONS)).json()
    one = clerk.get("/opinions").json()["items"][0]
    done = house.as_("verifier").post(f"/claims/{one['id']}/verify", headers={"If-Match": '"1"'})
    assert done.status_code == 200, done.text
    refused = clerk.post(f"/imports/{batch['id']}/take-back")
    assert (refused.status_code, refused.json()["word"]) == (409, "touched")
    assert sorted(item["state"] for item in clerk.get("/opinions").json()["items"]) == [
        "submitted",
        "verified",
    ]


def test_after_a_day_or_before_the_commit_nothing_is_taken_back(house: House) -> None:
    people(house)
    clerk = house.as_("section_clerk")
    batch = preview(clerk, "opinions", OPINIONS)
    early = clerk.post(f"/imports/{batch['id']}/take-back")
    assert (early.status_code, early.json()["word"]) == (409, "not_committed")
    commit(clerk, batch)
    house.write(grow_old, house.council_id, batch["id"])
    late = clerk.post(f"/imports/{batch['id']}/take-back")
    assert (late.status_code, late.json()["word"]) == (409, "too_late")


def test_a_roster_is_never_taken_back_whole(house: House) -> None:
    rosters.prepare(house)
    office = house.as_("secretariat")
    shown = office.post(
        "/imports/roster", files={"file": ("名册.xlsx", rosters.as_xlsx(rosters.good(3)))}
    ).json()
    done = office.post(f"/imports/{shown['id']}/commit").json()
    assert done["take_back_until"] is None
    refused = office.post(f"/imports/{shown['id']}/take-back")
    assert (refused.status_code, refused.json()["word"]) == (409, "never_taken_back")
