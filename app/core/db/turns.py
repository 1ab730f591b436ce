"""Writers of one SQLite file take turns, first come first served."""

from __future__ import annotations

from collections import deque
from threading import Lock
from weakref import WeakValueDictionary

from app.core.errors import Unavailable

#: Seconds after which a writer in this process gives up its place.
PATIENCE = 30.0


class Turns:
    """A lock that is handed to whoever has waited longest.

    SQLite lets who finds the file locked look again after ever longer pauses, up to a tenth of a
    second, and gives up after its time-out. Whoever has just finished is always quicker than who
    sleeps: on a busy machine one of eight writers was passed over for five seconds, and failed.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken = False
        self._queue: deque[Lock] = deque()

    def take(self) -> None:
        """Wait until it is this thread's turn.

        Raises:
            Unavailable: it was not for ``PATIENCE`` seconds.
        """
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            place = Lock()
            place.acquire()
            self._queue.append(place)
        if place.acquire(timeout=PATIENCE):
            return
        with self._lock:
            if place in self._queue:
                self._queue.remove(place)
                raise Unavailable(headers={"Retry-After": "2"})
        # It was handed over in the same moment.

    def pass_on(self) -> None:
        """Hand the turn to the next."""
        with self._lock:
            if self._queue:
                self._queue.popleft().release()
            else:
                self._taken = False


_known: WeakValueDictionary[str, Turns] = WeakValueDictionary()
_knowing = Lock()


def turns_of(path: str | None) -> Turns:
    """Return the turns of a file, the same for all who write to it in this process."""
    if not path or path == ":memory:":
        return Turns()
    with _knowing:
        found = _known.get(path)
        if found is None:
            found = _known[path] = Turns()
        return found
