"""Builds the wheel, installs it outside the clone, and talks to what it serves."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.architecture.sources import ROOT

PATIENCE = 60.0


def build_wheel(folder: Path, *, isolated: bool = False) -> Path:
    """Build the clone's wheel into ``folder``; isolated fetches the build tools anew."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    if not isolated:
        command.insert(4, "--no-isolation")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@dataclass(frozen=True)
class Installation:
    """An environment of its own with the wheel in it, and a folder for data."""

    home: Path

    @property
    def python(self) -> Path:
        return self.home / "venv" / "bin" / "python"

    @property
    def environment(self) -> dict[str, str]:
        """Return a bare environment: nothing of the clone's, and no Node on the path."""
        return {
            "PATH": f"{self.python.parent}:/bin",
            "HOME": str(self.home),
            "LVZHI_VAR": str(self.home / "var"),
        }

    def lvzhi(self, *words: str) -> str:
        """Run the installed command outside the clone; return what it printed."""
        done = subprocess.run(
            [self.python.parent / "lvzhi", *words],
            cwd=self.home, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"lvzhi {' '.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve on a free port; yield its address; expect a clean end on SIGTERM."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [self.python.parent / "lvzhi", "serve", "--port", str(port)],
            cwd=self.home, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{base}/readyz", server)
            yield base
        finally:
            server.terminate()
            _, said = server.communicate(timeout=PATIENCE)
        assert server.returncode in (0, -15), said


def install(wheel: Path, home: Path, *, with_dependencies: bool = False) -> Installation:
    """Install ``wheel`` under ``home``.

    Args:
        with_dependencies: Fetch what requirements.lock names, by hash. Otherwise the packages of the
            running environment are lent by a .pth file, and only the wheel itself is installed.
    """
    made = Installation(home)
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home / "venv"], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(made.python), "install", "--quiet"]
    if with_dependencies:
        lock = str(ROOT / "requirements.lock")
        subprocess.run([*pip, "--require-hashes", "-r", lock], check=True, capture_output=True)
    else:
        site = subprocess.run(
            [made.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    return made


def wait_for(address: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(f"the server ended: {server.stderr.read() if server.stderr else ''}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within {PATIENCE} s")


def fetch(address: str, token: str = "", form: bytes | None = None) -> Any:
    """Return the JSON of an answer."""
    request = urllib.request.Request(address, data=form)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read())


def log_in(base: str, account: dict[str, str]) -> str:
    """Return an access token of a demo account."""
    form = f"username={account['username']}&password={account['password']}".encode()
    return str(fetch(f"{base}/api/v1/auth/token", form=form)["access_token"])


def where_app_lies(made: Installation) -> Path:
    """Return the folder of the ``app`` that the installation imports."""
    done = subprocess.run(
        [made.python, "-c", "import app; print(app.__file__)"],
        cwd=made.home, env=made.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Path(done.stdout.strip()).parent
