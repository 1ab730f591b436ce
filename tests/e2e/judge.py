"""Judges a page as it stands: words, heading, requests, console."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.e2e.visitor import Visitor

LOCALES = Path(__file__).parents[2] / "web" / "src" / "locales"
#: Names and formats that have no Chinese word; everything else in Latin letters is a slip.
ENGLISH = {
    "Chrome", "CSV", "Esc", "Excel", "Firefox", "https", "http", "ICS", "IP", "JSON", "Linux", "PDF",
    "PNG", "JPEG", "Safari", "SHA", "WPS", "XLSX", "YAML", "Windows", "Android", "iPhone", "Word", "MB",
    "kB", "csv", "xlsx", "wangxm", "own", "other",
}  # fmt: skip
LOOK = """() => {
  const raw = 'code, pre, textarea, kbd, script, style, noscript, svg, [translate=no]'
  const said = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement
    if (!at.closest(raw) && at.checkVisibility({ visibilityProperty: true })) said.push(walk.currentNode.data)
  }
  const names = []
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      if (one.hasAttribute(name)) names.push(one.getAttribute(name))
  const main = document.querySelector('main') ?? document.body
  return { text: said.join('\\n'), names: names.join('\\n'), title: document.title,
    main: main.innerText.trim().length,
    h1: [...document.querySelectorAll('h1')].filter((one) => one.textContent.trim()).length }
}"""


def families() -> list[str]:
    """Return the families of the words of every locale file."""
    return sorted(
        {key for path in LOCALES.glob("zh-CN*.json") for key in json.loads(path.read_text("utf-8"))}
    )


#: A starved browser may stand between a page's frame and its first question: an empty page is waited for.
_SHOWN = """() => {
  const main = document.querySelector('main') ?? document.body
  return !!document.querySelector('h1') && main.innerText.trim().length > 1
}"""


class Crawler(Visitor):
    """A visitor who notes every failed request and waits until nothing is under way."""

    def __init__(self, browser: Any, url: str, size: tuple[int, int], **more: Any) -> None:
        self.under_way: set[Any] = set()
        self.leaving = False
        self.allowed = ""
        super().__init__(browser, url, size, **more)

    def open(self) -> Any:
        """Open a page whose requests are counted."""
        page = super().open()
        page.on("requestfinished", self._done)
        page.on("requestfailed", self._failed)
        return page

    def settle(self, path: str, most: float = 6.0) -> None:
        """Go to a path; return when the page has a heading and asks for nothing more."""
        self.under_way.clear()
        self.leaving = True
        self.page.goto(path, wait_until="commit")
        self.leaving = False
        self._calm(most)

    def walk(self, path: str, most: float = 6.0) -> None:
        """Go to a path inside the running client, as its links do; return as ``settle`` does."""
        self.under_way.clear()
        self.page.evaluate(
            "(path) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(path)",
            path,
        )
        self._calm(most)

    def _calm(self, most: float) -> None:
        until, calm = time.monotonic() + most, 0
        while time.monotonic() < until and calm < 3:
            self.page.wait_for_timeout(25)
            there = not self.under_way and self.page.evaluate(_SHOWN)
            calm = calm + 1 if there else 0

    def _asked(self, request: Any) -> None:
        super()._asked(request)
        self.under_way.add(request)

    def _done(self, request: Any) -> None:
        self.under_way.discard(request)

    def _failed(self, request: Any) -> None:
        self.under_way.discard(request)
        # A slow machine lets a page ask once more as the crawler goes: its own going broke that off.
        if self.leaving and request.failure == "net::ERR_ABORTED":
            return
        self.faults.append(f"request failed: {urlsplit(request.url).path}")

    def _answered(self, response: Any) -> None:
        path = urlsplit(response.url).path
        if response.status >= 400 and not (
            response.status in {403, 404} and self.allowed and self.allowed in path
        ):
            self.faults.append(f"answer {response.status}: {response.request.method} {path}")

    def take_faults(self) -> list[str]:
        """Return the faults since the last call."""
        taken, self.faults = self.faults, []
        return taken


def faults_of(page: Any, data: list[str], known: list[str]) -> list[str]:
    """Return what is wrong with the words of the page.

    Args:
        data: Words that people entered, which may be in any script.
        known: Families of the locales.
    """
    import re

    seen = page.evaluate(LOOK)
    said = "\n".join((seen["text"], seen["names"], seen["title"]))
    for word in data:
        said = said.replace(word, " ")
    # The name of a host has no Chinese word either.
    said = re.sub(r"\b(?:[a-z0-9-]+\.)+(?:com|cn)\b", " ", said)
    found = []
    if not seen["h1"]:
        found.append("no h1")
    if seen["main"] < 2:
        found.append("empty page")
    keys = re.findall(rf"\b(?:{'|'.join(known)})\.[a-z_]+(?:\.[a-z_]+)*\b", said)
    found += [f"key without words: {key}" for key in sorted(set(keys))]
    rest = re.sub(r"\b[cu]?[0-9a-f]*\d[0-9a-f]*\b", " ", said)
    words = {word for word in re.findall(r"[A-Za-z]{2,}", rest) if word not in ENGLISH}
    if not keys and words:
        found.append(f"English words: {', '.join(sorted(words))[:200]}")
    return found
