"""Small faults in function bodies: what they are, and how one is put into the running code."""

from __future__ import annotations

import ast
import gc
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

Function = ast.FunctionDef | ast.AsyncFunctionDef

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COUNT: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the file, the ordinal among its faults, the line, and what it changes, for people.

    ``nth`` counts equal changes within a function.
    """

    file: str
    number: int
    line: int
    function: str
    was: str
    is_: str
    nth: int = 0

    @property
    def id(self) -> str:
        """Return a name that changes elsewhere in the file leave as it is."""
        module = Path(self.file).stem
        told = f"{self.function} {self.was} {self.is_} {self.nth}"
        return f"{module}-{hashlib.sha256(told.encode()).hexdigest()[:6]}"


def changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    """Yield (field, other value) for every fault that one node of the tree allows."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            yield "ops", [*node.ops[:place], _COMPARE[type(op)](), *node.ops[place + 1 :]]
    elif isinstance(node, ast.BoolOp):
        yield "op", ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in _COUNT:
        yield "op", _COUNT[type(node.op)]()
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield "value", not node.value
        elif isinstance(node.value, int):
            yield "value", node.value + 1
        elif isinstance(node.value, str) and node.value.isascii() and node.value:
            yield "value", f"XX{node.value}XX"
    elif isinstance(node, (ast.Return, ast.Assign, ast.AnnAssign)) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield "value", ast.Constant(None)
    elif isinstance(node, ast.Lambda):
        yield "body", ast.Constant(None)
    if isinstance(node, (ast.If, ast.IfExp, ast.While)) and not isinstance(node.test, ast.Compare):
        yield "test", _negated(node.test)
    if isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            if not isinstance(test, ast.Compare):
                yield "ifs", [*node.ifs[:place], _negated(test), *node.ifs[place + 1 :]]
    for field in ("body", "orelse"):
        found = getattr(node, field, None)
        block: list[ast.stmt] = found if isinstance(found, list) else []
        for place, statement in enumerate(block):
            other = _instead(statement)
            if other is not None:
                yield field, [*block[:place], ast.copy_location(other, statement), *block[place + 1 :]]


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _instead(statement: ast.stmt) -> ast.stmt | None:
    """Return what stands where a statement was left out; None for those judged otherwise."""
    if isinstance(statement, ast.Continue):
        return ast.Break()
    if isinstance(statement, ast.Break):
        return ast.Continue()
    if isinstance(statement, (ast.AugAssign, ast.Raise, ast.Delete)):
        return ast.Pass()
    bare = isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant)
    return ast.Pass() if bare else None


def _sites(tree: ast.Module) -> Iterator[tuple[ast.AST, str, object, str]]:
    """Yield (node, field, other value, function) for every fault of a module, in a fixed order."""

    def of_body(node: ast.AST, function: str) -> Iterator[tuple[ast.AST, str, object, str]]:
        for field, other in changes(node):
            yield node, field, other, function
        for name, child in ast.iter_fields(node):
            # Annotations are never run; pieces of f-strings are words for people.
            if name in ("annotation", "returns", "decorator_list", "args", "format_spec"):
                continue
            for one in child if isinstance(child, list) else [child]:
                words = isinstance(node, ast.JoinedStr) and isinstance(one, ast.Constant)
                if isinstance(one, ast.AST) and not words and not _docstring(one):
                    yield from of_body(one, function)
        if isinstance(node, ast.Call):
            for one in node.args:
                yield from of_body(one, function)

    def of_scope(body: list[ast.stmt], scope: str) -> Iterator[tuple[ast.AST, str, object, str]]:
        for one in body:
            if isinstance(one, ast.ClassDef):
                yield from of_scope(one.body, f"{scope}{one.name}.")
            elif isinstance(one, Function):
                yield from of_body(one, f"{scope}{one.name}")

    yield from of_scope(tree.body, "")


def _docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def mutants(path: Path) -> list[Mutant]:
    """Return every fault of a file that can be compiled, in the order of its text."""
    found = []
    seen: Counter[tuple[str, ...]] = Counter()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for number, (node, field, other, function) in enumerate(_sites(tree)):
        line = getattr(node, "lineno", 0) or node.iter.lineno  # type: ignore[attr-defined]
        if field in ("body", "orelse", "ifs"):
            old = getattr(node, field)
            pairs = zip(old, other, strict=True) if isinstance(old, list) else [(old, other)]  # type: ignore[call-overload]
            line = next(one.lineno for one, new in pairs if one is not new)
        was = _written(node)
        kept = getattr(node, field)
        setattr(node, field, other)
        ast.fix_missing_locations(tree)
        told = (function, *_differing(was, _written(node)))
        found.append(Mutant(str(path), number, line, *told, seen[told]))
        seen[told] += 1
        setattr(node, field, kept)
    return found


def _written(node: ast.AST) -> str:
    if isinstance(node, ast.comprehension):
        return ast.unparse(ast.ListComp(ast.Name("_"), [node]))
    return ast.unparse(ast.fix_missing_locations(node))


def _differing(was: str, now: str) -> tuple[str, str]:
    """Return the lines of both texts in which they differ."""
    old, new = was.splitlines(), now.splitlines()
    if len(old) == len(new):
        both = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
        return "; ".join(one.strip() for one, _ in both), "; ".join(other.strip() for _, other in both)
    return was[:200].replace("\n", " "), now[:200].replace("\n", " ")


def changed(mutant: Mutant) -> CodeType:
    """Return the code of the whole file with one fault in it."""
    path = Path(mutant.file)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for number, (node, field, other, _) in enumerate(_sites(tree)):
        if number == mutant.number:
            setattr(node, field, other)
            break
    return compile(ast.fix_missing_locations(tree), mutant.file, "exec", dont_inherit=True)


def functions(folder: Path) -> list[FunctionType]:
    """Return every function of a folder that is alive, closures made at import included."""
    there = str(folder)
    alive = (one for one in gc.get_objects() if isinstance(one, FunctionType))
    return [one for one in alive if one.__code__.co_filename.startswith(there)]


def plant(mutant: Mutant, alive: Iterable[FunctionType]) -> int:
    """Put a fault into the functions that are alive; return how many changed.

    Raises:
        ValueError: when the fault changes what a function closes over, so that it cannot be put in.
    """
    codes = {_key(code): code for code in _all(changed(mutant))}
    done = 0
    for one in alive:
        if one.__code__.co_filename == mutant.file:
            other = codes.get(_key(one.__code__))
            if other is not None and other != one.__code__:
                one.__code__ = other
                done += 1
    return done


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _all(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _all(one)
