"""P25: every page loaded anew as every role, without a fault."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.e2e.conftest import missing
from tests.e2e.routes import routes
from tests.e2e.test_crawl import EVERY, PLANTED

ROOT = Path(__file__).parents[2]


def run() -> dict[str, Any]:
    """Walk through all pages as every role and as a visitor, with the planted faults beside them."""
    if said := missing():
        return _told(1, f"没有检验：{said}", [])
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
        "tests/e2e/test_crawl.py",
    ]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, "LVZHI_ALL_ANEW": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    passed = sum(int(one) for one in re.findall(r"(\d+) passed", done.stdout))
    failed = sum(int(one) for one in re.findall(r"(\d+) (?:failed|error|skipped)", done.stdout))
    least = len(EVERY) + len(PLANTED)
    failed += done.returncode != 0 and not failed
    failed += passed + failed < least
    figure = f"{len(routes())} 个页面 × {len(EVERY)} 种身份；预设缺陷 {len(PLANTED)} 种；"
    figure += f"通过 {passed} 项，未通过 {failed} 项"
    return _told(
        failed, figure, [line for line in done.stdout.splitlines() if line.startswith(("E ", "FAILED"))]
    )


def _told(failed: int, figure: str, failures: list[str]) -> dict[str, Any]:
    return {
        "id": "P25",
        "what": "每个页面以每种身份打开：无错误、无外站、无英文、无空页",
        "judged": len(routes()) * len(EVERY),
        "failed": failed,
        "figure": figure,
        "failures": failures[:20],
    }
