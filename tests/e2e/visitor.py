"""One person's browser: pages, log-in, and what went wrong unseen."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from tests.e2e.site import CUT
from tests.factories.house import PASSWORD, Caller


def settle(page: Any, path: str) -> None:
    """Go to a path and wait until the network is idle."""
    page.goto(path)
    page.wait_for_load_state("networkidle")


class Visitor:
    """A browser context with one page; keeps console errors, failed requests, foreign hosts."""

    def __init__(self, browser: Any, url: str, size: tuple[int, int], **more: Any) -> None:
        self.url = url
        self.context = browser.new_context(
            base_url=url,
            viewport={"width": size[0], "height": size[1]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=size[0] < 1000,
            **more,
        )
        self.name = uuid4().hex
        self.context.add_cookies([{"name": "visitor", "value": self.name, "url": url}])
        self.faults: list[str] = []
        self.cut = False
        self.open()

    def open(self) -> Any:
        """Open a new page in the same browser, as after the phone killed the last one."""
        page = self.page = self.context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"page: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        return page

    def kill(self) -> None:
        """End the page as a phone does: at once, with nothing sent any more."""
        self.page.goto("about:blank")
        self.page.close()

    def log_in(self, caller: Caller, password: str = PASSWORD) -> Any:
        """Log in by hand and wait for the first page."""
        page = self.page
        page.goto("/log-in")
        page.get_by_label("账号").fill(caller.username)  # type: ignore[attr-defined]
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(lambda url: "/log-in" not in url)
        return page

    def off_line(self, cut: bool) -> None:
        """Cut the line or mend it; a cut line's complaints are no faults."""
        self.cut = cut
        if not cut:
            CUT.discard(self.name)
        self.context.set_offline(cut)
        if cut:
            CUT.add(self.name)

    def close(self) -> list[str]:
        """Close the browser; return what went wrong."""
        self.context.close()
        return self.faults

    def _heard(self, message: Any) -> None:
        # The browser itself reports every refused request; those are judged by their status.
        if message.type == "error" and not self.cut and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        host = urlsplit(request.url)
        if host.scheme in {"http", "https"} and not request.url.startswith(self.url):
            self.faults.append(f"foreign host: {request.url}")

    def _answered(self, response: Any) -> None:
        if response.status >= 500 and "x-severed" not in response.headers:
            self.faults.append(f"{response.status}: {response.url}")
