"""One hop: a function, one transaction, committed before it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core.db.engine import LIGHT, WRITE, journal_mode, make_engine
from app.core.db.groups import Groups, Together
from app.core.db.guard import COUNCIL, UNSCOPED
from app.core.db.threads import Threads
from app.core.db.turns import Turns, turns_of
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
        self.pool_size = pool_size
        self.engine: Engine = make_engine(url, pool_size=pool_size, guarded=guarded)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._glances = self.sqlite and journal_mode() == "WAL"
        self._glancing = Lock()
        self._own: Connection | None = None
        if self.sqlite:
            self._readers = Threads(1, "reader")
            self._writers = Threads(1, "writer")
        else:
            self._readers = self._writers = Threads(pool_size, "hop")
        self._turns = turns_of(self.engine.url.database) if self.sqlite else None
        self._groups = Groups(self._writers, lambda council: _Hop(self, council, True))

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
        hop = _Hop(self, council, write, unscoped)
        try:
            yield cast(Session, hop.session)
            hop.commit()
        finally:
            hop.end()

    def read_now(
        self,
        fn: Callable[..., T],
        *args: Any,
        council: str | None = None,
        **kwargs: Any,
    ) -> T:
        """Run ``fn`` read-only in this thread; on SQLite all of it sees one snapshot."""
        # What ``transaction`` does, without the two generators that it costs.
        for left in reversed(range(self.pool_size + 1)):
            hop = _Hop(self, council, False, light=True)
            try:
                found = fn(hop.session, *args, **kwargs)
                hop.commit()
                return found
            except DBAPIError as fault:
                # The connection died in the pool. Nothing was written, so it may be asked again.
                if not (left and fault.connection_invalidated):
                    raise
            finally:
                hop.end()
        raise AssertionError("the last attempt returns or raises")

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

    def glance(self, fn: Callable[..., T], *args: Any, council: str | None = None) -> T | None:
        """Run ``fn`` here and now, on the event loop's own thread; None when that might wait.

        For one statement of microseconds, which is its own transaction. Nothing makes it wait: the
        connection is its own, and readers of a file in WAL mode never meet a lock. PostgreSQL is a
        round trip away, so there the answer is None.
        """
        if not self._glances or not self._glancing.acquire(blocking=False):
            return None
        try:
            if self._own is None:
                self._own = self.engine.connect()
                self._own.detach()
            connection = self._own.execution_options(**{COUNCIL: council, WRITE: False})
            session = LateSession(connection, {COUNCIL: council, SECRET: self.secret})
            return fn(session, *args)
        except DBAPIError:
            # A new connection next time; the hop that follows tells what is wrong.
            self._forget()
            return None
        finally:
            self._glancing.release()

    def _forget(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None

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

    async def grouped(self, fn: Together, given: Any, *, council: str | None = None) -> Any:
        """Like ``write``, in one transaction with the same calls of this council that wait.

        ``fn(session, several)`` is handed what each of them gave and returns one answer for each,
        in order; an exception among the answers is raised to its asker and undoes nothing. When
        ``fn`` itself raises, nothing of the group stays and each is done again by itself. So an act
        fits here when most of it costs the same for many, and when it leaves no trace but in the
        database.
        """
        return await self._groups.ask(fn, given, council)

    def close(self) -> None:
        """Finish what runs and give every connection back."""
        self._readers.close()
        if self._writers is not self._readers:
            self._writers.close()
        self._forget()
        self.engine.dispose()


class _Hop:
    """One running transaction and what belongs to it."""

    def __init__(
        self, db: Database, council: str | None, write: bool, unscoped: str = "", *, light: bool = False
    ) -> None:
        options: dict[str, Any] = {COUNCIL: council, WRITE: write, LIGHT: light}
        if unscoped:
            options[UNSCOPED] = unscoped
        self._turns: Turns | None = db._turns if write else None
        if self._turns is not None:
            self._turns.take()
        try:
            self._connection, self._transaction = self._begin(db, options)
        except BaseException:
            self._pass_on()
            raise
        self.session = LateSession(self._connection, {COUNCIL: council, SECRET: db.secret})

    def _begin(self, db: Database, options: dict[str, Any]) -> tuple[Connection, RootTransaction]:
        """Begin on a connection that lives; those that died in the pool are found out here.

        Asking each connection first whether it lives would cost every hop a round trip.
        """
        for left in reversed(range(db.pool_size + 1)):
            connection = db.engine.connect()
            try:
                return connection, connection.execution_options(**options).begin()
            except BaseException as fault:
                connection.close()
                if not (left and isinstance(fault, DBAPIError) and fault.connection_invalidated):
                    raise
        raise AssertionError("the last attempt returns or raises")

    def commit(self) -> None:
        """Write what was added and commit; reads too, since psycopg forgets statements on ROLLBACK."""
        self.session.finish()
        self._transaction.commit()

    def end(self) -> None:
        """Let go of every object and give the connection back; without a commit, nothing stays."""
        try:
            self.session.end()
            if self._transaction.is_active:
                self._transaction.rollback()
        finally:
            try:
                self._connection.close()
            finally:
                self._pass_on()

    def _pass_on(self) -> None:
        if self._turns is not None:
            self._turns.pass_on()
            self._turns = None
