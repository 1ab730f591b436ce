"""P20: tokens die when they should."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import time_machine
from jose import JWTError, jwt
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access import actor as actors
from app.access import queries, refresh
from app.access.models import RefreshToken
from app.access.tokens import Claims, Tokens
from app.core import clock
from app.core.errors import Unauthenticated
from app.core.ids import random_id
from tests.access.doors import log_in, me, set_account, set_seat, volley
from tests.access.doors import refresh as renew
from tests.access.hostile_tokens import claims_of, corpus
from tests.access.planted import swapped
from tests.clients import UndocumentedAnswer
from tests.factories.house import PASSWORD, Caller, House
from tests.promises.stage import Stage, backends, stage

ROUNDS = 10
AT_ONCE = 50


class Lenient(Tokens):
    """The defect: the library's own defaults, as its first example shows them."""

    def check(self, token: str) -> Claims:
        """Return the claims of nearly anything."""
        try:
            said = jwt.decode(token, self._keys[0], options={"verify_aud": False})
        except JWTError:
            raise Unauthenticated(word="bad_token") from None
        return Claims(said["sub"], said["sid"], said.get("cid"), said.get("seat"), 2**40)


def run() -> dict[str, Any]:
    """Judge corpus, ends of power and refresh races on every database; then the planted defects."""
    judged, failures, missed = 0, [], []
    caught = 0
    for backend in backends():
        with stage(backend, login_address_per_minute=100_000) as made:
            for part in (hostile_tokens, ends_of_power, races):
                count, wrong = part(made)
                judged += count
                failures += [f"{backend}: {one}" for one in wrong]
            # What the planted defects break would fill the screen with their traces.
            logging.disable(logging.CRITICAL)
            defects = planted(made)
            logging.disable(logging.NOTSET)
            for defect, seen in defects.items():
                caught += seen
                missed += [] if seen else [f"{backend}: {defect}"]
    return {
        "id": "P20",
        "what": "伪造与过期令牌全部 401；撤权、停用、退出、重置在下一个请求即生效；"
        "50 路并发续期只有一条后继链",
        "judged": judged,
        "failed": len(failures) + len(missed),
        "figure": f"{' 与 '.join(backends())} 共 {judged:,} 次，偏差 {len(failures)}；"
        f"预埋缺陷查出 {caught} 个，漏过 {len(missed)} 个",
        "failures": failures[:20],
        "missed": missed,
    }


def hostile_tokens(made: Stage) -> tuple[int, list[str]]:
    """Knock with every hostile token; return how many, and which did not meet 401."""
    member = made.house().as_("member")
    pair = log_in(made.client, member.username).json()  # type: ignore[attr-defined]
    said = jwt.get_unverified_claims(pair["access_token"])
    good = partial(claims_of, said["sub"], said["sid"], said["cid"], said["seat"])
    tokens = list(corpus(good, made.settings.secret, pair["refresh_token"]))
    wrong = []
    for name, token in tokens:
        bearer = b"Bearer " + token.encode()
        status, face = (_knock(made, path, bearer) for path in ("/auth/sessions", "/me"))
        # A session is a holder's, whatever seat the token names; a face needs the seat as well.
        seat_only = any(word in name for word in ("seat", "council"))
        if face != 401 or (status != 401 and not seat_only):
            wrong.append(f"{name}: {face}, {status}")
    return 2 * len(tokens), wrong


def _knock(made: Stage, path: str, bearer: bytes) -> int:
    try:
        headers = {b"Authorization": bearer}
        return int(made.client.get(f"/api/v1{path}", headers=headers).status_code)
    except UndocumentedAnswer:
        return 500


def ends_of_power(made: Stage) -> tuple[int, list[str]]:
    """End power in each way there is; the very next request must be refused."""
    judged, wrong = 0, []
    for _ in range(ROUNDS):
        house = made.house()
        for name, (end, status) in ENDS.items():
            clerk = house.seat("secretariat", section_id=house.section_id)
            before = clerk.get("/ledger").status_code
            end(house, clerk)
            after = clerk.get("/ledger").status_code
            judged += 1
            if (before, after) != (200, status):
                wrong.append(f"{name}: {before}, then {after} instead of {status}")
    return judged, wrong


def _log_out(house: House, clerk: Caller) -> None:
    clerk.post("/auth/logout")


def _end_session(house: House, clerk: Caller) -> None:
    clerk.delete(f"/auth/sessions/{clerk.session_id}")  # type: ignore[attr-defined]


def _change_elsewhere(house: House, clerk: Caller) -> None:
    other = log_in(house.client, clerk.username).json()["access_token"]  # type: ignore[attr-defined]
    body = {"old_password": PASSWORD, "new_password": "a-walk-along-the-lake"}
    house.client.post("/api/v1/auth/password", json=body, headers={"Authorization": f"Bearer {other}"})


def _slip(house: House, clerk: Caller) -> None:
    house.as_("council_admin").post(f"/seats/{clerk.seat_id}/slip")


def _edit(house: House, clerk: Caller, change: dict[str, Any]) -> None:
    headers = {"If-Match": '"1"'}
    house.as_("council_admin").patch(f"/seats/{clerk.seat_id}", json=change, headers=headers)


def _edit_role(house: House, clerk: Caller) -> None:
    _edit(house, clerk, {"roles": ["convener"]})


def _edit_seat(house: House, clerk: Caller) -> None:
    _edit(house, clerk, {"active": False})


def _disable(house: House, clerk: Caller) -> None:
    set_account(house, clerk.account_id, disabled=True)


def _take_all_roles(house: House, clerk: Caller) -> None:
    set_seat(house, clerk.seat_id, roles=[])


#: What ends power, and what the next request meets.
ENDS: dict[str, tuple[Callable[[House, Caller], None], int]] = {
    "log-out": (_log_out, 401),
    "session ended from the list": (_end_session, 401),
    "password changed on another device": (_change_elsewhere, 401),
    "account slip": (_slip, 401),
    "role taken": (_edit_role, 403),
    "every role taken": (_take_all_roles, 403),
    "seat taken": (_edit_seat, 401),
    "account disabled": (_disable, 401),
}


def races(made: Stage) -> tuple[int, list[str]]:
    """Refresh one token fifty times at one moment, ten rounds; then present it after the grace."""
    judged, wrong = 0, []
    house = made.house()
    member = house.as_("member")
    for number in range(ROUNDS):
        pair = log_in(made.client, member.username).json()  # type: ignore[attr-defined]
        body = {"refresh_token": pair["refresh_token"]}
        said = volley(made.client, "POST", "/api/v1/auth/refresh", [body] * AT_ONCE)
        judged += AT_ONCE
        out = [one.status for one in said if one.status != 200]
        following = {one.body["refresh_token"] for one in said if one.status == 200}
        if out or len(following) != 1:
            wrong.append(f"race {number}: {len(out)} refused, {len(following)} successors")
        elif renew(made.client, following.pop()).status_code != 200:
            wrong.append(f"race {number}: the successor is dead")
        with time_machine.travel(clock.now() + timedelta(seconds=made.settings.refresh_grace_seconds + 1)):
            stolen = renew(made.client, pair["refresh_token"]).status_code
            left = me(made.client, said[0].body.get("access_token", "")).status_code
        judged += 2
        if (stolen, left) != (401, 401):
            wrong.append(f"race {number}: a replay after the grace left the family alive ({stolen}, {left})")
    return judged, wrong


def planted(made: Stage) -> dict[str, bool]:
    """Put each defect in; return whether the judges above saw it."""
    caught = {}
    with swapped(made.app.state, "tokens", Lenient(made.settings.secret)):
        caught["tokens checked with the library's defaults"] = bool(hostile_tokens(made)[1])
    remembered: dict[str, Any] = {}

    def remember(session: Session, claims: Claims, **more: Any) -> Any:
        if claims.session_id not in remembered:
            remembered[claims.session_id] = load(session, claims, **more)
        return remembered[claims.session_id]

    load = actors.load
    with swapped(actors, "load", remember):
        caught["roles remembered for the life of a session"] = bool(ends_of_power(made)[1])
    with swapped(refresh, "successor", lambda secret, token: random_id() + random_id()):
        caught["a successor drawn anew at each refresh"] = bool(races(made)[1])
    if made.backend == "postgres":
        with swapped(queries, "refresh_token", _unlocked):
            caught["a refresh without its lock"] = bool(races(made)[1])
    return caught


def _unlocked(session: Session, digest: str) -> RefreshToken | None:
    return session.scalars(select(RefreshToken).where(RefreshToken.digest == digest)).first()
