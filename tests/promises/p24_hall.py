"""P24: four hundred members log in and sign in within two minutes, from one address."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

from tests.factories.house import PASSWORD, Caller
from tests.promises.served import Gathering, served
from tests.promises.stage import Stage, backends, stage

#: The promise is two minutes; they are given one.
MEMBERS, SECONDS, PATIENCE = 400, 60.0, 1.0
#: Nobody comes evenly: as many within so few seconds are told beside it.
RUSH = 20.0
#: Of ten members, so many get their password wrong the first time.
WRONG = 2


def run(members: int = MEMBERS, seconds: float = SECONDS, rush: float = RUSH) -> dict[str, Any]:
    """Let them come at moments drawn at random, on every database, all from one address.

    Control: an installation that lets 60 log-ins a minute through must be seen to refuse.
    """
    bad, figures, judged = Counter[str](), [], 0
    for backend in backends():
        with stage(backend) as made:
            for within in (seconds, rush):
                faults, times = morning(made, members, within)
                slow = percentile(times, 95)
                judged += len(times)
                bad += faults
                # A rush is told, and only has to go without an error.
                bad["p95"] += within == seconds and slow >= PATIENCE
                figures.append(
                    f"{backend} {members} 人 {within:.0f} 秒内登录并签到，出错 {sum(faults.values())}，"
                    f"p95 {slow * 1000:.0f} ms，最慢 {max(times, default=0) * 1000:.0f} ms"
                )
    with stage("sqlite", login_address_per_minute=60) as made:
        refused, _ = morning(made, 90, 5)
    bad["对照未被发现"] += not refused
    return {
        "id": "P24",
        "what": "开会早上：400 名委员从同一地址在 120 秒内登录并签到，无一出错，p95 小于 1 秒",
        "judged": judged,
        "failed": sum(bad.values()),
        "figure": "；".join([*figures, f"对照（每分钟 60 次登录）拒绝 {sum(refused.values())} 次"]),
        "failures": dict(+bad),
    }


def morning(made: Stage, members: int, seconds: float) -> tuple[Counter[str], list[float]]:
    """Return what went wrong, and how long each log-in and each sign-in took.

    Some mistype their password first: a hall's address has to bear that as well.
    """
    gathering, draw = Gathering(made.house(), members), random.Random(24)
    faults, times = Counter[str](), list[float]()
    with served(made) as server:
        server.start()
        began = time.monotonic() + 0.5

        def come(place: int, after: float) -> list[tuple[float, str]]:
            time.sleep(max(0.0, began + after - time.monotonic()))
            return list(arrive(gathering, gathering.seats[place], server.port, place % 10 < WRONG))

        with ThreadPoolExecutor(members) as pool:
            moments = [draw.uniform(0, seconds) for _ in gathering.seats]
            for steps in pool.map(come, range(members), moments):
                times += [took for took, _ in steps]
                faults.update(fault for _, fault in steps if fault)
    said = Counter(verdict for rows in gathering.on_disk().values() for _, verdict in rows)
    faults["未入库"] += members - said["accepted"] if not faults else 0
    return +faults, times


def arrive(gathering: Gathering, seat: Caller, port: int, mistypes: bool) -> Iterable[tuple[float, str]]:
    """Log in by name and password, then sign in; yield how long each took, and what went wrong."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        name = seat.username  # type: ignore[attr-defined]
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        if mistypes:
            form = urlencode({"username": name, "password": PASSWORD[:-1]})
            took, status, _ = timed(line, "/api/v1/auth/token", form, kind)
            yield took, "" if status == 401 else f"输错密码 {status}"
        form = urlencode({"username": name, "password": PASSWORD})
        took, status, said = timed(line, "/api/v1/auth/token", form, kind)
        yield took, "" if status == 200 else f"登录 {status}"
        if status != 200:
            return
        headers = {"Authorization": f"Bearer {said['access_token']}", "Content-Type": "application/json"}
        number = f"morning-{seat.seat_id}"
        took, status, said = timed(line, "/api/v1/me/sign-ins", json.dumps(gathering.body(number)), headers)
        counted = status == 200 and said["verdicts"][0]["verdict"] == "accepted"
        yield took, "" if counted else f"签到 {status}"
    except (OSError, http.client.HTTPException) as fault:
        yield 30.0, type(fault).__name__
    finally:
        line.close()


def timed(
    line: http.client.HTTPConnection, path: str, body: str, headers: dict[str, str]
) -> tuple[float, int, Any]:
    """Return seconds, status and JSON of one POST."""
    began = time.monotonic()
    line.request("POST", path, body, headers)
    answer = line.getresponse()
    said = json.loads(answer.read())
    return time.monotonic() - began, answer.status, said


def percentile(times: list[float], share: int) -> float:
    """Return the time that ``share`` of a hundred kept; infinite when there are none.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 50)
    3.0
    """
    return sorted(times)[len(times) * share // 100] if times else float("inf")
