"""Finds half-width punctuation inside Chinese sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import Source, dotted

HAN = "\u4e00-\u9fff"
#: What counts as Chinese beside a mark: characters, 、。《》「」【】, quotes, dots and the full-width marks.
WIDE = HAN + "\u3001\u3002\u300a-\u3011\u201c\u201d\u2026\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
BESIDE = re.compile(rf"(?<=[{WIDE}])[,;:()?!]|[,;:()?!](?=[{WIDE}])")
CODE = re.compile(r"`[^`\n]*`|https?://[\x21-\x7e]+")
COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->|(?<![:\"'\w])//[^\n]*", re.DOTALL)
#: Stands for a value in a sentence: neither Chinese nor a mark.
VALUE = "\ufffc"


def marks(text: str) -> list[str]:
    """Return every half-width mark that touches Chinese, with what stands around it.

    >>> marks("已取消,不能登记(迟到)。")
    ['已取消,不能登', '能登记(迟到)', '(迟到)。']
    >>> marks("共 1,000 件，09:30 开始，见 `a,b`。")
    []
    """
    text = CODE.sub(VALUE, text)
    return [text[max(0, at.start() - 3) : at.end() + 3] for at in BESIDE.finditer(text)]


def half_width(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the half-width marks of a Python file's sentences; English docstrings and patterns are left."""
    skipped = _docstrings(source.tree) | _patterns(source.tree)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
            said = "".join(_part(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            said = node.value
        else:
            continue
        yield from ((node.lineno, mark) for mark in marks(said))


def half_width_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the half-width marks of a page, a dictionary or a scheme, its comments left out."""
    bare = COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    for number, line in enumerate(bare.split("\n"), 1):
        yield from ((number, mark) for mark in marks(line))


def english(text: str) -> bool:
    """Whether a docstring is English with Chinese words in it, rather than a Chinese sentence."""
    return len(re.findall("[A-Za-z]+", text)) * 4 > len(re.findall(f"[{HAN}]", text))


def _part(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else VALUE


def _docstrings(tree: ast.Module) -> set[int]:
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    bodies = [node.body[0] for node in ast.walk(tree) if isinstance(node, kinds) and node.body]
    firsts = [one.value for one in bodies if isinstance(one, ast.Expr)]
    return {
        id(one)
        for one in firsts
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and english(one.value)
    }


def _patterns(tree: ast.Module) -> set[int]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {id(one) for call in calls if dotted(call.func).startswith("re.") for one in call.args}
