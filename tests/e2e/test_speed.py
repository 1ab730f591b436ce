"""The phone's start in bytes and rounds; seconds are `python -m tests.e2e.speed`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import PHONES
from tests.e2e.site import Site
from tests.e2e.speed import RENEWAL, Start, home, invited, named_in, opened
from tests.e2e.visitor import Visitor

JS, CSS = 60_000, 15_000


def second_wave(start: Start, named: set[str]) -> set[str]:
    """Return the files that were asked for only after others had come."""
    return start.assets - named


def started(browser: Any, place: Site, path: str, there: Callable[[Any], Any]) -> Start:
    visitor = Visitor(browser, place.url, PHONES["usual"])
    home(visitor.log_in(invited(place)))
    start = opened(visitor, path, there, cold=True, slow=False)
    assert not visitor.close()
    return start


def test_the_first_screen_needs_two_rounds_of_files_and_two_of_answers(browser: Any, place: Site) -> None:
    start = started(browser, place, "/", home)
    sizes = {ending: start.bytes(ending) for ending in (".js", ".css")}
    sys.stdout.write(f"start bundle: {sizes} bytes packed in {len(start.assets)} files; {start.calls}\n")
    assert start.assets and not second_wave(start, named_in(place))
    assert sizes[".js"] <= JS and sizes[".css"] <= CSS
    # The page, the files it names, the renewed token, the answers: four times there and back.
    assert start.calls[0] == RENEWAL and not start.third_round


def test_a_page_fetched_in_a_second_wave_is_seen(browser: Any, place: Site) -> None:
    start = started(browser, place, "/help", lambda page: page.get_by_role("heading", level=1).wait_for())
    assert second_wave(start, named_in(place))


def test_a_call_that_waits_for_another_is_seen(browser: Any, place: Site) -> None:
    visitor = Visitor(browser, place.url, PHONES["usual"])
    caller = invited(place)
    home(visitor.log_in(caller))
    ask = "fetch('/api/v1/healthz').then(() => fetch('/api/v1/healthz'))"
    visitor.context.add_init_script(f"addEventListener('load', () => {ask})")

    def twice(page: Any) -> None:
        home(page)
        page.wait_for_timeout(300)

    start = opened(visitor, "/", twice, cold=True, slow=False)
    visitor.close()
    assert start.third_round
