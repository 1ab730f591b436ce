"""Every example in a docstring runs and says what it says."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.architecture.sources import ROOT

SHOWN = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "app").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", SHOWN)
def test_the_examples_of_a_module_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name), report=True)
    assert found.attempted > 0
    assert found.failed == 0


def test_there_are_examples_and_a_wrong_one_fails() -> None:
    assert len(SHOWN) >= 15
    wrong = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "planted", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(wrong, out=lambda said: None).failed == 1
