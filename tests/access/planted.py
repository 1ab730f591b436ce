"""Defects put into the house on purpose, to show that the harnesses see them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In
from app.access.permissions import PERMISSIONS
from app.core.errors import NotFound
from app.core.ids import Id
from app.council.models import Unit
from app.facts.models import Claim
from tests.access.matrix import BadMatrix, Judge, Matrix, Row, compare, load


@contextmanager
def swapped(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Put ``value`` in the place of ``owner.name`` (or ``owner[name]``) for a while."""
    if isinstance(owner, dict):
        before = owner[name]
        owner[name] = value
        try:
            yield
        finally:
            owner[name] = before
        return
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def planted(judge: Judge) -> dict[str, bool]:
    """Plant the classical defects of authorisation; return for each whether the matrix caught it."""
    _serve(judge)
    caught = {}
    opened = PERMISSIONS["seat:manage"] | {"member"}
    with swapped(PERMISSIONS, "seat:manage", opened):
        caught["a permission opened to one more role"] = bool(judge.judge("GET /seats").deviations)
    with swapped(PERMISSIONS, "run:execute", frozenset(["secretariat", "chair"])):
        caught["an act opened to one more role"] = bool(judge.judge("POST /runs").deviations)
    with swapped(PERMISSIONS, "ledger:view", frozenset(["secretariat"])):
        caught["a permission taken from a role"] = bool(judge.judge("GET /ledger").deviations)
    rows = judge.matrix.rows
    for defect, route, like in _ROUTES:
        method, _, path = route.partition(" ")
        row = replace(rows[like], route=route, method=method, path=path)
        caught[defect] = bool(_only(judge, row).deviations)
    try:
        compare(judge.stage.app, load())
        caught["a route without a row"] = False
    except BadMatrix as refusal:
        caught["a route without a row"] = "/planted" in str(refusal)
    return caught


_ROUTES = (
    ("a thing read without its council", "GET /planted-units/{unit_id}", "GET /units/{unit_id}"),
    ("a list without its council", "GET /planted-units", "GET /units"),
    ("a claim read by whoever knows its id", "GET /planted-claims/{claim_id}", "GET /claims/{claim_id}"),
    ("a missing thing that answers differently", "GET /planted-missing/{unit_id}", "GET /units/{unit_id}"),
    ("a route that forgot its door", "GET /planted-open", "GET /terms"),
)


def _only(judge: Judge, row: Row) -> Any:
    whole = judge.matrix
    judge.matrix = Matrix({**whole.rows, row.route: row}, whole.objects, whole.values)
    try:
        return judge.judge(row.route)
    finally:
        judge.matrix = whole


def _serve(judge: Judge) -> None:
    router = APIRouter(prefix="/api/v1")
    db, councils = judge.stage.db, (judge.here.house.council_id, judge.there.house.council_id)

    def everywhere(unit_id: str) -> list[str]:
        # Each council bound in turn: row-level security would hide a statement without any.
        units = (db.read_now(lambda s, c=c: s.get(Unit, (c, unit_id)), council=c) for c in councils)
        return [unit.id for unit in units if unit is not None]

    @router.get("/planted-units/{unit_id}")
    async def one_unit(door: In, unit_id: Id) -> list[str]:
        await door.read("unit:view", lambda session, actor: None)
        found = everywhere(unit_id)
        if not found:
            raise NotFound()
        return found

    @router.get("/planted-units")
    async def all_units(door: In) -> list[str]:
        await door.read("unit:view", lambda session, actor: None)
        things = (judge.here.things["unit"], judge.there.things["unit"])
        return [found for ids in things for one in ids.values() for found in everywhere(one)]

    @router.get("/planted-claims/{claim_id}")
    async def one_claim(door: In, claim_id: Id) -> str:
        def work(session: Session, actor: Actor) -> str:
            claim = session.get(Claim, (actor.council_id, claim_id))
            if claim is None:
                raise NotFound()
            return claim.state

        return await door.read("claim:view", work)

    @router.get("/planted-missing/{unit_id}")
    async def telling(door: In, unit_id: Id) -> str:
        def work(session: Session, actor: Actor) -> str:
            unit = session.get(Unit, (actor.council_id, unit_id))
            if unit is None:
                raise NotFound("该单位属于其他政协。" if everywhere(unit_id) else None)
            return unit.name

        return await door.read("unit:view", work)

    @router.get("/planted-open")
    async def forgotten() -> list[str]:
        return []

    judge.stage.app.include_router(router)
