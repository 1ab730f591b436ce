"""P4: councils never mix, request by request over two connections."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from dataclasses import dataclass, field
from typing import Any

import psycopg
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import select

from app.access.door import In
from app.core.db import Base, Database
from app.core.db.base import is_of_council
from app.council.models import Member
from app.main import create_app
from tests.factories.house import Caller, House
from tests.promises.stage import Stage, backends, stage

COUNCILS, REQUESTS, POOL, AT_ONCE = 10, 10_000, 2, 16
PATHS = (
    "/members",
    "/units",
    "/me",
    "/council",
    "/terms",
    "/activities",
    "/members/{member}",
    "/units/{unit}",
)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass
class Found:
    """What the answers held."""

    answers: int = 0
    own: int = 0
    foreign: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Tenant:
    """A council with callers and rows that are known to be its own."""

    house: House
    callers: list[Caller]
    member: str
    unit: str


def run(requests: int = REQUESTS) -> dict[str, Any]:
    """Judge ``requests`` interleaved answers for rows of other councils, on PostgreSQL where it answers."""
    with stage(backends()[-1], pool_size=POOL) as made:
        tenants = [_tenant(made.house()) for _ in range(COUNCILS)]
        owners = _owners(made.db, tenants)
        found = asyncio.run(_send(made.app, tenants, owners, requests, PATHS))
        caught = _planted(made, tenants, owners)
    failed = len(found.foreign) + len(found.strange) + (0 if all(caught.values()) else 1)
    return {
        "id": "P4",
        "what": f"{COUNCILS} 个政协、{requests} 次交错请求、{POOL} 个数据库连接（{made.backend}）："
        "没有他会的行",
        "judged": found.answers,
        "failed": failed,
        "figure": f"他会的行 {len(found.foreign)}；本会的行 {found.own}；"
        + ";".join(f"{word}:{'查出' if seen else '未查出'}" for word, seen in caught.items()),
        "failures": (found.foreign + found.strange)[:20],
    }


def _tenant(house: House) -> Tenant:
    members = [house.member(name) for name in ("王一", "王二", "王三")]
    callers = [house.as_("secretariat"), house.as_("member"), house.as_("chair")]
    return Tenant(house, callers, members[0], house.section_id)


def _owners(db: Database, tenants: list[Tenant]) -> dict[str, str]:
    """Return every id of a tenant row with its council."""
    owners: dict[str, str] = {}
    tables = [table for table in Base.metadata.tables.values() if is_of_council(table) and "id" in table.c]
    for tenant in tenants:
        council = tenant.house.council_id
        with db.transaction(council, write=False) as session:
            for table in tables:
                mine = select(table.c.id).where(table.c.council_id == council)
                owners.update(dict.fromkeys(session.scalars(mine).all(), council))
        owners[council] = council
    return owners


async def _send(
    app: FastAPI, tenants: list[Tenant], owners: dict[str, str], requests: int, paths: tuple[str, ...]
) -> Found:
    found, turns = Found(), random.Random(4)
    order = [(turns.choice(tenants), turns.choice(paths), turns.randrange(3)) for _ in range(requests)]
    waiting = iter(order)
    async with AsyncClient(
        transport=ASGITransport(app, raise_app_exceptions=False), base_url="http://p4"
    ) as client:

        async def work() -> None:
            for tenant, path, who in waiting:
                if path == "/units" and who == 0:
                    await _add(client, tenant, found, owners)
                else:
                    await _look(client, tenant, path, tenant.callers[who], found, owners)

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return found


async def _look(
    client: AsyncClient, tenant: Tenant, path: str, caller: Caller, found: Found, owners: dict[str, str]
) -> None:
    url = "/api/v1" + path.format(member=tenant.member, unit=tenant.unit)
    answer = await client.get(url, headers={"Authorization": f"Bearer {caller.token}"})
    _judge(answer, tenant, path, found, owners)


async def _add(client: AsyncClient, tenant: Tenant, found: Found, owners: dict[str, str]) -> None:
    body = {"kind": "special_committee", "name": f"专委会{found.answers}"}
    token = tenant.callers[0].token
    answer = await client.post("/api/v1/units", json=body, headers={"Authorization": f"Bearer {token}"})
    _judge(answer, tenant, "/units", found, owners)
    if answer.status_code == 201:
        owners[answer.json()["id"]] = tenant.house.council_id


def _judge(answer: Any, tenant: Tenant, path: str, found: Found, owners: dict[str, str]) -> None:
    found.answers += 1
    if answer.status_code not in {200, 201}:
        found.strange.append(f"{path}: {answer.status_code} {answer.text[:200]}")
        return
    for each in _UUID.findall(answer.text):
        owner = owners.get(each)
        if owner == tenant.house.council_id:
            found.own += 1
        elif owner is not None:
            found.foreign.append(f"{path}: {each}")


def _planted(made: Stage, tenants: list[Tenant], owners: dict[str, str]) -> dict[str, bool]:
    """Show that the judge sees a forgotten scope, and that each of the two walls holds alone."""
    faults = logging.getLogger("lvzhi.faults")
    faults.disabled = True
    refused = _through(made, tenants, owners, guarded=True)
    faults.disabled = False
    seen = {"预设缺陷（查询不加限定）被守卫拒绝": len(refused.strange) == refused.answers}
    if made.server is None:
        leaking = _through(made, tenants, owners, guarded=False)
        return {**seen, "关闭守卫后": bool(leaking.foreign)}
    walled = _through(made, tenants, owners, guarded=False)
    seen["关闭守卫后由行级安全挡住"] = walled.own > 0 and not walled.foreign
    with psycopg.connect(made.server.owner_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE members DISABLE ROW LEVEL SECURITY")
        leaking = _through(made, tenants, owners, guarded=False)
        owner.execute("ALTER TABLE members ENABLE ROW LEVEL SECURITY")
    return {**seen, "两道都关闭后": bool(leaking.foreign)}


def _through(made: Stage, tenants: list[Tenant], owners: dict[str, str], *, guarded: bool) -> Found:
    """Send a few requests to a route whose query forgets its council."""
    db = Database(made.settings.database, pool_size=POOL, guarded=guarded, secret=made.settings.secret)
    app = create_app(made.settings, db=db)

    @app.get("/api/v1/forgetful")
    async def forgetful(door: In) -> list[str]:
        return await door.read("member:view", _forget)

    try:
        return asyncio.run(_send(app, tenants, owners, 50, ("/forgetful",)))
    finally:
        db.close()


def _forget(session: Any, actor: Any) -> list[str]:
    return list(session.scalars(select(Member.id)).all())
