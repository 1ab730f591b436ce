"""Takes the README's pictures from the demo council, always on the same day."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PIL import Image

from app.core import clock
from app.demo import load
from tests.e2e.conftest import DESK, launched, missing
from tests.e2e.site import Site, site
from tests.e2e.visitor import Visitor

DOCS = Path(__file__).parents[2] / "docs"
DAY = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=clock.BEIJING)
PHONE = (390, 780)
#: Bytes of all pictures together; a README is also read on a phone.
MOST = 300_000
COLOURS = 160


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: whose page, which one, what it must show, how large."""

    name: str
    username: str
    path: str
    shows: str
    size: tuple[int, int]
    sharpness: float


PICTURES = (
    Picture("home", "weiyuan", "/", "h1", PHONE, 1.5),
    Picture("receipt", "weiyuan", "/me/score?year=2025", "main h2", PHONE, 1.5),
    Picture("chair", "zhuxi", "/chair", "main h2", DESK, 1),
)


def take(browser: Any, place: Site, passwords: dict[str, str], one: Picture, folder: Path) -> int:
    """Take a picture; return its size in bytes.

    Raises:
        AssertionError: the browser saw a fault.
    """
    visitor = Visitor(browser, place.url, one.size, device_scale_factor=one.sharpness)
    # A clock that stands still would make Vue drop events as older than their listeners.
    visitor.context.clock.install(time=NINE)
    visitor.log_in(SimpleNamespace(username=one.username), passwords[one.username])  # type: ignore[arg-type]
    page = visitor.page
    page.goto(one.path)
    page.locator(one.shows).first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    file = folder / f"picture-{one.name}.png"
    page.screenshot(path=file, animations="disabled")
    # Paper, ink and five marks: a palette shows the same at a third of the bytes.
    Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    faults = visitor.close()
    assert not faults, faults
    return file.stat().st_size


def main(folder: Path = DOCS) -> int:
    """Take all pictures into ``docs/``; 1 when they are too large together."""
    from playwright.sync_api import sync_playwright

    if lack := missing():
        sys.stdout.write(f"{lack}\n")
        return 2
    with tempfile.TemporaryDirectory() as var, clock.shifted_to(DAY), site(Path(var)) as place:
        accounts = json.loads(load(place.db, today=DAY, var=Path(var)).accounts.read_text(encoding="utf-8"))
        passwords = {row["username"]: row["password"] for row in accounts}
        with sync_playwright() as started:
            browser = launched(started)
            sizes = {one.name: take(browser, place, passwords, one, folder) for one in PICTURES}
            browser.close()
    sys.stdout.write(f"{sizes} bytes, {sum(sizes.values())} together (≤ {MOST})\n")
    return 1 if sum(sizes.values()) > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
