"""Short hands for the tests of proposals, opinions and contributions."""

from __future__ import annotations

from typing import Any

from app.access.actor import Actor
from app.core.errors import Problem
from tests.factories.house import Caller, House

DAY = "2022-05-10"


def actor_of(house: House, caller: Caller, *roles: str, section_id: str | None = None) -> Actor:
    """Return the actor behind a caller, for calling services directly."""
    return Actor(
        account_id=caller.account_id,
        session_id=caller.session_id,  # type: ignore[attr-defined]
        council_id=house.council_id,
        seat_id=caller.seat_id,
        member_id=caller.member_id,
        section_id=section_id or house.section_id,
        roles=frozenset(roles),
    )


def proposal(house: House, caller: Caller, **more: Any) -> dict[str, Any]:
    """Hand a proposal in; return it as answered."""
    body = {
        "title": "关于老旧小区停车的建议",
        "occurred_on": DAY,
        "section_id": house.section_id,
        "body": "案由。",
    }
    answer = caller.post("/proposals", json={**body, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def opinion(house: House, caller: Caller, **more: Any) -> dict[str, Any]:
    """Hand an opinion in; return it as answered."""
    body = {
        "title": "关于垃圾分类的信息",
        "occurred_on": DAY,
        "section_id": house.section_id,
        "body": "情况。",
    }
    answer = caller.post("/opinions", json={**body, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def contribution(
    house: House, caller: Caller, kind: str, data: dict[str, Any], **more: Any
) -> dict[str, Any]:
    """Enter a contribution; return it as answered."""
    body = {"kind": kind, "title": "一件事", "occurred_on": DAY, "section_id": house.section_id, "data": data}
    answer = caller.post("/contributions", json={**body, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def verify(house: House, claim_id: str) -> None:
    """Verify a claim as the section's verifier."""
    answer = house.as_("verifier").post(f"/claims/{claim_id}/verify")
    assert answer.status_code == 200, answer.text


def lines(house: House, claim_id: str) -> list[dict[str, Any]]:
    """Return the ledger's lines of a claim in the order of posting."""
    answer = house.as_("chair").get(f"/ledger?claim_id={claim_id}&limit=100")
    assert answer.status_code == 200, answer.text
    return sorted(answer.json()["items"], key=lambda line: line["seq"])


def standing(house: House, claim_id: str) -> list[dict[str, Any]]:
    """Return the lines of a claim that count: no reversals, nothing reversed."""
    found = lines(house, claim_id)
    undone = {line["reverses_id"] for line in found}
    return [line for line in found if line["reverses_id"] is None and line["id"] not in undone]


def wrong(answer: Any) -> list[tuple[str, str]]:
    """Return place and word of every error of a 422."""
    assert answer.status_code == 422, answer.text
    return [(error["where"], error["word"]) for error in answer.json()["errors"]]


def refused(answer: Any, status: int, word: str) -> None:
    """Check that an answer is this refusal."""
    assert (answer.status_code, answer.json()["word"]) == (status, word), answer.text


def refusal(call: Any, *args: Any, **kwargs: Any) -> Problem:
    """Return the refusal that ``call`` raises."""
    try:
        call(*args, **kwargs)
    except Problem as problem:
        return problem
    raise AssertionError("nothing was refused")
