"""Short hands for pledges: a template issued, signed, filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from app.core import clock
from tests.factories.house import Caller, House

OPINIONS = {"select": [{"fact": ["opinion"], "where": [{"role": {"any_of": ["author"]}}]}]}
STANDING = {
    "select": [
        {
            "fact": ["meeting"],
            "where": [{"type": {"any_of": ["standing"]}, "status": {"any_of": ["present", "late"]}}],
        }
    ],
    "measure": {"distinct": "activity"},
}
ITEMS: list[dict[str, Any]] = [
    {"id": "opinions", "text": "反映社情民意信息", "counts": OPINIONS, "target": 2, "unit": "篇"},
    {
        "id": "standing", "text": "出席常委会会议", "counts": STANDING, "target": 1, "unit": "次",
        "remainder": "scheduled",
    },
    {"id": "honest", "text": "廉洁自律，遵守政协章程"},
]  # fmt: skip


def template(**more: Any) -> dict[str, Any]:
    """Return the body of a template of the running year, still taking everything in."""
    today = clock.today()
    last = date(today.year, 12, 31)
    return {
        "year": today.year,
        "audience": "member",
        "title": f"{today.year} 年度委员履职承诺书",
        "sign_by": str(today),
        "amend_until": str(today),
        "intake_until": str(min(last, today + timedelta(days=20))),
        "document": {"preamble": "我郑重承诺：", "items": ITEMS},
        **more,
    }


def issued(house: House, **more: Any) -> dict[str, Any]:
    """Write and issue a template; return it as answered."""
    office = house.as_("secretariat")
    made = office.post("/pledge-templates", json=template(**more))
    assert made.status_code == 201, made.text
    answer = office.post(f"/pledge-templates/{made.json()['id']}/issue")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def own(member: Caller) -> dict[str, Any]:
    """Return the member's only pledge of the running year."""
    (found,) = member.get("/me/pledges").json()
    return dict(found)


def signed(member: Caller, name: str = "李测试") -> dict[str, Any]:
    """Sign the member's only pledge; return it with its progress."""
    waiting = own(member)
    said = {"name": name, "digest": waiting["digest"]}
    answer = member.post(f"/pledges/{waiting['id']}/sign", json=said)
    assert answer.status_code == 200, answer.text
    return own(member)


def items(pledge: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a pledge's items by their word."""
    return {one["id"]: one for one in pledge["items"]}


@contextmanager
def living(house: House, day: date, *callers: Caller) -> Iterator[None]:
    """Live on a day; these callers log in there, and again when it is over."""
    with clock.shifted_to(day):
        _log_in(house, callers)
        yield
    _log_in(house, callers)


def _log_in(house: House, callers: Sequence[Caller]) -> None:
    for one in callers:
        session_id: str = one.session_id  # type: ignore[attr-defined]
        one.token = house.tokens.issue(one.account_id, session_id, house.council_id, one.seat_id)


def refused(answer: Any, status: int, word: str = "invalid") -> dict[str, Any]:
    """Check that an answer is this refusal; return it."""
    assert (answer.status_code, answer.json()["word"]) == (status, word), answer.text
    return dict(answer.json())
