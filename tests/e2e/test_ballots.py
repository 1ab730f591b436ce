"""A ballot: three phones vote, one of them twice over a bad line; closed, counted, printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.e2e.conftest import DESK, PHONES
from tests.e2e.site import Site
from tests.factories.ballots import Poll


def test_phones_vote_a_retry_counts_once_and_the_desk_prints_the_result(
    place: Site, visit: Callable[..., Any]
) -> None:
    poll = Poll(place.house(), voters=6)
    desk = visit(DESK).log_in(poll.office)
    desk.goto(f"/desk/ballots/{poll.id}")
    desk.get_by_role("button", name="开始投票").click()
    desk.get_by_role("dialog").get_by_role("button", name="开始投票").click()
    desk.get_by_text("投票中", exact=True).wait_for()
    poll.vote(poll.voters[3])
    poll.vote(poll.voters[4], "competent")
    receipts = [_votes(visit, poll, nth) for nth in range(3)]
    assert len(set(receipts)) == 3
    desk.get_by_text("5 张（不含纸质票）").wait_for()
    for verb in ("结束投票", "计票"):
        desk.get_by_role("button", name=verb, exact=True).click()
        desk.get_by_role("dialog").get_by_role("button", name=verb, exact=True).click()
    desk.get_by_text("销毁").wait_for()
    desk.get_by_role("link", name="述职测评汇总表").click()
    desk.get_by_text("4/5").first.wait_for()
    assert desk.get_by_text("应投 6 人，收回 5 张").is_visible()
    desk.goto(f"/desk/ballots/{poll.id}")
    desk.get_by_role("button", name="计入台账", exact=True).click()
    desk.get_by_role("dialog").get_by_role("button", name="计入台账", exact=True).click()
    desk.get_by_role("button", name="撤出台账", exact=True).wait_for()
    desk.goto(f"/desk/members/{poll.rated[0]}/dossier?year=2026")
    rating = desk.get_by_role("region", name="2026 年度常委述职测评")
    rating.get_by_text("80.00%").wait_for()
    assert rating.get_by_text("应投 6 人，收回 5 张，有效 5 张").is_visible()
    published = poll.voters[5].get(f"/me{poll.path}/receipts").json()["receipts"]
    assert len(published) == 5 and set(receipts) <= set(published)


def _votes(visit: Callable[..., Any], poll: Poll, nth: int) -> str:
    """Vote on one phone; the first one's answer is lost on its way. Return the receipt shown."""
    visitor = visit(PHONES["small"])
    page = visitor.log_in(poll.voters[nth])
    page.goto("/ballots")
    page.get_by_role("link", name="2026 年度常委述职测评").click()
    page.locator("fieldset").first.wait_for()
    for person in page.locator("fieldset").all():
        person.get_by_role("radio", name="优秀", exact=True).check()
    if nth == 0:
        visitor.cut = True
        page.route("**/vote", _lose_the_answer, times=1)
    page.get_by_role("button", name="投票", exact=True).click()
    if nth == 0:
        page.get_by_text("没有收到答复").wait_for()
        page.get_by_role("button", name="投票", exact=True).click()
    page.get_by_role("heading", name="您的回执").wait_for()
    shown = str(page.locator(".code").first.text_content()).replace(" ", "")
    visitor.cut = False
    return shown


def _lose_the_answer(route: Any) -> None:
    route.fetch()
    route.abort()
