"""Runs a duty year through the web: asks, waits for the worker, reads."""

from __future__ import annotations

import time
from typing import Any

from tests.factories.house import House

PATIENCE = 20.0


def evaluated(house: House, year: int) -> dict[str, Any]:
    """Return the finished run that the office asked for."""
    office = house.as_("secretariat")
    made = office.post("/runs", json={"year": year})
    assert (made.status_code, made.json().get("state")) == (202, "running"), made.text
    return finished(office, made.json()["id"])


def finished(caller: Any, run_id: str, path: str = "runs") -> dict[str, Any]:
    """Return a run, or a dry run, when it is no longer under way."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = caller.get(f"/{path}/{run_id}").json()
        if found["state"] != "running":
            return dict(found)
        time.sleep(0.01)
    raise AssertionError(f"run {run_id} is still under way: {found}")
