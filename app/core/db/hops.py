"""One hop: a function, one transaction, committed before it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app.core.db.engine import WRITE, bind_council, make_engine
from app.core.db.guard import COUNCIL, UNSCOPED
from app.core.db.threads import Threads
from app.core.settings import Settings

T = TypeVar("T")

#: Key in ``Session.info`` of the installation's secret, for sealed fields and blind indexes.
SECRET = "secret"


class LateSession:
    """A session that is made when first used as one: hot reads need its connection only."""

    def __init__(self, connection: Connection, info: dict[Any, Any]) -> None:
        self.info = info
        self._connection = connection
        self._made: Session | None = None

    def connection(self) -> Connection:
        """Return the connection of the running transaction."""
        return self._connection

    def __getattr__(self, name: str) -> Any:
        made = self._made
        if made is None:
            made = self._made = Session(bind=self._connection, expire_on_commit=False)
            made.info = self.info
        found = getattr(made, name)
        # Kept, so that the next use finds it without asking here.
        self.__dict__[name] = found
        return found

    def finish(self) -> None:
        """Write what was added and not yet flushed."""
        if self._made is not None:
            self._made.flush()

    def end(self) -> None:
        """Let go of every object."""
        if self._made is not None:
            self._made.close()


class Database:
    """The database as the door uses it: ``read`` and ``write`` hops on own small executors.

    A hop's function is plain synchronous code ``fn(session, *args, **kwargs)``. It runs in one
    transaction with the council bound, is committed, and has given its connection back before
    the hop returns; when it raises, nothing of it stays. SQLite gets one reader and one writer
    thread (several contend for the interpreter lock), PostgreSQL ``pool_size`` threads.
    """

    def __init__(self, url: str, *, pool_size: int = 3, guarded: bool = True, secret: str = "") -> None:
        self.secret = secret
        self.engine: Engine = make_engine(url, pool_size=pool_size, guarded=guarded)
        self.sqlite = self.engine.dialect.name == "sqlite"
        if self.sqlite:
            self._readers = Threads(1, "reader")
            self._writers = Threads(1, "writer")
        else:
            self._readers = self._writers = Threads(pool_size, "hop")

    @classmethod
    def of(cls, settings: Settings) -> Database:
        """Return the database that ``settings`` name, under the application's role."""
        return cls(settings.database, pool_size=settings.pool_size, secret=settings.secret)

    @contextmanager
    def transaction(
        self, council: str | None = None, *, write: bool = True, unscoped: str = ""
    ) -> Iterator[Session]:
        """Open one transaction with ``council`` bound; commit at the end, roll back on error.

        Args:
            council: The tenant whose rows may be touched; None for global tables only.
            write: False opens a read-only snapshot.
            unscoped: The reason why statements may cross councils (checks and maintenance only).
        """
        options: dict[str, Any] = {COUNCIL: council, WRITE: write}
        if unscoped:
            options[UNSCOPED] = unscoped
        connected = self.engine.connect().execution_options(**options)
        # Commit also ends reads: psycopg forgets its prepared statements on ROLLBACK.
        with connected as connection, connection.begin():
            bind_council(connection, council, write=write)
            session = LateSession(connection, {COUNCIL: council, SECRET: self.secret})
            try:
                yield cast(Session, session)
                session.finish()
            finally:
                session.end()

    def read_now(
        self,
        fn: Callable[..., T],
        *args: Any,
        council: str | None = None,
        **kwargs: Any,
    ) -> T:
        """Run ``fn`` in a read-only transaction in this thread."""
        with self.transaction(council, write=False) as session:
            return fn(session, *args, **kwargs)

    def write_now(
        self,
        fn: Callable[..., T],
        *args: Any,
        council: str | None = None,
        **kwargs: Any,
    ) -> T:
        """Run ``fn`` in a writing transaction in this thread; committed when this returns."""
        with self.transaction(council) as session:
            return fn(session, *args, **kwargs)

    async def read(
        self,
        fn: Callable[..., T],
        *args: Any,
        council: str | None = None,
        **kwargs: Any,
    ) -> T:
        """Like ``read_now``, on the reader's thread."""
        call = partial(self.read_now, fn, *args, council=council, **kwargs)
        return await self._readers.run(call)

    async def write(
        self,
        fn: Callable[..., T],
        *args: Any,
        council: str | None = None,
        **kwargs: Any,
    ) -> T:
        """Like ``write_now``, on the writer's thread."""
        call = partial(self.write_now, fn, *args, council=council, **kwargs)
        return await self._writers.run(call)

    def close(self) -> None:
        """Finish what runs and give every connection back."""
        self._readers.close()
        if self._writers is not self._readers:
            self._writers.close()
        self.engine.dispose()
