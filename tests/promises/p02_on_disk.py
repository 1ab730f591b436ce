"""P2: every answer follows an fdatasync that began after its row was written."""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Event
from typing import Any

from sqlalchemy import text

from tests.promises.served import Gathering, Phone, fresh, served
from tests.promises.stage import Stage, backends, stage

ANSWERS, LINES = 120, 8
#: What a server of PostgreSQL has to have on, so that its COMMIT means what it says.
NEEDED = ("fsync", "synchronous_commit", "full_page_writes")
CALLS = "pwrite64,write,fdatasync,fsync,sendto,sendmsg,writev"
_LINE = re.compile(r"^(?P<thread>\d+)\s+(?:<\.\.\. )?(?P<call>\w+)(?P<rest>.*)$")


def run(answers: int = ANSWERS) -> dict[str, Any]:
    """Let phones sign in side by side under strace, and read in what order things happened.

    Planted defects: SQLite that does not wait for the disk; an answer that leaves before COMMIT.
    """
    figures, judged, failed = [], 0, 0
    if shutil.which("strace") is None:
        return {
            "id": "P2", "what": WHAT, "judged": 0, "failed": 1, "figure": "这里没有 strace，无法检验",
        }  # fmt: skip
    with stage("sqlite") as made:
        judged, early = traced(made, answers)
        failed += early + (judged < answers // 2)
        figures.append(f"SQLite（strace）{judged} 个答复，早于落盘 {early}")
        for plant in ("synchronous=OFF", "answer first"):
            seen, caught = traced(made, max(answers // 4, 10), plant)
            failed += caught == 0
            figures.append(f"对照“{plant}”{seen} 个答复查出 {caught}")
    if "postgres" in backends():
        with stage("postgres") as made:
            off = [name for name in NEEDED if not _is_on(made, name)]
        judged += len(NEEDED)
        failed += len(off)
        figures.append(f"PostgreSQL {'、'.join(NEEDED)} 均开启" if not off else f"PostgreSQL 未开启 {off}")
    return {"id": "P2", "what": WHAT, "judged": judged, "failed": failed, "figure": "；".join(figures)}


WHAT = "每个签到答复都在其数据写入之后开始的 fdatasync 完成之后才发出"


def traced(made: Stage, answers: int, plant: str = "") -> tuple[int, int]:
    """Return how many answers were seen, and how many left before their row was on disk."""
    gathering = Gathering(made.house(), LINES)
    with tempfile.TemporaryDirectory(prefix="trace-") as folder:
        log = Path(folder, "log")
        wrap = (
            "strace",
            "-f",
            "-qq",
            "-s",
            "70000",
            "-e",
            f"trace={CALLS}",
            "-e",
            "signal=none",
            "-o",
            str(log),
        )
        with served(made, plant, wrap) as server:
            server.start()
            over = Event()
            phones = [
                Phone(gathering, fresh(gathering, seat), server.port, over, place)
                for place, seat in enumerate(gathering.seats)
            ]
            for phone in phones:
                phone.start()
            until = time.monotonic() + 60
            while time.monotonic() < until and sum(len(one.history) for one in phones) < answers:
                time.sleep(0.02)
            over.set()
            for phone in phones:
                phone.join()
        said = {number for phone in phones for number, verdict in phone.history if verdict is not None}
        with log.open(encoding="utf-8", errors="replace") as lines:
            return judge(lines, said)


def judge(lines: Iterable[str], said: set[str]) -> tuple[int, int]:
    """Return how many of the numbers were answered in a trace, and how many too early.

    A number is written when a page with it goes to a file by ``pwrite64``; it is safe when an
    fdatasync that began later has returned; it is told when it leaves by a call that sends.
    """
    order: dict[str, int] = {}
    begun: dict[str, int] = {}
    safe = nth = early = 0
    told = set[str]()
    number = re.compile("|".join(map(re.escape, sorted(said)))) if said else re.compile("(?!)")
    for line in lines:
        nth += 1
        found = _LINE.match(line)
        if found is None:
            continue
        thread, call, rest = found["thread"], found["call"], found["rest"]
        resumed = line.split(None, 1)[1].startswith("<...")
        if call in ("fdatasync", "fsync"):
            if not resumed:
                begun[thread] = nth
            if resumed or "unfinished" not in rest:
                safe = max(safe, begun.get(thread, 0))
        elif call == "pwrite64" and not resumed:
            for name in number.findall(rest):
                order.setdefault(name, nth)
        elif not resumed:
            for name in number.findall(rest):
                if name not in told:
                    told.add(name)
                    early += not 0 < order.get(name, nth) < safe
    return len(told), early


def _is_on(made: Stage, name: str) -> bool:
    with made.db.transaction(write=False) as session:
        return session.execute(text(f"SHOW {name}")).scalar_one() == "on"
