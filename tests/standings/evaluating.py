"""Short hands for an evaluation year: each step done by whoever does it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from app.core import clock
from app.standings.evaluation_year.models import STEPS
from tests.factories.house import Caller, House
from tests.runs import evaluated
from tests.standings.pledging import living


def ok(answer: Any, status: int = 200) -> Any:
    """Return what was answered."""
    assert answer.status_code == status, answer.text
    return answer.json()


class Year:
    """The evaluation of one duty year, walked through the API."""

    def __init__(self, house: House, year: int, members: dict[str, Caller]) -> None:
        self.house, self.year, self.members = house, year, members
        self.office, self.clerk, self.chair = (
            house.as_("secretariat"), house.as_("section_clerk"), house.as_("chair"),
        )  # fmt: skip
        self.path = f"/evaluation-years/{year}"

    def open(self, **more: Any) -> Any:
        return ok(self.office.post("/evaluation-years", json={"year": self.year, **more}), 201)

    def show(self) -> Any:
        return ok(self.office.get(self.path))

    def finish(self, step: str, reason: str = "", by: Caller | None = None) -> Any:
        """Return the answer to finishing a step."""
        return (by or self.office).post(f"{self.path}/steps/{step}/finish", json={"reason": reason})

    def reopen(self, step: str, by: Caller, reason: str = "记录有误") -> Any:
        return by.post(f"{self.path}/steps/{step}/reopen", json={"reason": reason})

    def decide(self, by: Caller, **more: Any) -> Any:
        body = {"body": "主席会议", "decided_on": str(clock.today()), "minutes": "纪要〔2026〕3号", **more}
        return by.post(f"{self.path}/decision", json=body)

    def confirm(self) -> None:
        """Let every section confirm its list."""
        for one in ok(self.office.get(f"{self.path}/lists")):
            if one["may_confirm"]:
                mine = one["unit_id"] == self.house.section_id
                by = self.clerk if mine else self.office
                ok(by.post(f"{self.path}/lists/{one['unit_id']}/confirm"))

    def sign(self, name: str) -> Any:
        """Return the answer to a member's signature under the text as it is."""
        member = self.members[name]
        text = ok(member.get(f"/me/evaluation?year={self.year}"))
        body = {"year": self.year, "digest": text["digest"], "name": name}
        return member.post("/me/evaluation/sign", json=body)

    def put_in_force(self) -> str:
        run = str(evaluated(self.house, self.year)["id"])
        ok(self.office.post(f"/runs/{run}/put-in-force"))
        return run

    def do(self, step: str) -> None:
        """Do all that belongs to a step, and finish it."""
        if step == "lists":
            self.confirm()
        if step == "signatures":
            for name in self.members:
                ok(self.sign(name))
        if step == "run":
            self.put_in_force()
        if step == "letters":
            for member in self.members.values():
                ok(member.post("/me/evaluation/read", json={"year": self.year}))
        if step == "decision":
            ok(self.decide(self.chair))
        else:
            ok(self.finish(step, "其余委员已当面核对"))

    @contextmanager
    def after(self, last: str) -> Iterator[None]:
        """Live on the day after one; everybody logs in there."""
        callers = {one.seat_id: one for one in (*self.house._callers.values(), *self.members.values())}
        with living(self.house, date.fromisoformat(last) + timedelta(days=1), *callers.values()):
            yield

    @contextmanager
    def walked(self, until: str) -> Iterator[None]:
        """Walk the steps before one; the block lives after the objection window, if that is over."""
        before = STEPS[: STEPS.index(until)]
        for step in before[: before.index("objections")] if "objections" in before else before:
            self.do(step)
        if "objections" not in before:
            yield
            return
        last = ok(self.office.post(f"{self.path}/objection-window"))["objections_until"]
        with self.after(last):
            for step in before[before.index("objections") :]:
                self.do(step)
            yield
