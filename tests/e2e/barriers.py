"""What keeps a reader out of a page: axe's findings, width, targets, covered screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.e2e.judge import Crawler
from tests.factories.house import Caller

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
NARROW = (320, 640)
DESK = (1366, 768)
#: 1280 × 720 at 200 %.
ZOOMED = (640, 360)
LEAST, LEAST_LARGE = 44, 60

_SMALL = """([selector, least]) => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.sr, .skip'))
  .filter((one) => one.getBoundingClientRect().height < least - .5)
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 16)} `
    + Math.round(one.getBoundingClientRect().height))"""
_WIDE = """() => {
  const most = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= most) return []
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > most + 1 && !one.closest('.table'))
    .slice(0, 3).map((one) => `${one.tagName} ${one.className} to ${one.getBoundingClientRect().right | 0}`)
    .concat('page is wide')
}"""
_COVER = """() => [...document.querySelectorAll('body *')]
  .filter((one) => ['fixed', 'sticky'].includes(getComputedStyle(one).position))
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('dialog, .table'))
  .map((one) => one.getBoundingClientRect())
  .filter((box) => box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.width > innerWidth / 2)
  .reduce((sum, box) => sum + box.height, 0) / innerHeight"""
#: What is pressed with a thumb. Links inside a sentence are as high as their line, as WCAG allows.
PRESSED = "button, .btn, .row, .tabs a, .check, select, .box, input:not([type=checkbox], [type=radio])"
#: What 大字模式 promises sixty of.
MAIN = ".btn.main, .tabs a"


def serious(page: Any) -> list[str]:
    """Return what axe calls serious or critical on the page."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def reading(browser: Any, url: str, size: tuple[int, int]) -> Crawler:
    """Return a visitor whose every page carries axe from the start, which is far quicker."""
    crawler = Crawler(browser, url, size, bypass_csp=True, service_workers="block")
    crawler.context.add_init_script(path=str(AXE))
    return crawler


def in_both_sizes(page: Any) -> Iterator[str]:
    """Show the page plain, then in large text, as the client's own switch does; yield the size's name."""
    yield "plain"
    page.evaluate("document.documentElement.dataset.text = 'large'")
    yield "large"
    page.evaluate("delete document.documentElement.dataset.text")


def wide(page: Any, size: tuple[int, int]) -> list[str]:
    """Return what sticks out sideways at a size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return [f"{size[0]} px: {one}" for one in page.evaluate(_WIDE)]


def covered(page: Any) -> list[str]:
    """Return a word when what stays in place covers more than half of the screen."""
    share = page.evaluate(_COVER)
    return [f"covered: {share:.0%}"] if share > 0.5 else []


def small(page: Any, large: bool) -> list[str]:
    """Return what is too low to be pressed."""
    found = page.evaluate(_SMALL, [PRESSED, LEAST])
    if large:
        found += page.evaluate(_SMALL, [MAIN, LEAST_LARGE])
    return [f"small: {one}" for one in found]


def barred(browser: Any, url: str, reader: Caller, paths: Iterable[str]) -> dict[str, list[str]]:
    """Return what keeps a reader out of pages of the desk or the wall, in both text sizes, page by page.

    What axe finds depends on elements and colours, which both sizes share; so it looks once.
    """
    visitor = reading(browser, url, DESK)
    page = visitor.log_in(reader)
    found: dict[str, list[str]] = {}
    for path in paths:
        visitor.settle(path)
        for text in in_both_sizes(page):
            page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
            bad = serious(page) if text == "plain" else []
            if bad := bad + wide(page, NARROW):
                found[f"{path} {text}"] = bad
    if faults := visitor.close():
        found["browser"] = faults
    return found
