"""A secret ballot for tests: its voters, and what each may do."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy.orm import Session

from tests.factories.house import Caller, House


def crowd(house: House, count: int) -> list[Caller]:
    """Return so many members with seats, made in one transaction."""

    def work(session: Session) -> list[Caller]:
        members = [house.add_member(session, f"委员{nth}") for nth in range(count)]
        return [house._seat(session, ("member",), one, None, False, "") for one in members]

    return house.write(work)  # type: ignore[no-any-return]


def renew(house: House, callers: list[Caller]) -> None:
    """Give callers fresh tokens: what takes long outlives an access token."""
    for one in callers:
        session = str(one.session_id)  # type: ignore[attr-defined]
        one.token = house.tokens.issue(one.account_id, session, house.council_id, one.seat_id)


class Poll:
    """A poll on two members by seven, drafted by the office."""

    def __init__(
        self, house: House, voters: int | list[Caller] = 7, rated: list[str] | None = None, **more: Any
    ) -> None:
        self.house, self.office = house, house.as_("secretariat")
        self.rated = rated or [house.member("王小明"), house.member("陈思源")]
        self.voters = crowd(house, voters) if isinstance(voters, int) else voters
        members = [one.member_id for one in self.voters]
        body = {
            "title": "2026 年度常委述职测评",
            "year": 2026,
            "rated": self.rated,
            "entitled": {"rule": "members", "member_ids": members},
            **more,
        }
        made = self.office.post("/ballots", json=body)
        assert made.status_code == 201, made.text
        self.id = made.json()["id"]
        self.path = f"/ballots/{self.id}"

    def do(self, verb: str, **body: Any) -> Any:
        return self.office.post(f"{self.path}/{verb}", json=body or None)

    def opened(self) -> Poll:
        assert self.do("open").status_code == 200
        return self

    def marks(self, mark: str = "excellent") -> dict[str, str]:
        return dict.fromkeys(self.rated, mark)

    def vote(self, voter: Caller, mark: str = "excellent", receipt: str = "", **more: Any) -> Any:
        body = {"receipt": receipt or secrets.token_hex(16), "marks": self.marks(mark), **more}
        return voter.post(f"/me{self.path}/vote", json=body)

    def slip(self, code: str, receipt: str = "") -> Any:
        body = {"receipt": receipt or secrets.token_hex(16), "marks": self.marks("competent"), "slip": code}
        return self.office.post(f"{self.path}/kiosk-votes", json=body)

    def paper(self, by: Caller, returned: int, invalid: int = 0, **more: int) -> Any:
        marks = dict.fromkeys(("excellent", "competent", "basically_competent", "incompetent", "abstain"), 0)
        marks |= {"excellent": returned - invalid, **more}
        body = {"returned": returned, "invalid": invalid, "counts": dict.fromkeys(self.rated, marks)}
        return by.post(f"{self.path}/paper", json=body)

    def counted(self) -> Any:
        assert self.do("close").status_code == 200
        return self.do("count")
