"""P12: slow, silent and huge callers, and floods of them, hurt nobody else."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.core.ids import new_id
from tests.promises.served import Gathering, Served, fresh, served
from tests.promises.slow_callers import FILES, FORM, PART, WAYS, chunk, head, lasts, line, poured
from tests.promises.stage import stage

SLOW, SECONDS, CLOSED, FLOOD, PHONES = 400, 60.0, 30.0, 2000, 8
PATIENCE, GROWTH = 1.0, 30.0
#: As most systems start a service: a flood has to be survived by who was given so few descriptors.
FEW_FILES = ("prlimit", "--nofile=1024:20000")
HUGE = 10 * 1024 * 1024


def run(slow: int = SLOW, seconds: float = SECONDS, flood: int = FLOOD) -> dict[str, Any]:
    """Let slow callers drip while phones sign in, a flood among them; then bodies that are too large.

    Planted defects: no deadlines, under which callers of every way must be seen to stay; no more
    files than the system gave at first, under which the flood must be seen to hurt.
    """
    bad = Counter[str]()
    with stage("sqlite") as made:
        gathering = Gathering(made.house(), PHONES)
        with served(made, wrap=FEW_FILES) as server:
            server.start()
            told = asyncio.run(_besieged(gathering, server.port, slow, seconds, flood))
            refused, grown = asyncio.run(_huge(gathering, server))
        with served(made, "no deadline") as server:
            server.start()
            kept = asyncio.run(_stay(gathering, server.port, min(slow, 60)))
        with served(made, "few files", wrap=FEW_FILES) as server:
            server.start()
            hurt = asyncio.run(_besieged(gathering, server.port, 0, 8, flood)).bad["好连接出错"]
    bad += told.bad
    bad["过大未拒绝"] += sum(count for status, count in refused.items() if status != 413)
    bad["内存"] += grown >= GROWTH
    bad["对照未被发现"] += sum(not kept[way] for way in WAYS) + (hurt == 0)
    return {
        "id": "P12",
        "what": f"{slow} 个慢连接、{flood} 个空连接和过大的内容之下，别人照常签到：p99 小于 1 秒",
        "judged": len(told.times) + told.slow_ones() + sum(refused.values()),
        "failed": sum(bad.values()),
        "figure": (
            f"{told.figure()}；10 MB JSON、分块和 30 MB 上传 {sum(refused.values())} 份，"
            f"413 {refused[413]} 份，内存增加 {grown:.0f} MB；"
            f"对照：无时限时 {sum(kept.values())} 个慢连接 {CLOSED:.0f} 秒后仍在，"
            f"文件数不够时好连接出错 {hurt}"
        ),
        "failures": dict(+bad),
    }


@dataclass
class Siege:
    """What was seen while the slow ones held on."""

    bad: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    #: Seconds until each slow line was closed, by its way.
    lasted: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in (*WAYS, "flood")})

    def slow_ones(self) -> int:
        """Return how many lines were held."""
        return sum(map(len, self.lasted.values()))

    def p99(self) -> float:
        """Return the seconds that 99 of 100 good callers kept."""
        return sorted(self.times)[len(self.times) * 99 // 100] if self.times else float("inf")

    def figure(self) -> str:
        """Return the counts in words."""
        longest = "、".join(
            f"{way} {len(times)} 次 {max(times):.0f}" for way, times in self.lasted.items() if times
        )
        return (
            f"好连接 {len(self.times)} 次，出错 {self.bad['好连接出错']}，p99 {self.p99() * 1000:.0f} ms，"
            f"最慢 {max(self.times) * 1000:.0f} ms；慢连接 {self.slow_ones()} 次，最久（秒）{longest}"
        )


async def _besieged(gathering: Gathering, port: int, slow: int, seconds: float, flood: int) -> Siege:
    """Hold lines, each anew when it was closed, while phones sign in."""
    told, over = Siege(), asyncio.Event()
    tokens = [fresh(gathering, seat).token for seat in gathering.seats]
    began = time.monotonic()

    async def hold(way: str, first: float, last: float) -> None:
        await asyncio.sleep(began + first - time.monotonic())
        while time.monotonic() < began + last:
            _, lasted = await lasts("silent" if way == "flood" else way, port, tokens[0], seconds)
            told.lasted[way].append(lasted)
            told.bad[f"{way} 未在 {CLOSED:.0f} 秒内关闭"] += lasted > CLOSED
            await asyncio.sleep(0.2)

    phones = [asyncio.create_task(_phone(gathering, token, port, over, told)) for token in tokens]
    half = seconds / 2
    holding = [hold(WAYS[nth % len(WAYS)], 0.1, half) for nth in range(slow)]
    # As long as it is held, nothing that anybody gives back is left to the good ones.
    # They come within three seconds: this loop, which holds the good ones too, is not what is judged.
    flooding = [hold("flood", half / 2 + 3 * nth / flood, half * 1.5) for nth in range(flood)]
    await asyncio.gather(*holding, *flooding)
    over.set()
    await asyncio.gather(*phones)
    told.bad["好连接过少"] += len(told.times) < seconds
    told.bad["p99"] += told.p99() >= PATIENCE
    return told


async def _phone(gathering: Gathering, token: str, port: int, over: asyncio.Event, told: Siege) -> None:
    """Sign in over a line of its own each time, five times a second."""
    while not over.is_set():
        body = json.dumps(gathering.body(new_id())).encode()
        began = time.monotonic()
        try:
            async with asyncio.timeout(20), line(port) as (reader, writer):
                writer.write(head("/me/sign-ins", token, f"Content-Length: {len(body)}", "Connection: close"))
                writer.write(body)
                answer = await reader.read()
            good = answer.startswith(b"HTTP/1.1 200") and b'"accepted"' in answer
        except (OSError, TimeoutError):
            good = False
        told.times.append(time.monotonic() - began)
        told.bad["好连接出错"] += not good
        await asyncio.sleep(0.2)


async def _huge(gathering: Gathering, server: Served) -> tuple[Counter[int], float]:
    """Send bodies over the limit side by side; return the answers and by how many MB memory rose."""
    token = fresh(gathering, gathering.seats[0]).token
    before = _memory(server.pid, "VmRSS", afresh=True)
    form = [FORM, f"Content-Length: {3 * HUGE}"]
    kinds: list[tuple[bytes, int, bool]] = [
        (head("/me/sign-ins", token, f"Content-Length: {HUGE}"), HUGE, False),
        (head("/me/sign-ins", token, "Transfer-Encoding: chunked"), HUGE, True),
        (head(FILES, token, *form) + PART, 3 * HUGE - len(PART), False),
        (head(FILES, token, FORM, "Transfer-Encoding: chunked") + chunk(PART), 3 * HUGE, True),
    ]
    answers = await asyncio.gather(*(poured(server.port, *kind) for kind in kinds * 3))
    return Counter(answers), _memory(server.pid, "VmHWM") - before


def _memory(pid: int, line: str, *, afresh: bool = False) -> float:
    """Return MB of one line of a process's status; ``afresh`` lets its high water mark begin here."""
    if afresh:
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")
    told = Path(f"/proc/{pid}/status").read_text().split(f"{line}:")[1]
    return int(told.split()[0]) / 1024


async def _stay(gathering: Gathering, port: int, count: int) -> Counter[str]:
    """Return how many slow ones were still there when they should have been closed, by way."""
    token = fresh(gathering, gathering.seats[0]).token
    ways = [WAYS[nth % len(WAYS)] for nth in range(count)]
    held = await asyncio.gather(*(lasts(way, port, token, CLOSED + 1) for way in ways))
    return Counter(way for way, seconds in held if seconds > CLOSED)
