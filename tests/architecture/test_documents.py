"""What the documents say exists, and what exists is said."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from app.cli import main
from app.core.settings import Settings
from app.paths import library_dir
from tests.architecture.sources import ROOT

PAGES = ["README.md", "CONTRIBUTING.md", "docs/operations.md", "docs/flow.md"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))
LONGEST_README = 80


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))


def unknown_make(text: str) -> set[str]:
    """Return targets of ``make …`` in running code or commands that the Makefile does not have."""
    said = re.findall(r"(?:^    |`)make ([a-z]+)", text, re.MULTILINE)
    return set(said) - make_targets()


def unknown_lvzhi(text: str) -> set[str]:
    """Return subcommands of ``lvzhi …`` that the command line does not have."""
    said = re.findall(r"(?:^    |`|bin/)(?:\.venv/bin/)?lvzhi ([a-z][a-z-]*)", text, re.MULTILINE)
    return set(said) - set(main.commands)


def undocumented(settings: Iterable[str], text: str) -> list[str]:
    return [name for name in settings if f"| `LVZHI_{name.upper()}` |" not in text]


def addresses(lock: str) -> list[str]:
    """Return lines of a lock file that name a place instead of a hash."""
    return re.findall(r"^.*(?:://|--(?:extra-)?index-url|--find-links|file:).*$", lock, re.MULTILINE)


def dead_links(page: Path) -> list[str]:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    return [link for link in links if not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_a_page_names_exists(page: str) -> None:
    assert not unknown_make(read(page)), "not in the Makefile"
    assert not unknown_lvzhi(read(page)), "not a command of lvzhi"


def test_a_planted_command_is_reported_as_unknown() -> None:
    assert unknown_make("Run `make coffee` first.\n\n    make run  # serve\n") == {"coffee"}
    assert unknown_lvzhi("    lvzhi migrate\n    lvzhi dance\n") == {"dance"}


def test_every_target_of_the_makefile_is_explained_by_its_help() -> None:
    silent = [
        name for name in make_targets() if not re.search(rf"^{name}:.*## \S", read("Makefile"), re.MULTILINE)
    ]
    assert not silent, f"add ## with a sentence in the Makefile: {silent}"


def test_every_setting_stands_in_the_operations_page() -> None:
    missing = undocumented(Settings.model_fields, read("docs/operations.md"))
    assert not missing, f"add a row to docs/operations.md: {missing}"


def test_every_setting_of_the_operations_page_exists() -> None:
    said = re.findall(r"^\| `LVZHI_(\w+)` \|", read("docs/operations.md"), re.MULTILINE)
    assert {name.lower() for name in said} == set(Settings.model_fields)


def test_a_planted_setting_is_reported_as_undocumented() -> None:
    assert undocumented(["env", "mood"], read("docs/operations.md")) == ["mood"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not addresses(text), "make it with `make lock`; other tools write down where this machine fetched"
    pins = re.findall(r"^(\S+)==", text, re.MULTILINE)
    assert pins
    assert text.count("--hash=sha256:") >= len(pins)


@pytest.mark.parametrize(
    "line", ["--index-url https://mirror", "six @ file:///opt/six.whl", "# from https://x"]
)
def test_a_planted_address_in_a_lock_is_found(line: str) -> None:
    assert addresses(f"six==1.17.0 \\\n    --hash=sha256:00\n{line}\n") == [line]


def test_the_development_lock_pins_what_the_other_pins() -> None:
    locked = {name: set(re.findall(r"^\S+==\S+", read(name), re.MULTILINE)) for name in (
        "requirements.lock", "requirements-dev.lock",
    )}  # fmt: skip
    assert locked["requirements.lock"] <= locked["requirements-dev.lock"], "run `make lock`"


def test_every_dependency_is_locked_and_has_its_line() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(name for extra in extras for name in extra)]
    names = {re.split(r"[\[<>=;~ ]", name)[0].lower() for name in asked}
    lined = set(
        re.findall(r"^\| (\w[\w.-]*) \|", read("docs/decisions/0013-dependencies.md"), re.MULTILINE)
    ) - {"package"}
    assert names == lined, "docs/decisions/0013-dependencies.md and pyproject.toml differ"
    pinned = {
        name.lower() for lock in LOCKS for name in re.findall(r"^([\w.-]+)==", lock.read_text(), re.MULTILINE)
    }
    assert not names - pinned, "run `make lock`"


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_fits_one_page_and_has_three_parts(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    assert len(text.splitlines()) <= 75
    for heading in ("Context", "Decision", "Consequences"):
        assert f"\n## {heading}\n" in text, f"{page.name} has no {heading}"


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert len(DECISIONS) >= 13


@pytest.mark.parametrize("name", PAGES)
def test_no_page_links_into_nothing(name: str) -> None:
    assert not dead_links(ROOT / name)


def test_a_planted_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md) [b](gone.md) [c](http://127.0.0.1/x)")
    assert dead_links(page) == ["gone.md"]


def test_the_readme_stays_readable_in_one_go() -> None:
    assert len(read("README.md").splitlines()) <= LONGEST_README
    assert "## Unreleased" in read("CHANGELOG.md")
    assert read("LICENSE").startswith("MIT License")


@pytest.mark.parametrize("path", sorted(library_dir().glob("*.yaml")), ids=lambda path: path.stem)
def test_a_scheme_of_the_library_carries_worked_examples(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert document["id"] == path.stem
    assert document.get("examples"), "a scheme without examples cannot be adopted (decision 5)"


def committed_text() -> list[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    texts = []
    for name in filter(None, listed):
        path = ROOT / name
        raw = path.read_bytes() if path.is_file() else b""
        if b"\0" not in raw:
            texts.append((name, raw.decode("utf-8")))
    return texts


def machine_traces(name: str, text: str) -> list[str]:
    """Return what in a text belongs to one machine: its paths, and hosts that it fetched from."""
    # Composed, so that this file does not find itself.
    paths = "|".join(["/ro" + "ot/", "/wo" + "rk/", "/opt/py" + "pi", "/tmp/ba" + "sh_jobs"])
    hosts = "|".join(["files.python" + "hosted", "registry.npm" + "js", '"reso' + 'lved": "http'])
    return [
        f"{name}: {line.strip()[:80]}" for line in text.splitlines() if re.search(f"{paths}|{hosts}", line)
    ]


def test_no_committed_text_tells_of_one_machine() -> None:
    found = [trace for name, text in committed_text() for trace in machine_traces(name, text)]
    assert not found


def test_every_committed_text_ends_in_one_newline() -> None:
    wrong = [
        name for name, text in committed_text() if text and (not text.endswith("\n") or text.endswith("\n\n"))
    ]
    assert not wrong


def test_a_planted_trace_of_a_machine_is_found() -> None:
    assert machine_traces("x.cfg", "home = /ro" + "ot/.pyenv\nfine = /usr/bin\n") == [
        "x.cfg: home = /ro" + "ot/.pyenv"
    ]
