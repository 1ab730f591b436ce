"""Sanctions of one council brought into any state through their own doors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.core.records import AuditEntry
from tests.factories.house import House

TODAY = clock.today()
SOON = (TODAY + timedelta(days=5)).isoformat()
GROUND = {"text": "全年三次缺席常委会会议。", "evidence": [{"document": "出席统计 12 号"}]}
PAPER = {"text": "当时在外地抢险，未及请假。", "form": "paper"}
DECISION = {
    "adopted": True,
    "body": "standing_committee",
    "decided_on": TODAY.isoformat(),
    "minutes": "常委会会议纪要 8 号",
}
SETTLED = {key: value for key, value in DECISION.items() if key != "adopted"}
#: Act → path below the sanction, method, body.
ACTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "edit": ("", "PATCH", {"kind": "talk"}),
    "send": ("/send", "POST", {"hear_by": SOON}),
    "state": ("/statement", "POST", PAPER),
    "close_hearing": ("/close-hearing", "POST", {"note": "本人没有意见"}),
    "decide": ("/decide", "POST", DECISION),
    "reject": ("/decide", "POST", {**DECISION, "adopted": False}),
    "reconsider": ("/reconsider", "POST", PAPER),
    "settle": ("/settle", "POST", {**SETTLED, "upheld": True}),
    "lift": ("/settle", "POST", {**SETTLED, "upheld": False}),
    "drop": ("/drop", "POST", {"reason": "经核实系公务请假。"}),
}
#: State → acts that lead there from a fresh draft.
WAYS: dict[str, tuple[str, ...]] = {
    "draft": (),
    "hearing": ("send",),
    "ready": ("send", "close_hearing"),
    "decided": ("send", "close_hearing", "decide"),
    "reconsidering": ("send", "close_hearing", "decide", "reconsider"),
    "upheld": ("send", "close_hearing", "decide", "reconsider", "settle"),
    "lifted": ("send", "close_hearing", "decide", "reconsider", "lift"),
    "not_adopted": ("send", "close_hearing", "reject"),
    "dropped": ("send", "drop"),
}


def good(answer: Any) -> Any:
    assert answer.status_code < 300, f"{answer.request.url}: {answer.text}"
    return answer.json()


def audited(house: House) -> str:
    """Return everything that the council's audit says."""
    mine = select(AuditEntry.before, AuditEntry.after).where(AuditEntry.council_id == house.council_id)
    return str(house.read(lambda session: session.execute(mine).all()))


def act(house: House, sanction: str, verb: str, **more: Any) -> Any:
    """Let the office do one thing to a sanction; return the answer."""
    path, method, body = ACTS[verb]
    office = house.as_("secretariat")
    return office.request(method, f"/sanctions/{sanction}{path}", json={**body, **more})


def prepared(house: House, member: str, kind: str = "talk", **more: Any) -> str:
    new = {"member_id": member, "year": TODAY.year, "kind": kind, "grounds": [GROUND], **more}
    return str(good(house.as_("secretariat").post("/sanctions", json=new))["id"])


def brought(house: House, member: str, state: str, kind: str = "talk") -> str:
    """Return a sanction in a state."""
    sanction = prepared(house, member, kind)
    for verb in WAYS[state]:
        good(act(house, sanction, verb))
    return sanction
