"""A PostgreSQL cluster of one's own, by an unprivileged user, to be stopped at will."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.promises.served import free_port


def _folder() -> str:
    """Return where the server's programs are; their names in the path may be wrappers."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), reverse=True)
    found = str(known[0]) if known else shutil.which("pg_ctl")
    return str(Path(found).parent) if found else ""


def has_binaries() -> bool:
    """Tell whether a cluster can be made here."""
    return bool(_folder())


class Cluster:
    """One cluster: fsync and full pages on, as installed."""

    def __init__(self, home: Path, user: str | None) -> None:
        self.home, self.user, self.port = home, user, free_port()
        self.address = f"127.0.0.1:{self.port}"
        self._run(
            "initdb", "-D", str(home / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"
        )
        self.start()

    def start(self) -> None:
        """Start, or start again; returns when connections are taken."""
        said = f"-p {self.port} -k {self.home} -c listen_addresses=127.0.0.1"
        log = str(self.home / "log")
        self._run("pg_ctl", "-D", str(self.home / "data"), "-w", "-t", "60", "-l", log, "-o", said, "start")

    def stop_immediately(self) -> None:
        """Stop as if the power had gone for its processes: nothing is finished, nothing written out."""
        self._run("pg_ctl", "-D", str(self.home / "data"), "-w", "-t", "60", "-m", "immediate", "stop")

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [f"{_folder()}/{program}", *words], user=self.user, cwd=self.home, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stderr}"


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make a cluster and remove it at the end; as root, PostgreSQL's own user runs it."""
    user = None
    if os.geteuid() == 0:
        known = {one.pw_name for one in pwd.getpwall()}
        user = "postgres" if "postgres" in known else "nobody"
    with tempfile.TemporaryDirectory(prefix="cluster-") as folder:
        home = Path(folder)
        if user:
            shutil.chown(home, user)
        made = Cluster(home, user)
        try:
            yield made
        finally:
            made.stop_immediately()
