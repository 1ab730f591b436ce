"""A pytest plugin: another clock, and planted defects of time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from app.core import clock

NOW, DEFECT = "LVZHI_TEST_NOW", "LVZHI_TEST_DEFECT"


@pytest.fixture(autouse=True, scope="session")
def moment() -> Iterator[None]:
    """Let the whole run stand at one moment, when one is given."""
    defect = os.environ.get(DEFECT)
    if defect == "utc":
        # Dates are cut off at midnight in Greenwich.
        clock.BEIJING = ZoneInfo("UTC")
    if defect == "local":
        # Dates are those of wherever the server stands.
        clock.beijing_date = lambda moment: moment.astimezone().date()
    given = os.environ.get(NOW)
    if not given:
        yield
        return
    with time_machine.travel(datetime.fromisoformat(given), tick=False):
        yield
