"""P7: what phones kept arrives in any order, in copies: the same state."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.core.ids import new_id
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries, sign_in
from app.facts.attendance.signing.judge import Judged
from app.facts.attendance.signing.models import SignInAttempt
from tests.factories.house import Caller
from tests.promises.served import Gathering
from tests.promises.stage import backends, stage

KEPT, COPIES, ORDERS, MEMBERS = 1000, 3, 5, 10
PHONE = "phone-of-a-member"


class Queue:
    """What the phones of a gathering have kept, told without the ids of any one council."""

    def __init__(self, number: int, seed: int = 7) -> None:
        draw = random.Random(seed)
        self.now = clock.now()
        self.off = [timedelta(hours=draw.uniform(-48, 48)) for _ in range(MEMBERS)]
        #: Member, number, age of the code in seconds (old enough that none is live while this runs),
        #: and what is odd about the entry.
        self.kept = [
            (draw.randrange(MEMBERS), new_id(), draw.randrange(600, 1500), draw.choice("hhhhhhutw"))
            for _ in range(number)
        ]

    def entry(self, gathering: Gathering, place: int) -> tuple[int, dict[str, Any]]:
        """Return whose an entry is and what the phone sends: honest, untagged, tampered or wrong."""
        who, nonce, ago, kind = self.kept[place]
        house, seat = gathering.house, gathering.seats[who]
        step = codes.step_of(self.now - timedelta(seconds=ago))
        seen = codes.shown_at(step) + timedelta(seconds=10) + self.off[who]
        code = codes.written(house.db.secret, house.council_id, gathering.sitting, step)
        if kind == "w":
            code = ("A" if code[40] != "A" else "B").join((code[:40], code[41:]))
        key = codes.device_key(house.db.secret, house.council_id, str(seat.member_id), PHONE)
        one = {"nonce": nonce, "code": code, "seen_at": seen.isoformat()}
        if kind != "u":
            one["tag"] = codes.tag(key, nonce, code, seen)
        if kind == "t":
            one["seen_at"] = (seen + timedelta(minutes=4)).isoformat()
        return who, one


def run(number: int = KEPT, orders: int = ORDERS) -> dict[str, Any]:
    """Hand the same queue in ``orders`` times, on every database, in batches drawn anew.

    Planted defects: judging by the arrival; a number that is counted each time it comes.
    """
    bad, figures, judged = Counter[str](), [], 0
    for backend in backends():
        with stage(backend) as made:
            queue = Queue(number)
            found = [handed_in(Gathering(made.house(), MEMBERS), queue, order) for order in range(orders)]
            judged += orders * number * COPIES
            states = {state for state, _ in found}
            bad["状态不同"] += len(states) - 1
            bad["没有判定"] += sum(missing for _, missing in found)
            few = Queue(min(number, 120))
            with by_arrival():
                planted = {handed_in(Gathering(made.house(), MEMBERS), few, order)[0] for order in range(3)}
            bad["预设缺陷未查出"] += len(planted) == 1
        figures.append(f"{backend} {orders} 种顺序得 {len(states)} 种状态，对照得 {len(planted)} 种")
    return {
        "id": "P7",
        "what": "手机离线留存的签到以任意顺序、分批、重复送达，手机时钟差 ±48 小时：结果一致",
        "judged": judged,
        "failed": sum(bad.values()),
        "figure": f"{number} 条 × {COPIES} 份：" + "；".join(figures),
        "failures": dict(+bad),
    }


def handed_in(gathering: Gathering, queue: Queue, order: int) -> tuple[str, int]:
    """Return the digest of the state after everything was handed in, and how many had no verdict."""
    draw = random.Random(order)
    copies = [place for place in range(len(queue.kept)) for _ in range(COPIES)]
    draw.shuffle(copies)
    missing = 0
    while copies:
        some = [copies.pop() for _ in range(min(draw.randint(1, 150), len(copies)))]
        by_phone: dict[int, list[dict[str, Any]]] = {}
        for place in some:
            who, one = queue.entry(gathering, place)
            by_phone.setdefault(who, []).append(one)
        for who, attempts in by_phone.items():
            missing += len(attempts) - _sent(gathering.seats[who], attempts, queue.off[who])
    return _state(gathering), missing


def _sent(seat: Caller, attempts: list[dict[str, Any]], off: timedelta) -> int:
    body = {"device": PHONE, "sent_at": (clock.now() + off).isoformat(), "attempts": attempts}
    answer = seat.post("/me/sign-ins", json=body)
    assert answer.status_code == 200, answer.text
    return sum(bool(one["verdict"]) for one in answer.json()["verdicts"])


def _state(gathering: Gathering) -> str:
    """Return a digest of the log and of who came when, in words that every council shares."""
    house = gathering.house
    place = {str(seat.member_id): nth for nth, seat in enumerate(gathering.seats)}
    rows = select(
        SignInAttempt.member_id, SignInAttempt.nonce, SignInAttempt.verdict, SignInAttempt.doubts,
        SignInAttempt.step, SignInAttempt.seen_at, SignInAttempt.sitting_id,
    ).where(SignInAttempt.council_id == house.council_id)  # fmt: skip
    log = [
        (nonce, place[member], verdict, doubts, step, _plain(seen), sitting == gathering.sitting)
        for member, nonce, verdict, doubts, step, seen, sitting in house.read(lambda s: s.execute(rows).all())
    ]
    came = house.read(queries.presence, house.council_id, [gathering.sitting])
    present = sorted((place[row.member_id], row.step) for row in came)
    return hashlib.sha256(json.dumps([sorted(log), present]).encode()).hexdigest()


def _plain(moment: datetime) -> str:
    return moment.isoformat()


@contextmanager
def by_arrival() -> Iterator[None]:
    """Count only who has not been counted yet: what arrives first decides."""
    module: Any = sign_in
    real, counted = module.scanned, set[Any]()

    def first_only(moment: Any, attempt: Any, seen: Any, *known: Any) -> Judged:
        judged = real(moment, attempt, seen, *known)
        if judged.verdict == "accepted" and (seen.sitting_id, moment.key) in counted:
            return Judged("expired", (), judged.step)
        if judged.verdict == "accepted":
            counted.add((seen.sitting_id, moment.key))
        return judged

    module.scanned = first_only
    try:
        yield
    finally:
        module.scanned = real
