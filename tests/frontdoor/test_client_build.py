"""The web client is built when it has changed, with a Node that is new enough."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import hatch_build

NPM = """#!/bin/sh
[ "$1" = ci ] && exit 0
mkdir -p "$LVZHI_WEB_OUT" && echo "$PWD" >>"$LVZHI_WEB_OUT/../built"
echo '<html></html>' >"$LVZHI_WEB_OUT/index.html"
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with a small client and nothing built."""
    (tmp_path / "web" / "src").mkdir(parents=True)
    (tmp_path / "app").mkdir()
    (tmp_path / "web" / "package.json").write_text("{}")
    (tmp_path / "web" / "src" / "main.ts").write_text("export {}\n")
    return tmp_path


@pytest.fixture
def system_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a Node of a version, and an npm that notes its builds, alone on the path."""

    def put(version: str) -> Path:
        folder = tmp_path / f"node-{version}"
        folder.mkdir()
        for name, script in (("node", f"#!/bin/sh\necho v{version}\n"), ("npm", NPM)):
            (folder / name).write_text(script)
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return folder

    return put


def builds(clone: Path) -> int:
    noted = clone / "app" / "built"
    return len(noted.read_text().splitlines()) if noted.exists() else 0


def test_a_clone_without_a_client_needs_no_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not hatch_build.needs_build(tmp_path)
    assert not hatch_build.build(tmp_path)


def test_a_client_is_built_once_and_again_only_when_it_changed(
    clone: Path, system_node: Callable[[str], Path]
) -> None:
    system_node("22.12.0")
    assert hatch_build.build(clone)
    assert not hatch_build.build(clone)
    (clone / "web" / "node_modules").mkdir()
    (clone / "web" / "node_modules" / "vue.js").write_text("left out of the hash")
    assert not hatch_build.build(clone)
    (clone / "web" / "src" / "main.ts").write_text("export const changed = 1\n")
    assert hatch_build.build(clone)
    assert builds(clone) == 2


def test_a_file_that_only_moved_changes_the_hash(clone: Path) -> None:
    before = hatch_build.content_hash(clone)
    (clone / "web" / "src" / "main.ts").rename(clone / "web" / "src" / "start.ts")
    assert hatch_build.content_hash(clone) != before


@pytest.mark.parametrize(
    ("version", "enough"), [("18.20.4", False), ("22.11.9", False), ("22.12.0", True), ("24.1.0", True)]
)
def test_only_a_node_that_is_new_enough_is_taken(
    version: str, enough: bool, system_node: Callable[[str], Path]
) -> None:
    folder = system_node(version)
    assert hatch_build.system_node() == (folder if enough else None)


def test_the_switch_leaves_the_client_alone(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVZHI_SKIP_WEB", "1")
    assert not hatch_build.build(clone)


def test_a_build_without_a_page_is_refused(clone: Path, system_node: Callable[[str], Path]) -> None:
    folder = system_node("24.1.0")
    (folder / "npm").write_text("#!/bin/sh\nexit 0\n")
    with pytest.raises(SystemExit, match="没有 app/web"):
        hatch_build.build(clone)
    assert not hatch_build.stamp(clone).exists()
