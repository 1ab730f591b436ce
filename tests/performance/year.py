"""A duty year with a closed roll, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core import clock
from tests.factories.house import Caller, House
from tests.flow.test_roll_to_dossier import adopt_scheme, convene
from tests.runs import evaluated

#: JSON, SQL and UTF-8 must all carry it: quotes, a backslash, a line break, a rare surname.
AWKWARD = 'She said "好\\" — 𠮷家\t与\n他们'


@dataclass
class Year:
    """The council's people and what they did."""

    house: House
    member: Caller
    activity: dict[str, Any]

    @property
    def number(self) -> int:
        """The running duty year."""
        return clock.today().year

    @property
    def sitting_id(self) -> str:
        """The only sitting."""
        return str(self.activity["sittings"][0]["id"])

    def put_in_force(self) -> str:
        """Evaluate the year and let the run be its result."""
        office = self.house.as_("secretariat")
        made = evaluated(self.house, self.number)
        assert office.post(f"/runs/{made['id']}/put-in-force").status_code == 200
        return str(made["id"])


def lived(house: House, title: str = "十四届七次常委会会议") -> Year:
    """Adopt a scheme, hold a meeting with two members, close its roll."""
    adopt_scheme(house)
    member, clerk = house.as_("member"), house.as_("section_clerk")
    activity = convene(house, [str(member.member_id), house.member("赵缺席")], title=title)
    sitting = activity["sittings"][0]["id"]
    line = {"member_id": member.member_id, "status": "late"}
    assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": [line]}).status_code == 200
    assert clerk.post(f"/sittings/{sitting}/close").status_code == 200
    return Year(house, member, activity)
