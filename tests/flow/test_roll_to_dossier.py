"""From roll call to score to dossier, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from app.core import clock
from app.schemes import document
from tests.factories.house import House
from tests.runs import evaluated


def convene(house: House, member_ids: list[str], **more: Any) -> dict[str, Any]:
    """Convene an activity that began two hours ago; return it as answered."""
    start = clock.now() - timedelta(hours=2)
    body = {
        "title": "十四届七次常委会会议",
        "kind": "standing_committee",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}],
        "due": {"rule": "members", "member_ids": member_ids},
        **more,
    }
    answer = house.as_("section_clerk").post("/activities", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def adopt_scheme(house: House, code: str = "shanghai-minhang") -> None:
    """Hand in, check and adopt a library scheme for the running year."""
    author, office = house.as_("scheme_author"), house.as_("secretariat")
    text = document.library()[code].read_text(encoding="utf-8")
    scheme = author.post("/schemes", json={"text": text}).json()
    assert author.post(f"/schemes/{scheme['id']}/check").json()["mistakes"] == []
    decision = {"year": clock.today().year, "body": "主席会议", "decided_on": "2026-01-10"}
    answer = office.post(f"/schemes/{scheme['id']}/adopt", json=decision)
    assert answer.status_code == 200, answer.text


def test_a_closed_roll_reaches_dossier_and_score(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    other = house.member("赵缺席")
    adopt_scheme(house)
    activity = convene(house, [str(member.member_id), other])
    sitting = activity["sittings"][0]["id"]
    line = {"member_id": member.member_id, "status": "present"}
    kept = clerk.put(f"/sittings/{sitting}/roll", json={"lines": [line]})
    assert kept.json()["counts"] == {"present": 1, "unmarked": 1}
    closed = clerk.post(f"/sittings/{sitting}/close")
    assert closed.status_code == 200, closed.text
    assert closed.json()["counts"] == {"present": 1, "absent": 1}
    concluded = clerk.post(f"/activities/{activity['id']}/conclude", json={})
    assert concluded.json()["state"] == "held"

    dossier = member.get("/me/dossier").json()
    assert [record["status"] for record in dossier["records"]] == ["present"]
    assert dossier["attendance"][0]["attended"] == 1
    score = member.get("/me/score").json()
    assert score["provisional"] is True
    assert score["total"] == "5"
    assert sum(Fraction(row["points"]) for row in score["lines"]) == Fraction(score["total"])


def test_reopening_a_roll_reverses_and_closing_again_reposts(house: House) -> None:
    member, clerk = house.as_("member"), house.as_("section_clerk")
    sitting = convene(house, [str(member.member_id)])["sittings"][0]["id"]
    present = {"lines": [{"member_id": member.member_id, "status": "present"}]}
    clerk.put(f"/sittings/{sitting}/roll", json=present)
    assert clerk.post(f"/sittings/{sitting}/close").status_code == 200
    assert clerk.post(f"/sittings/{sitting}/close").json()["word"] == "already_closed"
    assert clerk.put(f"/sittings/{sitting}/roll", json=present).json()["word"] == "roll_closed"
    reopened = clerk.post(f"/sittings/{sitting}/reopen", json={"reason": "登记有误"})
    assert reopened.json()["state"] == "open"
    assert member.get("/me/dossier").json()["records"] == []
    excused = {"lines": [{"member_id": member.member_id, "status": "excused"}]}
    clerk.put(f"/sittings/{sitting}/roll", json=excused)
    clerk.post(f"/sittings/{sitting}/close")
    assert [row["status"] for row in member.get("/me/dossier").json()["records"]] == ["excused"]
    lines = clerk.get("/ledger?fact=meeting").json()["items"]
    assert [row["quantity"] for row in reversed(lines)] == [1, -1, 1]


def test_nobody_notes_or_confirms_their_own_attendance(house: House) -> None:
    someone = house.member("钱自己")
    clerk = house.seat("section_clerk", member_id=someone, section_id=house.section_id)
    sitting = convene(house, [someone])["sittings"][0]["id"]
    refused = clerk.put(
        f"/sittings/{sitting}/roll", json={"lines": [{"member_id": someone, "status": "present"}]}
    )
    assert (refused.status_code, refused.json()["word"]) == (403, "own_line")


def test_another_section_may_not_keep_the_roll(house: House) -> None:
    stranger = house.seat("section_clerk", section_id=house.other_section_id)
    member = house.member()
    sitting = convene(house, [member])["sittings"][0]["id"]
    refused = stranger.post(f"/sittings/{sitting}/close")
    assert (refused.status_code, refused.json()["word"]) == (403, "not_organiser")


def test_a_run_in_force_replaces_the_provisional_score_and_replays_to_the_same_bytes(house: House) -> None:
    from app.standings.run import replay

    member, clerk, office = house.as_("member"), house.as_("section_clerk"), house.as_("secretariat")
    adopt_scheme(house)
    sitting = convene(house, [str(member.member_id)])["sittings"][0]["id"]
    clerk.put(
        f"/sittings/{sitting}/roll", json={"lines": [{"member_id": member.member_id, "status": "late"}]}
    )
    clerk.post(f"/sittings/{sitting}/close")
    before = member.get("/me/score").json()
    made = evaluated(house, clock.today().year)
    assert made["state"] == "complete"
    assert office.post(f"/runs/{made['id']}/put-in-force").json()["state"] == "in_force"
    after = member.get("/me/score").json()
    assert (before["provisional"], after["provisional"]) == (True, False)
    assert after["lines"] == before["lines"]
    table = office.get(f"/standings?year={clock.today().year}").json()
    assert [row["points"] for row in table["members"]] == ["5"]
    assert house.read(replay, house.council_id, made["id"]) is True
