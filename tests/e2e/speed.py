"""Measures the phone's first useful screen: cold, and kept by the service worker."""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.core import clock
from tests.e2e.conftest import PHONES, launched, missing
from tests.e2e.site import Site, site
from tests.e2e.visitor import Visitor

#: A poor phone on a poor line: 1.6 Mbit/s, 150 ms, a quarter of this processor.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
SLOWER = 4
COLD, KEPT = 2.0, 0.5
RUNS = 5
RENEWAL = "/api/v1/auth/refresh"
TITLE = "十四届七次常委会会议"


@dataclass
class Start:
    """What the browser asked for until the first useful screen."""

    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    #: Calls that were asked for only after the answer to another than the renewed token.
    third_round: list[str] = field(default_factory=list)

    @property
    def assets(self) -> set[str]:
        """Scripts and styles, by path."""
        return {path for path in self.asked if path.startswith("/assets/")}

    @property
    def calls(self) -> list[str]:
        """Calls of the server's interface, by path."""
        return [path for path in self.asked if path.startswith("/api/")]

    def bytes(self, ending: str) -> int:
        """Return how many bytes went over the line for files with an ending."""
        return sum(size for path, size in self.sizes.items() if path.endswith(ending))


def invited(place: Site) -> Any:
    """Return a member who is due at a meeting tomorrow."""
    house = place.house()
    member = house.as_("member")
    start = clock.now() + timedelta(days=1)
    body = {
        "title": TITLE,
        "kind": "standing_committee",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}],
        "due": {"rule": "members", "member_ids": [member.member_id]},
    }
    made = house.as_("section_clerk").post("/activities", json=body)
    assert made.status_code == 201, made.text
    return member


def opened(visitor: Visitor, path: str, there: Callable[[Any], Any], *, cold: bool, slow: bool) -> Start:
    """Open a path in a new page; return what it took until ``there`` returned."""
    page = visitor.open()
    line = visitor.context.new_cdp_session(page)
    if cold:
        # Nothing is kept on the phone but the session.
        kept = {"origin": visitor.url, "storageTypes": "indexeddb"}
        line.send("Storage.clearDataForOrigin", kept)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": cold})
    line.send("Network.setBypassServiceWorker", {"bypass": cold})
    if slow:
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    start = Start()

    def note(response: Any) -> None:
        path = urlsplit(response.url).path
        start.asked.append(path)
        start.sizes[path] = int(response.headers.get("content-length", 0))

    def asked(request: Any) -> None:
        path = urlsplit(request.url).path
        if path.startswith("/api/") and set(start.calls) - {RENEWAL}:
            start.third_round.append(path)

    page.on("request", asked)
    page.on("response", note)
    began = time.monotonic()
    page.goto(path, wait_until="commit")
    there(page)
    start.seconds = time.monotonic() - began
    page.close()
    return start


def home(page: Any) -> None:
    """Wait for the next sitting on the first page."""
    page.get_by_text(TITLE).first.wait_for()


def named_in(place: Site) -> set[str]:
    """Return the files that the page itself names, which the browser fetches in one round."""
    return set(re.findall(r"/assets/[\w.-]+", place.client.get("/").text))


def measure(browser: Any, place: Site) -> dict[str, list[float]]:
    """Return the seconds of several starts, cold and kept."""
    visitor = Visitor(browser, place.url, PHONES["usual"])
    page = visitor.log_in(invited(place))
    home(page)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.close()
    taken: dict[str, list[float]] = {}
    for name, cold in (("cold", True), ("kept", False)):
        taken[name] = [opened(visitor, "/", home, cold=cold, slow=True).seconds for _ in range(RUNS)]
    visitor.close()
    return taken


def main() -> int:
    """Print the times; 1 when the median of one is over its promise."""
    from playwright.sync_api import sync_playwright

    if lack := missing():
        sys.stdout.write(f"{lack}\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as place, sync_playwright() as started:
        browser = launched(started)
        taken = measure(browser, place)
        browser.close()
    late = 0
    for name, most in (("cold", COLD), ("kept", KEPT)):
        times = sorted(taken[name])
        median = times[len(times) // 2]
        late += median > most
        label = {"cold": "冷启动 · cold", "kept": "已缓存 · kept by the worker"}[name]
        spread = f"{times[0]:.2f}–{times[-1]:.2f} s, {RUNS} 次 · runs"
        sys.stdout.write(f"{label}: {median:.2f} s (≤ {most} s), {spread}\n")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
