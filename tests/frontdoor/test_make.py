"""The Makefile explains itself, and a machine that lacks something is told what."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

PROMISED = {"run", "test", "check", "bench", "promises", "lock", "clean", "help"}


@pytest.fixture
def bare_clone(tmp_path: Path) -> Path:
    """A folder with the script that makes the environment and nothing else."""
    (tmp_path / "clone" / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "environment", tmp_path / "clone" / ".ci" / "environment")
    return tmp_path / "clone"


def make_environment(clone: Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", ".ci/environment"],
        cwd=clone,
        env={"PATH": path, "HOME": str(clone)},
        capture_output=True,
        text=True,
        check=False,
    )


def pretend_python(folder: Path, script: str) -> str:
    """Put a ``python3`` that answers as ``script`` says first on the path."""
    folder.mkdir()
    fake = folder / "python3"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    return str(folder)


def test_make_alone_lists_every_command() -> None:
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = {line.split()[1] for line in said.splitlines() if line.startswith("  make ")}
    assert listed >= PROMISED


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK), "git update-index --chmod=+x .ci/run"
    commands = [line for line in script.read_text().splitlines() if line and not line.startswith("#")]
    assert commands[:2] == ["set -eu", 'cd "$(dirname "$0")/.."']
    assert commands[-1] == "CI=true make test"
    # Between them only a browser may be fetched, which the pages' tests need on a bare machine.
    assert all("chromium" in line or line == "fi" for line in commands[2:-1])
    assert "    make test " in (ROOT / "README.md").read_text()


def test_a_machine_without_a_new_python_is_told_so(bare_clone: Path, tmp_path: Path) -> None:
    result = make_environment(bare_clone, pretend_python(tmp_path / "old", "exit 1"))
    assert result.returncode == 1
    assert "需要 Python 3.11" in result.stderr
    assert not (bare_clone / ".venv").exists()


def test_a_machine_without_ensurepip_is_told_which_package_to_install(
    bare_clone: Path, tmp_path: Path
) -> None:
    path = pretend_python(
        tmp_path / "half", 'case "$*" in *ensurepip*) exit 1;; *--version*) echo Python 3.11.2;; esac'
    )
    result = make_environment(bare_clone, path)
    assert result.returncode == 1
    assert "python3-venv" in result.stderr
    assert "Python 3.11.2" in result.stderr


def test_an_old_python3_is_passed_over_for_a_newer_one(bare_clone: Path, tmp_path: Path) -> None:
    path = pretend_python(tmp_path / "old", "exit 1")
    (tmp_path / "old" / "python3.13").symlink_to(sys._base_executable)  # type: ignore[attr-defined]
    result = make_environment(bare_clone, f"{path}:/usr/bin:/bin")
    assert result.returncode == 0, result.stderr
    assert (bare_clone / ".venv" / "bin" / "lvzhi").exists()


def test_a_clone_that_was_moved_still_finds_itself(bare_clone: Path, tmp_path: Path) -> None:
    (bare_clone / "app").mkdir()
    (bare_clone / "app" / "__init__.py").write_text("__version__ = 'here'\n")
    (bare_clone / "app" / "cli.py").write_text(
        "import app\n\ndef main(prog_name):\n    print(prog_name, app.__version__, app.__file__)\n"
    )
    assert make_environment(bare_clone, os.environ["PATH"]).returncode == 0
    moved = bare_clone.rename(tmp_path / "moved")
    said = subprocess.run(
        [moved / ".venv" / "bin" / "lvzhi"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert said.split() == ["lvzhi", "here", str(moved / "app" / "__init__.py")]
