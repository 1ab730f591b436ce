"""P15: time is right, whatever zone and night the server stands in."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.promises.moments import DEFECT, NOW

ZONES = ("Asia/Shanghai", "UTC", "America/New_York")
#: 31 December 23:59:59 in Beijing, and a 29 February.
MOMENTS = ("2025-12-31T15:59:59+00:00", "2024-02-29T04:00:00+00:00")
SUITE = (
    "tests/core/test_time.py",
    "tests/core/test_audit_routes.py",
    "tests/council/test_members.py",
    "tests/facts/test_proposals.py",
    "tests/facts/test_opinions.py",
    "tests/flow",
    "tests/access/test_tokens.py",
)
BOUNDARIES = ("tests/core/test_time.py",)


@dataclass(frozen=True)
class Outcome:
    """What one run of pytest judged."""

    judged: int
    failed: tuple[str, ...]


def run(zones: tuple[str, ...] = ZONES) -> dict[str, Any]:
    """Run a part of the suite in every zone and at every moment; show that wrong days are seen."""
    outcomes = {(zone, moment): _pytest(SUITE, zone, moment) for zone in zones for moment in MOMENTS}
    defects = {
        "按 UTC 截日期": _pytest(BOUNDARIES, "Asia/Shanghai", "", "utc"),
        "按服务器所在地截日期": _pytest(BOUNDARIES, "America/New_York", "", "local"),
    }
    failed = [f"{zone} {moment}: {name}" for (zone, moment), each in outcomes.items() for name in each.failed]
    unseen = [name for name, each in defects.items() if not each.failed]
    caught = "；".join(f"对照（{name}）查出 {len(each.failed)} 处" for name, each in defects.items())
    return {
        "id": "P15",
        "what": f"{len(zones)} 个时区 × {len(MOMENTS)} 个时刻（北京时间 12 月 31 日 23:59:59、2 月 29 日）"
        "日期与年度都对",
        "judged": sum(each.judged for each in outcomes.values()),
        "failed": len(failed) + len(unseen),
        "figure": f"{len(outcomes)} 轮测试，偏差 {len(failed)}；{caught}",
        "failures": failed[:20] + unseen,
    }


def _pytest(suite: tuple[str, ...], zone: str, moment: str, defect: str = "") -> Outcome:
    """Run ``suite`` in a process of its own, on SQLite."""
    with tempfile.TemporaryDirectory(prefix="promise-") as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.promises.moments",
            "-p",
            "no:cacheprovider",
        ]
        given = {"TZ": zone, NOW: moment, DEFECT: defect, "LVZHI_TEST_POSTGRES": "off"}
        ended = subprocess.run(
            [*command, f"--junitxml={report}", *suite],
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.is_file():
            return Outcome(0, (f"pytest: {ended.stdout[-500:]}",))
        cases = list(ET.parse(report).iter("testcase"))
    wrong = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    nothing = () if cases else (f"no test ran: {ended.stdout[-500:]}",)
    return Outcome(len(cases), (*nothing, *(f"{case.get('classname')}.{case.get('name')}" for case in wrong)))
