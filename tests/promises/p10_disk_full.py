"""P10: a full disk refuses in words, loses nothing, and is over once there is room."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

from app.core.clock import today
from tests.factories.house import Caller
from tests.promises.served import Gathering, Served, fresh, served
from tests.promises.stage import stage

LINES, MEGABYTES = 6, 24
WHAT = "磁盘写满：写操作得到 507/503 和中文说明，查询照常；已答复的一条不丢；腾出空间后 5 秒内恢复，不需重启"
BACK_WITHIN = 5.0


def run() -> dict[str, Any]:
    """Fill the disk under a storm of new records, look at every answer, make room, look again.

    Planted defect: a server that says 201 where there was no room.
    """
    found = []
    for plant in ("", "full is fine"):
        with small_disk() as place:
            if place is None:
                return _told(1, 1, "这里不能挂载 tmpfs，无法检验")
            found.append(_judged(place, plant))
    real, planted = found
    caught = planted.pop("lost")
    real["failed"] += not caught
    real["figure"] += f"；对照（写不下也答 201）丢失 {len(caught)} 条，{'被发现' if caught else '没有被发现'}"
    return real


def _judged(place: Path, plant: str) -> dict[str, Any]:
    with stage("sqlite") as made, served(made, plant) as server:
        gathering = Gathering(made.house(), LINES)
        server.start()
        over = Event()
        writers = [Writer(gathering, seat, server, over) for seat in gathering.seats]
        for writer in writers:
            writer.start()
        _until(lambda: sum(len(one.kept) for one in writers) > 20)
        ballast = place / "ballast"
        fill(ballast)
        _until(lambda: sum(one.refused for one in writers) > 60, 10)
        reads = [_status(server, seat, "/api/v1/me/dossier") for seat in gathering.seats]
        alive = _status(server, None, "/healthz")
        before = sum(len(one.kept) for one in writers)
        ballast.unlink()
        began = time.monotonic()
        _until(lambda: sum(len(one.kept) for one in writers) > before + 5, BACK_WITHIN * 2)
        took = time.monotonic() - began
        over.set()
        for writer in writers:
            writer.join()
        kept = {title for one in writers for title in one.kept}
        there = _titles(server, gathering)
    lost = sorted(kept - set(there))
    twice = len(there) - len(set(there))
    refused = sum(one.refused for one in writers)
    odd = [fault for one in writers for fault in one.odd]
    slow = took > BACK_WITHIN
    unread = sum(status != 200 for status in [*reads, alive])
    failed = len(lost) + twice + len(odd) + slow + unread + (refused < 20)
    figure = f"写入并答复 {len(kept)} 条，丢失 {len(lost)}，重复 {twice}；"
    figure += (
        f"拒绝 {refused} 次，其他答复 {len(odd)} 次；写满时查询失败 {unread} 次；腾出空间后 {took:.2f} 秒恢复"
    )
    return {**_told(len(kept) + refused, failed, figure), "odd": odd[:5], "lost": lost}


class Writer(Thread):
    """Hands in one record after another and notes which were taken."""

    def __init__(self, gathering: Gathering, seat: Caller, server: Served, over: Event) -> None:
        super().__init__(daemon=True)
        self.house, self.seat, self.server, self.over = gathering.house, fresh(gathering, seat), server, over
        self.kept: list[str] = []
        self.odd: list[str] = []
        self.refused = 0

    def run(self) -> None:
        """Write until it is over."""
        number = 0
        while not self.over.is_set():
            number += 1
            title = f"{self.seat.member_id}-{number}"
            body = {
                "title": title,
                "body": "建议" * 1500,
                "occurred_on": today().isoformat(),
                "section_id": self.house.section_id,
            }
            status, said = _call(self.server, self.seat, "POST", "/api/v1/opinions", body)
            if status == 201:
                self.kept.append(title)
            elif status in (503, 507) and said.get("detail"):
                self.refused += 1
                time.sleep(0.02)
            else:
                self.odd.append(f"{status} {said}")
                time.sleep(0.05)


def _call(
    server: Served, seat: Caller | None, method: str, path: str, body: Any = None
) -> tuple[int, dict[str, Any]]:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    headers = {"Content-Type": "application/json"}
    if seat is not None:
        headers["Authorization"] = f"Bearer {seat.token}"
    try:
        line.request(method, path, None if body is None else json.dumps(body), headers)
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError) as fault:
        return 0, {"fault": str(fault)}
    finally:
        line.close()


def _status(server: Served, seat: Caller | None, path: str) -> int:
    return _call(server, seat, "GET", path)[0]


def _titles(server: Served, gathering: Gathering) -> list[str]:
    """Return the titles of every record that the server lists now."""
    found: list[str] = []
    for seat in gathering.seats:
        path = "/api/v1/claims?mine=true&limit=100"
        cursor: str | None = ""
        while cursor is not None:
            status, page = _call(server, seat, "GET", path + (f"&cursor={cursor}" if cursor else ""))
            if status != 200:
                break
            found += [one["title"] for one in page["items"]]
            cursor = page["next"]
    return found


@contextmanager
def small_disk() -> Iterator[Path | None]:
    """Mount a small disk for everything that this process keeps temporarily; None where that is refused."""
    with tempfile.TemporaryDirectory(prefix="disk-") as folder:
        size = f"size={MEGABYTES}m"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, check=False
        )
        if done.returncode:
            yield None
            return
        before, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = before
            subprocess.run(["umount", "-l", folder], check=False)


def fill(ballast: Path) -> None:
    """Write until nothing fits any more."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            os.write(file.fileno(), b"\0" * 4096)


def _until(done: Any, most: float = 60.0) -> None:
    until = time.monotonic() + most
    while time.monotonic() < until and not done():
        time.sleep(0.01)


def _told(judged: int, failed: int, figure: str) -> dict[str, Any]:
    return {"id": "P10", "what": WHAT, "judged": judged, "failed": int(failed), "figure": figure}
