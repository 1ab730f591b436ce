"""The door: token checked here, everything else inside the hop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Request, Response
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.orm import Session

from app.access import actor as actors
from app.access.actor import Actor
from app.access.permissions import PERMISSIONS
from app.access.tokens import Claims, Tokens
from app.core import idempotency
from app.core.audit import AUTHOR
from app.core.db import Database
from app.core.db.prepared import Prepared
from app.core.errors import Conflict, Problem, Unauthenticated
from app.core.http.quick import QUICK

T = TypeVar("T")
Work = Callable[..., T]

bearer = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token", auto_error=False)


class Door:
    """One request's way in: its claims, and hops that run as its actor.

    ``fn(session, actor, *args, **kwargs)`` is plain synchronous code. A name in ``permission`` is
    checked against the table before ``fn`` runs; finer questions are policies inside ``fn``.
    """

    def __init__(self, request: Request, token: str | None) -> None:
        self.request = request
        self._db: Database = request.app.state.db
        tokens: Tokens = request.app.state.tokens
        if not token:
            raise Unauthenticated(headers={"WWW-Authenticate": "Bearer"})
        self.claims: Claims = tokens.check(token)

    async def read(self, permission: str, fn: Work[T], *args: Any, **kwargs: Any) -> T:
        """Run ``fn`` in a read-only transaction of the actor's council."""
        return await self._db.read(
            _as_actor,
            self.claims,
            permission,
            fn,
            args,
            kwargs,
            council=self.claims.council_id,
        )

    async def read_along(
        self, permission: str, page: Prepared, given: dict[str, Any], fn: Work[T], *args: Any
    ) -> T:
        """Run ``fn(session, actor, row, *args)``; ``row`` was read together with the actor.

        Args:
            page: A statement made by ``actor.along``.
            given: Its values beside those of the claims.
        """
        return await self._db.read(
            _along, self.claims, permission, page, given, fn, args, council=self.claims.council_id
        )

    def glance(self, permission: str, fn: Work[T], *args: Any) -> T | None:
        """Look something up at once, as the actor; None when only a hop can tell.

        For the question whether the reader has the newest version already: one statement, the
        actor's. Handing that to a thread and back would cost more than the look itself, so it runs
        here where it cannot wait (see ``Database.glance``). ``fn`` sends no statement.
        """
        council = self.claims.council_id
        return self._db.glance(_as_actor, self.claims, permission, fn, args, {}, council=council)

    async def write(self, permission: str, fn: Work[T], *args: Any, **kwargs: Any) -> T:
        """Run ``fn`` in a writing transaction; what it did is on disk when this returns."""
        return await self._db.write(
            _as_actor,
            self.claims,
            permission,
            fn,
            args,
            kwargs,
            council=self.claims.council_id,
        )

    async def grouped(
        self,
        permission: str,
        fn: Callable[[Session, list[tuple[Actor, Any]]], Sequence[T | Problem]],
        given: Any,
    ) -> T:
        """Write together with those who wait to do the same; on disk when this returns.

        ``fn(session, [(actor, given), …])`` answers each, with a Problem where it refuses. It is a
        function of a module (calls of another one are another group), keeps no audit (the
        transaction has no one author) and may be run again (see ``Database.grouped``).
        """
        actors.must_sit(self.claims)
        council = self.claims.council_id
        return await self._db.grouped(_as_actors(permission, fn), (self.claims, given), council=council)  # type: ignore[no-any-return]

    async def create(
        self,
        permission: str,
        make: Work[str],
        show: Work[T],
        *args: Any,
        about: bytes | None = None,
        **kwargs: Any,
    ) -> T:
        """Make something once per ``Idempotency-Key`` and show it.

        Args:
            make: ``make(session, actor, *args, **kwargs)`` returns the new id.
            show: ``show(session, actor, id)`` reads the answer; a repeat only re-reads.
            about: What identifies the request when its body is not JSON (an upload's digest).
        """
        key = self.request.headers.get("idempotency-key")
        asked = None
        if key is not None:
            operation = f"{self.request.method} {self.request.url.path}"
            body = about if about is not None else await self.request.body()
            seat = self.claims.seat_id or self.claims.account_id
            asked = idempotency.request(self._db.secret, seat, operation, key, body)
        running: set[tuple[str, str]] = self.request.app.state.running_requests
        mark = (asked.scope, asked.key) if asked else None
        if mark is not None:
            if mark in running:
                raise Conflict("同一请求正在处理，请稍候再查。", word="still_running")
            running.add(mark)
        try:
            return await self._db.write(
                _make_once,
                self.claims,
                permission,
                asked,
                make,
                show,
                args,
                kwargs,
                council=self.claims.council_id,
            )
        finally:
            if mark is not None:
                running.discard(mark)

    async def before_change(self, fn: Work[T], *args: Any, **kwargs: Any) -> T:
        """Write as an account, before a seat is chosen or the first password is changed."""
        return await self._db.write(_as_holder, self.claims, fn, args, kwargs)

    async def look_around(self, fn: Work[T], *args: Any, **kwargs: Any) -> T:
        """Read as an account, before a seat is chosen or the first password is changed."""
        return await self._db.read(_as_holder, self.claims, fn, args, kwargs)


def _as_actor(
    session: Session,
    claims: Claims,
    permission: str,
    fn: Work[T],
    args: Any,
    kwargs: Any,
) -> T:
    actor = actors.load(session, claims)
    actor.must(permission)
    return fn(session, actor, *args, **kwargs)


@cache
def _as_actors(
    permission: str, fn: Callable[..., Sequence[Any]]
) -> Callable[[Session, list[Any]], list[Any]]:
    """Return what a group runs; the same function each time, so that calls find one another."""

    def work(session: Session, several: list[tuple[Claims, Any]]) -> list[Any]:
        session.info[AUTHOR] = None
        answers: list[Any] = list(actors.load_several(session, [claims for claims, _ in several]))
        let_in = []
        for place, (_, given) in enumerate(several):
            actor = answers[place]
            try:
                if isinstance(actor, Actor):
                    actor.must(permission)
                    let_in.append((place, actor, given))
            except Problem as problem:
                answers[place] = problem
        if let_in:
            done = fn(session, [(actor, given) for _, actor, given in let_in])
            for (place, _, _), answer in zip(let_in, done, strict=True):
                answers[place] = answer
        return answers

    return work


def _along(
    session: Session,
    claims: Claims,
    permission: str,
    page: Prepared,
    given: dict[str, Any],
    fn: Work[T],
    args: Any,
) -> T:
    actor, row = actors.load_along(session, claims, page, given)
    actor.must(permission)
    return fn(session, actor, row, *args)


def _as_holder(session: Session, claims: Claims, fn: Work[T], args: Any, kwargs: Any) -> T:
    actors.check_holder(session, claims)
    return fn(session, claims, *args, **kwargs)


def _make_once(
    session: Session,
    claims: Claims,
    permission: str,
    asked: idempotency.Request | None,
    make: Work[str],
    show: Work[T],
    args: Any,
    kwargs: Any,
) -> T:
    actor: Actor = actors.load(session, claims)
    actor.must(permission)
    made = idempotency.earlier(session, asked) if asked else None
    if made is None:
        made = make(session, actor, *args, **kwargs)
        if asked:
            idempotency.keep(session, asked, 201, made)
    session.flush()
    return show(session, actor, made)


async def enter(request: Request, token: Annotated[str | None, Depends(bearer)]) -> Door:
    """Dependency of every route behind the door."""
    return Door(request, token)


def _quick(request: Request) -> Door:
    """Do what ``enter`` does, for routes that are read without the solver."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return Door(request, token.strip() if scheme.lower() == "bearer" else None)


setattr(enter, QUICK, _quick)


async def enter_to_create(
    request: Request,
    token: Annotated[str | None, Depends(bearer)],
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=8,
            max_length=100,
            description="重复提交同一请求时带同一编号，不会重复生成。",
        ),
    ] = None,
) -> Door:
    """Dependency of creating routes: like ``enter``, and documents ``Idempotency-Key``."""
    return Door(request, token)


In = Annotated[Door, Depends(enter)]
InToCreate = Annotated[Door, Depends(enter_to_create)]


def known(permission: str) -> str:
    """Return ``permission`` after checking that the table has it (used at import)."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)
    return permission


def location(response: Response, path: str) -> None:
    """Say where a new thing lives."""
    response.headers["Location"] = path
