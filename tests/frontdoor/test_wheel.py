"""The wheel carries the house and runs in an empty environment elsewhere."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from app import __version__
from tests.architecture.sources import ROOT
from tests.frontdoor.installed import Installation, build_wheel, fetch, install, where_app_lies

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def carried(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel in an environment of its own, over a migrated database."""
    made = install(wheel, tmp_path_factory.mktemp("elsewhere"))
    made.lvzhi("migrate")
    return made


def committed(*patterns: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(listed.stdout.split())


def test_the_wheel_carries_code_migrations_and_schemes(carried: set[str]) -> None:
    assert committed("app/*.py") <= carried
    assert committed("app/schemes/library/*.yaml") <= carried
    migrations = {name.replace("migrations/", "app/_migrations/", 1) for name in committed("migrations/*.py")}
    assert len(migrations) >= 2
    assert migrations <= carried


def test_the_wheel_carries_the_built_client_if_there_is_one(carried: set[str]) -> None:
    built = (ROOT / "web" / "package.json").is_file()
    assert ("app/web/index.html" in carried) is built


def test_the_wheel_carries_nothing_else(carried: set[str]) -> None:
    tops = {name.split("/")[0] for name in carried}
    assert tops == {"app", f"lvzhi-{__version__}.dist-info"}
    assert not [name for name in carried if "__pycache__" in name or name.endswith((".sqlite3", ".pyc"))]


def test_the_wheel_runs_its_own_code(installed: Installation) -> None:
    assert where_app_lies(installed).is_relative_to(installed.home)
    assert "掌上履职" in installed.lvzhi("--help")
    assert __version__ in installed.lvzhi("--version")


def test_the_wheel_serves_over_a_migrated_database(installed: Installation) -> None:
    with installed.served() as base:
        assert fetch(f"{base}/healthz") == {"status": "ok"}
        assert fetch(f"{base}/readyz") == {"status": "ok"}
