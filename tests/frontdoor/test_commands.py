"""`lvzhi` has every command that was promised, explained in Chinese, with honest exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Group
from click.testing import CliRunner, Result

from app import __version__
from app.cli import main

PROMISED = ["serve", "demo", "migrate", "openapi", "import", "evaluate", "term-review", "verify", "scheme"]
WRONG, USAGE = 1, 2


def lvzhi(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="lvzhi", env={"COLUMNS": "100", **environment})


def subcommands() -> list[list[str]]:
    found = []
    for name, command in main.commands.items():
        found.append([name])
        if isinstance(command, Group):
            found += [[name, below] for below in command.commands]
    return found


def test_every_promised_command_exists() -> None:
    assert set(PROMISED) <= set(main.commands)


@pytest.mark.parametrize("words", subcommands(), ids=" ".join)
def test_every_command_explains_itself_in_chinese(words: list[str]) -> None:
    result = lvzhi(*words, "--help")
    assert result.exit_code == 0
    assert re.search(r"[\u4e00-\u9fff]", result.output)


def test_the_version_is_the_one_of_the_package() -> None:
    assert __version__ in lvzhi("--version").output


@pytest.mark.parametrize(
    "words", [["dance"], ["serve", "--sideways"], ["evaluate"], ["import", "roster", "gone.xlsx"]]
)
def test_a_wrong_call_ends_with_two(words: list[str]) -> None:
    assert lvzhi(*words).exit_code == USAGE


def test_an_unsafe_installation_is_refused_before_it_starts() -> None:
    result = lvzhi("migrate", LVZHI_ENV="production", LVZHI_SECRET="short", LVZHI_DATABASE_URL="sqlite:///x")
    assert result.exit_code == USAGE
    assert "32" in result.output
    assert "Traceback" not in result.output


def test_one_role_for_tables_and_application_is_refused_in_words(tmp_path: Path) -> None:
    # Nothing listens there: it is refused before anything is asked.
    one = "postgresql+psycopg://lvzhi@127.0.0.1:1/lvzhi"
    said = {"LVZHI_VAR": str(tmp_path), "LVZHI_DATABASE_URL": one}
    for more in ({}, {"LVZHI_MIGRATION_URL": one}):
        result = lvzhi("migrate", **said, **more)
        assert result.exit_code == USAGE, result.output
        assert "LVZHI_MIGRATION_URL" in result.output
    another = lvzhi("migrate", **said, LVZHI_MIGRATION_URL=one.replace("lvzhi@", "lvzhi_owner@"))
    assert "LVZHI_MIGRATION_URL" not in another.output


def test_the_demo_with_its_known_passwords_is_refused_in_production(tmp_path: Path) -> None:
    settings = {
        "LVZHI_ENV": "production",
        "LVZHI_SECRET": "0123456789abcdef0123456789abcdef",
        "LVZHI_DATABASE_URL": f"sqlite:///{tmp_path}/real.sqlite3",
        "LVZHI_VAR": str(tmp_path),
    }
    assert lvzhi("migrate", **settings).exit_code == 0
    result = lvzhi("demo", **settings)
    assert result.exit_code == WRONG
    assert "正式环境" in result.output
    assert not (tmp_path / "demo-accounts.json").exists()
