"""Every route as every role: no fault, no foreign host, no English, nothing asked in vain."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from app.access.permissions import ROLES
from tests.access.world import World
from tests.e2e.conftest import DESK, PHONES
from tests.e2e.judge import Crawler, families, faults_of
from tests.e2e.routes import Address, addresses, routes, unfilled
from tests.e2e.site import Site
from tests.factories.house import Caller

FACES = ("member", "visitor")
LEAST_ROUTES = 15
EVERY = [*ROLES, "visitor"]
#: Promise P25 loads every page anew as everybody. The daily suite walks as four of them, who between them
#: meet every page, and only the member's pages are loaded anew; the others follow links inside the client.
WHOLE = bool(os.environ.get("LVZHI_ALL_ANEW"))
ANEW = set(EVERY if WHOLE else ["member"])
WALKING = EVERY if WHOLE else ["member", "secretariat", "council_admin", "visitor"]


def hidden(caller: Caller | None, one: Address) -> str:
    """Return the id of the thing when this seat may open such pages, only not of this thing.

    Its page asks once and says so in words; a permission that lacks is known before.
    """
    if caller is None or not one.shown_at:
        return ""
    answer = caller.get(one.shown_at)
    # An import needs the permission of what it holds, which only the import itself tells.
    # So does a ballot of its entitled list, to those who may be on one.
    own = answer.status_code == 403 and one.route in {"/desk/imports/:id", "/ballots/:id"}
    unseen = answer.status_code == 404 or own
    return one.shown_at.removeprefix("/me").split("/")[2] if unseen else ""


def crawl(crawler: Crawler, world: World, role: str, chosen: list[Address]) -> dict[str, list[str]]:
    """Open every address and return the faults of each that has some."""
    caller = world.callers.get(role)
    data = [world.house.code, *ROLES, *("shanghai-minhang", "photo.png", "list.csv")]
    if caller is not None:
        data.append(caller.username)  # type: ignore[attr-defined]
    if caller is not None and role == "system_admin":
        # That page lists every council of the installation, those of other tests too.
        data += [str(one["code"]) for one in caller.get("/councils").json()]
    data.sort(key=len, reverse=True)
    known = families()
    found: dict[str, list[str]] = {}
    for one in chosen:
        crawler.allowed = hidden(caller, one)
        (crawler.settle if role in ANEW else crawler.walk)(one.path)
        faults = crawler.take_faults() + faults_of(crawler.page, data, known)
        if faults:
            found[f"{one.route} ({one.path})"] = faults
    return found


@pytest.mark.slow
@pytest.mark.parametrize("role", WALKING)
def test_every_route_is_without_fault_for_every_role(
    browser: Any, place: Site, world: World, role: str
) -> None:
    crawler = Crawler(browser, place.url, PHONES["usual"] if role in FACES else DESK, service_workers="block")
    if role != "visitor":
        crawler.log_in(world.callers[role])
    crawler.settle("/help")
    chosen = addresses(world.things)
    crawler.take_faults()
    found = crawl(crawler, world, role, chosen)
    crawler.close()
    sys.stdout.write(f"{role}: {len(chosen)} addresses of {len(routes())} routes judged\n")
    assert not found, "\n".join(f"{path}: {faults}" for path, faults in found.items())


def test_a_walk_inside_the_client_arrives_where_a_fresh_load_does(browser: Any, place: Site) -> None:
    crawler = Crawler(browser, place.url, PHONES["usual"], service_workers="block")
    said = "document.querySelector('h1').textContent"
    crawler.settle("/help")
    wanted = crawler.page.evaluate(said)
    crawler.settle("/log-in")
    before = crawler.page.evaluate(said)
    crawler.walk("/help")
    assert (crawler.page.url, crawler.page.evaluate(said)) == (f"{place.url}/help", wanted)
    assert wanted != before
    assert not crawler.take_faults()
    crawler.page.evaluate("fetch('/api/v1/standings')")
    crawler.walk("/log-in")
    crawler.close()
    assert "answer 401: GET /api/v1/standings" in crawler.faults


def test_every_route_has_a_real_address(tmp_path: Path) -> None:
    found = routes()
    assert len(found) > LEAST_ROUTES, "the routes were not found"
    assert not unfilled(found), "say in FILLED which thing the parameter names"
    (tmp_path / "new.ts").write_text("[{ path: '/nothing/:id' }, { path: 'more' }]")
    assert routes(tmp_path) == ["/nothing/:id", "/desk/more"]
    assert unfilled(routes(tmp_path)) == ["/nothing/:id"]


#: What is planted into a page → what the crawl must say.
PLANTED = {
    "console.error('planted')": "console: planted",
    "setTimeout(() => { throw new Error('planted') })": "page: planted",
    "fetch('http://127.0.0.2:1/x').catch(() => 0)": "foreign host",
    "fetch('/api/v1/standings')": "answer 401: GET /api/v1/standings",
    "document.querySelector('main').append('home.none_at_all')": "key without words: home.none_at_all",
    "document.querySelector('main').append('Please try again later.')": "English words: Please",
    "document.querySelector('main').setAttribute('aria-label', 'Close')": "English words: Close",
    "document.querySelector('h1').remove()": "no h1",
    "document.querySelector('main').replaceChildren()": "empty page",
}


@pytest.mark.parametrize(("script", "said"), PLANTED.items(), ids=[str(n) for n in range(len(PLANTED))])
def test_a_planted_fault_is_found(browser: Any, place: Site, script: str, said: str) -> None:
    crawler = Crawler(browser, place.url, PHONES["usual"], service_workers="block", bypass_csp=True)
    crawler.settle("/help")
    assert not crawler.take_faults() + faults_of(crawler.page, [], families())
    crawler.page.evaluate(script)
    crawler.page.wait_for_timeout(100)
    faults = crawler.take_faults() + faults_of(crawler.page, [], families())
    crawler.close()
    assert any(fault.startswith(said) for fault in faults), faults
