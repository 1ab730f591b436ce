"""The import contracts hold, are complete, and each fails on a planted import."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
# contract → a file and the import in it that the contract must refuse.
PLANTED = {
    "river": ("app/facts/claim.py", "import app.standings"),
    "pure-scoring": ("app/scoring/engine.py", "import sqlalchemy"),
    "strangers": ("app/facts/opinions/links.py", "import app.facts.proposals"),
    "inside": ("app/ledger/models.py", "import app.ledger.service"),
    "door": ("app/ledger/service.py", "import fastapi"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts over the ``app`` in ``folder``."""
    program = (
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", program, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A house with every room of the contracts and nothing in them."""
    rooms = {
        f"app.{part.strip(' ()')}" for layer in CONTRACTS["river"]["layers"] for part in layer.split("|")
    }
    rooms |= {
        "app.facts." + name
        for name in ("attendance", "ballots", "contributions", "opinions", "proposals", "activities")
    }
    for room in {"app", *rooms}:
        folder = tmp_path / room.replace(".", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
    for module in ("facts/registry", "ledger/models", "ledger/service"):
        (tmp_path / "app" / f"{module}.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return tmp_path


def test_the_house_keeps_every_contract() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, f"{result.stdout}\nSee the table of imports in CONTRIBUTING.md."
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


def test_an_empty_house_keeps_every_contract(small_house: Path) -> None:
    result = lint(small_house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_planted_import_breaks_its_contract(contract: str, small_house: Path) -> None:
    file, line = PLANTED[contract]
    (small_house / file).write_text(line + "\n")
    result = lint(small_house)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [line for line in result.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(CONTRACTS[contract]["name"][:30] in line for line in broken), result.stdout


def test_every_kind_of_fact_is_a_stranger_to_the_others() -> None:
    known = {
        part.strip(" ()")
        for layer in CONTRACTS["strangers"]["layers"]
        for part in layer.replace("|", " ").split()
    }
    kinds = {path.parent.name for path in (ROOT / "app" / "facts").glob("*/models.py")}
    missing = kinds - known
    assert not missing, f"add to the contract `strangers` in pyproject.toml: {sorted(missing)}"
