"""The client's sources keep their promises: fresh types, every word in locales, one door."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.architecture.sources import ROOT

WEB = ROOT / "web"
SOURCES = sorted(path for path in (WEB / "src").rglob("*") if path.suffix in {".ts", ".vue"})
COMMENT = re.compile(r"//.*|/\*.*?\*/|<!--.*?-->", re.DOTALL)
KEY = re.compile(r"\bt\(\s*'([a-z_]+(?:\.[a-z_]+)+)'|[?:] '([a-z_]+\.[a-z_]+)'")
LONGEST_COMPONENT = 150


def words() -> dict[str, Any]:
    """Return the words of every locale file in one tree."""
    found: dict[str, Any] = {}
    for path in (WEB / "src" / "locales").glob("zh-CN*.json"):
        found.update(json.loads(path.read_text(encoding="utf-8")))
    return found


def keys_of(text: str) -> Iterator[str]:
    for found in KEY.finditer(text):
        yield found.group(1) or found.group(2)


def test_the_types_are_those_of_the_committed_document() -> None:
    spec = importlib.util.spec_from_file_location("api_types", WEB / "scripts" / "api_types.py")
    assert spec is not None and spec.loader is not None
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    document = json.loads((ROOT / "openapi" / "openapi.json").read_text(encoding="utf-8"))
    kept = (WEB / "src" / "api" / "types.ts").read_text(encoding="utf-8")
    assert kept == generator.text(document), "run: python web/scripts/api_types.py"


def test_every_word_asked_for_is_in_the_locales() -> None:
    have = words()
    asked = {(path, key) for path in SOURCES for key in keys_of(path.read_text(encoding="utf-8"))}
    lacking = [
        f"{path.relative_to(ROOT)}: {key}"
        for path, key in sorted(asked)
        if not isinstance(have.get(key.split(".")[0], {}).get(key.split(".")[1]), str)
    ]
    assert len(asked) > 150, "the keys were not found"
    assert not lacking


def test_no_chinese_word_stands_outside_the_locales() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {said}"
        for path in SOURCES
        for said in re.findall("[\u4e00-\u9fff]+", COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_only_the_api_folder_fetches() -> None:
    callers = [
        str(path.relative_to(WEB / "src"))
        for path in SOURCES
        if re.search(r"\bfetch\(|XMLHttpRequest|sendBeacon", path.read_text(encoding="utf-8"))
    ]
    assert all(caller.startswith("api/") for caller in callers), callers
    assert callers


def test_no_component_is_longer_than_one_can_take_in() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name != "types.ts" and len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_COMPONENT
    ]
    assert not long


def test_the_lock_names_no_registry_and_every_version_is_exact() -> None:
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock and '"integrity"' in lock
    package = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"~?\d+\.\d+\.\d+", version) for version in wanted.values()), wanted


def test_the_sources_reach_no_other_host() -> None:
    hosts = {
        host
        for path in [*SOURCES, *Path(WEB / "src").rglob("*.css"), WEB / "index.html"]
        for host in re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8"))
    }
    assert not hosts
