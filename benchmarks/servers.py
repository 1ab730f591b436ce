"""Starts limits and the product, each in a process and on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from benchmarks import machine
from benchmarks.places import SECRET, Place

_LIMIT = (
    "import uvicorn; uvicorn.run('benchmarks.limits.{module}:app', port={port}, loop='uvloop', "
    "http='httptools', access_log=False, log_level='error', server_header=False)"
)
_PRODUCT = "from benchmarks.product import main; main({port}, cold={cold}, alone={alone})"


@dataclass
class Server:
    """One running server."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    place: Place
    log: Path

    def pids(self) -> list[int]:
        """Return every process whose CPU this server's answers cost."""
        return [*machine.tree(self.process.pid), *self.place.backends()]

    def wait(self, patience: float = 60) -> None:
        """Return when the port answers.

        Raises:
            RuntimeError: the process ended instead.
        """
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended:\n{self.log.read_text(errors='replace')[-2000:]}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"{self.name} does not answer")


class Servers:
    """Every server of a run; all are stopped at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[Server] = []

    def limit(self, place: Place, what: str = "reads") -> Server:
        """Start the limit of a place for ``what``: reads or sign_ins."""
        module = ("sqlite_" if place.kind == "sqlite" else "postgres_") + what
        port = free_port()
        given = {"BENCH_URL": place.url, "BENCH_COUNCIL": place.seeded.council_id}
        name = "limit" if what == "reads" else f"limit-{what}"
        return self.start(name, place, port, [sys.executable, "-c", _LIMIT.format(**locals())], given)

    def product(
        self,
        place: Place,
        *,
        cold: bool = False,
        alone: bool = False,
        pool: int = 3,
        slow: Path | None = None,
    ) -> Server:
        """Start the product over a place.

        Args:
            cold, alone: Without its cache of finished tables; without groups of sign-ins.
            pool: Connections.
            slow: A library to load first, which makes the disk slow.
        """
        port = free_port()
        told = [
            word for word, on in (("cold", cold), ("alone", alone), ("slow", slow), ("few", pool < 3)) if on
        ]
        name = "-".join(["product", *told])
        given = {
            "LVZHI_ENV": "production",
            "LVZHI_SECRET": SECRET,
            "LVZHI_DATABASE_URL": place.url,
            "LVZHI_VAR": str(self.folder / f"{place.kind}-{name}"),
            "LVZHI_LOG_LEVEL": "error",
            "LVZHI_POOL_SIZE": str(pool),
            **({"LD_PRELOAD": str(slow)} if slow else {}),
        }
        command = [sys.executable, "-c", _PRODUCT.format(port=port, cold=cold, alone=alone)]
        return self.start(name, place, port, command, given)

    def rival(self, place: Place) -> Server:
        """Start Django REST framework in its best setup, from an environment of its own."""
        port, venv = free_port(), rivals_venv()
        given = {"BENCH_URL": place.url, "BENCH_SECRET": SECRET, "PYTHONPATH": str(Path.cwd())}
        workers = ["--workers", "2", "--worker-class", "sync", "--bind", f"127.0.0.1:{port}"]
        command = [
            str(venv / "bin/gunicorn"),
            *workers,
            "--log-level",
            "error",
            "benchmarks.rivals.drf:application",
        ]
        return self.start("drf", place, port, command, given)

    def start(self, name: str, place: Place, port: int, command: list[str], given: dict[str, str]) -> Server:
        """Start a command and wait until its port answers."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("LVZHI_")}
        log = self.folder / f"{place.kind}-{name}.log"
        with log.open("wb") as told:
            process = subprocess.Popen(command, env={**kept, **given}, stdout=told, stderr=told)
        server = Server(f"{place.kind} {name}", port, process, place, log)
        self.running.append(server)
        server.wait()
        return server

    def __enter__(self) -> Servers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self.running:
            server.process.terminate()
        for server in self.running:
            try:
                server.process.wait(15)
            except subprocess.TimeoutExpired:
                server.process.kill()


def rivals_venv() -> Path:
    """Return the rivals' environment, made on first use."""
    venv, pins = Path("var/rivals-venv"), Path("benchmarks/rivals/requirements.txt")
    if not (venv / "bin/gunicorn").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        pip = [str(venv / "bin/python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(pins)], check=True)
    return venv


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])
