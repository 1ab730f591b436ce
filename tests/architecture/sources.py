"""Python files of the clone as path, text and tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One file, by its path from the root of the clone (``app/core/clock.py``)."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def name(self) -> str:
        return Path(self.path).name

    def walk(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and full name of everything imported: ``sqlalchemy.select``, ``jose.jwt``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@dataclass(frozen=True)
class Rule:
    """A convention as a program.

    Args:
        name: The rule as a sentence of a few words; it names the test.
        teaches: What to do instead and why; printed under every finding.
        reads: Which files it judges, by path.
        find: Yields line and detail of each breach.
        planted: Path and text of a file that breaks it: the proof that the rule can fail.
        decent: Path and text of a close neighbour that must be left alone.
    """

    name: str
    teaches: str
    reads: Callable[[str], bool]
    find: Callable[[Source], Iterator[tuple[int, str]]]
    planted: tuple[str, str]
    decent: tuple[str, str]

    def breaches(self, sources: list[Source]) -> list[str]:
        return [
            f"{source.path}:{line}: {detail}"
            for source in sources
            if self.reads(source.path)
            for line, detail in self.find(source)
        ]


@cache
def python_sources() -> tuple[Source, ...]:
    """Return every Python file of application, migrations and tests."""
    paths = [
        path for top in ("app", "migrations", "tests", "benchmarks") for path in (ROOT / top).rglob("*.py")
    ]
    return tuple(
        Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(paths)
        if "__pycache__" not in path.parts
    )


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for a chain of names, or an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
