"""Scoring imports pydantic and the standard library, and knows no binary fractions."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import app.scoring as package

FILES = sorted(Path(package.__file__).parent.glob("*.py"))
IMPURE = {"os", "io", "time", "sqlite3", "pathlib", "random", "socket", "subprocess", "urllib"}


def imported(tree: ast.Module) -> set[str]:
    """Return the top-level names a module imports (``app.scoring`` whole)."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name if name.startswith("app.") else name.split(".")[0] for name in names}


def test_scoring_imports_only_pydantic_and_the_standard_library() -> None:
    for path in FILES:
        for name in imported(ast.parse(path.read_text())):
            allowed = name.startswith("app.scoring") or name == "pydantic" or name in sys.stdlib_module_names
            assert allowed and name not in IMPURE, (
                f"{path.name} imports {name}: scoring is pure, pass values in."
            )


def test_scoring_uses_no_binary_fractions() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            bad = (isinstance(node, ast.Constant) and isinstance(node.value, float)) or (
                isinstance(node, ast.Name) and node.id == "float"
            )
            assert not bad, f"{path.name}: points are exact; use Fraction."


def test_scoring_reads_no_clock_and_opens_no_file() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in {"today", "now", "open", "utcnow"}, (
                    f"{path.name}:{node.lineno} calls {name}."
                )
