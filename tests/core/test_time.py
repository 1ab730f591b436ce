"""Days and years are Beijing's, wherever the machine stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from app.core import clock
from app.ledger.models import DutyRecord
from tests.factories.house import House

#: An instant in UTC and the day it belongs to in Beijing.
DAYS = [
    ("2025-12-31T15:59:59.999999+00:00", date(2025, 12, 31)),
    ("2025-12-31T16:00:00+00:00", date(2026, 1, 1)),
    ("2025-12-31T16:30:00+00:00", date(2026, 1, 1)),
    ("2024-02-28T16:00:00+00:00", date(2024, 2, 29)),
    ("2024-02-29T15:59:59+00:00", date(2024, 2, 29)),
    ("2024-02-29T16:00:00+00:00", date(2024, 3, 1)),
    ("2026-03-31T20:00:00+00:00", date(2026, 4, 1)),
    ("2025-12-31T11:30:00-05:00", date(2026, 1, 1)),
    # Beijing kept summer time from 1986 to 1991; its winter days are as today.
    ("1991-07-01T15:30:00+00:00", date(1991, 7, 2)),
    ("1991-12-31T15:30:00+00:00", date(1991, 12, 31)),
]


@pytest.mark.parametrize(("moment", "day"), DAYS)
def test_a_moment_belongs_to_its_day_in_beijing(moment: str, day: date) -> None:
    assert clock.beijing_date(datetime.fromisoformat(moment)) == day


@pytest.mark.parametrize(("moment", "day"), DAYS[:7])
def test_today_is_the_day_in_beijing(moment: str, day: date) -> None:
    with time_machine.travel(datetime.fromisoformat(moment).astimezone(UTC), tick=False):
        assert clock.now() == datetime.fromisoformat(moment)
        assert clock.now().tzinfo is UTC
        assert clock.today() == day


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        clock.beijing_date(datetime(2026, 1, 1))  # noqa: DTZ001 - the very thing that is refused


def attend(house: House, starts_at: datetime) -> Any:
    """Hold a sitting that starts then, with one member present; return the record in the ledger."""
    member_id, clerk = str(house.as_("member").member_id), house.as_("section_clerk")
    ends_at = starts_at + timedelta(minutes=50)
    body = {
        "title": "跨年值守",
        "kind": "other_activity",
        "sittings": [{"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}],
        "due": {"rule": "members", "member_ids": [member_id]},
    }
    activity = clerk.post("/activities", json=body)
    assert activity.status_code == 201, activity.text
    sitting = activity.json()["sittings"][0]["id"]
    clerk.put(f"/sittings/{sitting}/roll", json={"lines": [{"member_id": member_id, "status": "present"}]})
    closed = clerk.post(f"/sittings/{sitting}/close")
    assert closed.status_code == 200, closed.text
    mine = (DutyRecord.council_id == house.council_id, DutyRecord.member_id == member_id)
    return house.read(lambda session: session.scalars(select(DutyRecord).where(*mine)).one())


@pytest.mark.parametrize(
    ("starts_at", "day", "year"),
    [
        ("2024-12-31T16:30:00+00:00", date(2025, 1, 1), 2025),
        ("2024-12-31T15:00:00+00:00", date(2024, 12, 31), 2024),
        ("2024-12-31T15:59:59+00:00", date(2024, 12, 31), 2024),
        ("2025-01-01T00:30:00+08:00", date(2025, 1, 1), 2025),
        ("2024-02-28T16:30:00+00:00", date(2024, 2, 29), 2024),
    ],
)
def test_a_sitting_counts_into_the_duty_year_of_its_beijing_day(
    house: House, starts_at: str, day: date, year: int
) -> None:
    with time_machine.travel(datetime(2025, 6, 1, tzinfo=UTC), tick=True):
        record = attend(house, datetime.fromisoformat(starts_at))
    assert (record.occurred_on, record.year) == (day, year)


def test_a_sitting_of_new_years_morning_counts_into_the_new_year(house: House) -> None:
    with time_machine.travel(datetime(2026, 1, 1, 3, tzinfo=UTC), tick=True):
        record = attend(house, datetime(2025, 12, 31, 16, 30, tzinfo=UTC))
    assert (record.occurred_on, record.year) == (date(2026, 1, 1), 2026)


def test_an_access_token_lives_ten_minutes_whatever_the_wall_says(house: House) -> None:
    start = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as traveller:
        member = house.as_("member")
        traveller.shift(timedelta(minutes=9, seconds=59))
        assert member.get("/me").status_code == 200
        traveller.shift(timedelta(seconds=32))
        assert member.get("/me").status_code == 401


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_jumping_clock_lets_nobody_in_for_longer(house: House, jump: timedelta) -> None:
    with time_machine.travel(datetime(2025, 6, 1, tzinfo=UTC), tick=False) as traveller:
        member = house.as_("member")
        traveller.shift(jump)
        # Over, or from a future that has not come yet: both ask for a refresh, neither is believed.
        assert member.get("/me").status_code == 401
        traveller.shift(-jump)
        assert member.get("/me").status_code == 200
