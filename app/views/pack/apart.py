"""Writes the files of a pack in a short-lived process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from app.core.paper import fonts
from app.views.pack.files import Beat, Folder

#: Members whose papers one process writes: the typesetter keeps what it has set until its process ends.
SOME = 15


def write_apart(root: Path, beat: Beat | None = None) -> bool:
    """Write the papers of the next members of a pack, the rest of it after the last; tell whether more wait.

    What was begun in ``root`` is gone on with by a process that ends with its task, and at once when
    the caller ends: the caller's memory stays as small as before, however many members there are.

    Args:
        root: The pack's folder, with the frozen year in it.
        beat: Is told (members done, members in all) after each.

    Raises:
        RuntimeError: the process ended otherwise; its last words.
    """
    own = fonts.own()
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, str(root), *([str(own)] if own else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said: list[str] = []
    assert child.stdin and child.stdout and child.stderr
    # Read beside the other pipe: a process that warns much waits for nobody.
    listener = threading.Thread(target=lambda: said.extend(child.stderr or ()), daemon=True)
    listener.start()
    try:
        for line in child.stdout:
            done, total = map(int, line.split())
            if beat is not None:
                beat(done, total)
    finally:
        child.stdin.close()
        ended = child.wait()
        listener.join()
        child.stdout.close()
        child.stderr.close()
    if ended:
        raise RuntimeError(f"pack: the writing process ended with {ended}: {''.join(said)[-500:].strip()}")
    return Folder(root).manifest() is None


def _write(root: Path, own: Path | None) -> None:
    fonts.use(own)
    threading.Thread(target=_end_with_the_caller, daemon=True).start()
    folder = Folder(root)
    year = folder.frozen()
    assert year is not None
    if not folder.write_some(year, SOME, _tell):
        folder.finish(year)


def _tell(done: int, total: int) -> None:
    sys.stdout.write(f"{done} {total}\n")
    sys.stdout.flush()


def _end_with_the_caller() -> None:
    # Nobody writes into this pipe: its end is the caller's.
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    _write(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
