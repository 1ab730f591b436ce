"""The house rules that a syntax tree can judge, each with its planted defect."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterator

from tests.architecture.sources import Rule, Source, dotted

Breaches = Iterator[tuple[int, str]]

LONGEST_FILE = 400
LONGEST_JOB = 12
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "service2", "lib"}
CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns",
    "time.localtime", "time.gmtime", "time.strftime",
}  # fmt: skip
# The statement that reads actor, seat and roles lives with the hop (decision 6); the joint between
# ledger and scoring is one statement, and nothing else may read entries.
SELECTS_ELSEWHERE = {"app/access/actor.py", "app/standings/assemble.py"}
WEB_FILES = {"app/main.py", "app/api.py", "app/access/door.py"}
PURE_ENOUGH = {"pydantic", "pydantic_core"}
IMPURE = {
    "os",
    "io",
    "pathlib",
    "time",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "subprocess",
    "logging",
    "asyncio",
}
FORBIDDEN_AT_THE_DOOR = {
    "aiosqlite": "the database is synchronous, in one hop",
    "starlette.middleware.base": "BaseHTTPMiddleware breaks cancellation and costs a task per request",
    "starlette.concurrency": "work goes through Database.read and Database.write, never FastAPI's pool",
    "fastapi.concurrency": "work goes through Database.read and Database.write, never FastAPI's pool",
    "fastapi.BackgroundTasks": "what must happen after the answer is a job or an outbox row",
}
LEFTOVER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def in_app(path: str) -> bool:
    return path.startswith("app/")


def in_tests(path: str) -> bool:
    return path.startswith("tests/")


def too_long(source: Source) -> Breaches:
    lines = source.text.count("\n")
    if lines > LONGEST_FILE:
        yield LONGEST_FILE, f"{lines} lines"


def no_job(source: Source) -> Breaches:
    said = ast.get_docstring(source.tree)
    if not said:
        yield 1, "no module docstring"
    elif len(said.splitlines()[0].split()) > LONGEST_JOB:
        yield 1, f"first line has {len(said.splitlines()[0].split())} words"


def vague_name(source: Source) -> Breaches:
    for part in source.path.removesuffix(".py").split("/"):
        if part in VAGUE:
            yield 1, f"the name {part!r} says nothing"


def commits(source: Source) -> Breaches:
    for node in source.walk(ast.Call):
        assert isinstance(node, ast.Call)
        # An import is previewed and then committed: that verb is the domain's, not the database's.
        if not isinstance(node.func, ast.Attribute) or dotted(node.func.value) in {"service", "kind"}:
            continue
        if node.func.attr == "commit":
            yield node.lineno, f"{ast.unparse(node.func)}()"


def selects(source: Source) -> Breaches:
    for line, name in source.imports():
        if re.fullmatch(r"sqlalchemy(\.\w+)*\.select", name):
            yield line, f"imports {name}"
    for node in source.walk(ast.Call):
        assert isinstance(node, ast.Call)
        if dotted(node.func) in {"sa.select", "sqlalchemy.select", "session.query"}:
            yield node.lineno, f"{dotted(node.func)}(…)"


def clocks(source: Source) -> Breaches:
    for node in source.walk(ast.Call):
        assert isinstance(node, ast.Call)
        called = dotted(node.func)
        if any(called == clock or called.endswith("." + clock) for clock in CLOCKS):
            yield node.lineno, f"{called}()"
    for line, name in source.imports():
        if name in {"time.time", "time.time_ns", "time.localtime"}:
            yield line, f"imports {name}"


def web(source: Source) -> Breaches:
    for line, name in source.imports():
        if name.split(".")[0] in {"fastapi", "starlette"}:
            yield line, f"imports {name}"


def may_know_the_web(path: str) -> bool:
    at_the_door = path.endswith(("/routes.py", "/guards.py"))
    return path in WEB_FILES or path.startswith("app/core/http/") or at_the_door


def floats(source: Source) -> Breaches:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, f"the literal {node.value}"
        elif isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno, "float"


def impure(source: Source) -> Breaches:
    for line, name in source.imports():
        top = name.split(".")[0]
        ours = name.startswith("app.scoring")
        if not ours and (top in IMPURE or (top not in sys.stdlib_module_names and top not in PURE_ENOUGH)):
            yield line, f"imports {name}"
    for node in source.walk(ast.Call):
        assert isinstance(node, ast.Call)
        if dotted(node.func) in {"open", "input", "print"}:
            yield node.lineno, f"{dotted(node.func)}(…)"


def jose(source: Source) -> Breaches:
    for line, name in source.imports():
        if name.split(".")[0] == "jose":
            yield line, f"imports {name}"


def jwe(source: Source) -> Breaches:
    for line, name in source.imports():
        if name.startswith("jose.jwe"):
            yield line, f"imports {name}"


def woven_sql(source: Source) -> Breaches:
    for node in source.walk(ast.Call):
        assert isinstance(node, ast.Call)
        if dotted(node.func).split(".")[-1] != "text" or not node.args:
            continue
        said = node.args[0]
        formatted = (
            isinstance(said, ast.Call) and isinstance(said.func, ast.Attribute) and said.func.attr == "format"
        )
        if isinstance(said, ast.JoinedStr | ast.BinOp) or formatted:
            yield node.lineno, ast.unparse(node)[:60]


def shortcuts_at_the_door(source: Source) -> Breaches:
    for line, name in source.imports():
        for banned, why in FORBIDDEN_AT_THE_DOOR.items():
            if name == banned or name.startswith(banned + "."):
                yield line, f"imports {name}: {why}"


def mocks(source: Source) -> Breaches:
    for line, name in source.imports():
        if name.startswith(("unittest.mock", "mock.")) or name == "mock":
            yield line, f"imports {name}"


def left_out(source: Source) -> Breaches:
    """Find tests that never run and code that says it is not there yet."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in {
            "pytest.mark.skip", "pytest.mark.xfail", "pytest.mark.skipif", "pytest.skip", "pytest.xfail",
        }:  # fmt: skip
            yield node.lineno, dotted(node)
        elif isinstance(node, ast.Raise) and node.exc and "NotImplementedError" in ast.unparse(node.exc):
            yield node.lineno, "raises NotImplementedError"
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and LEFTOVER.search(token.string):
            yield token.start[0], token.string


def terse_tests(source: Source) -> Breaches:
    for node in source.walk(ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.name.startswith("test_") and len(node.name.split("_")) < 4:
            yield node.lineno, node.name


def relative_imports(source: Source) -> Breaches:
    for node in source.walk(ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        if node.level:
            yield node.lineno, ast.unparse(node)


def app_but(*but: str) -> Callable[[str], bool]:
    """Return a filter for files of the app that do not start with any of ``but``."""
    return lambda path: in_app(path) and not path.startswith(but)


def may_not_select(path: str) -> bool:
    return (
        app_but("app/core/")(path)
        and not path.endswith("/queries.py")
        and "/queries/" not in path
        and path not in SELECTS_ELSEWHERE
    )


RULES = [
    Rule(
        "a file stays below 400 lines",
        "Split it into named verbs (standings/run.py, standings/seal.py), never into parts by number.",
        in_app,
        too_long,
        ("app/facts/long.py", '"""Long."""\n' + "x = 1\n" * LONGEST_FILE),
        ("app/facts/fit.py", '"""Fits."""\n' + "x = 1\n" * (LONGEST_FILE - 1)),
    ),
    Rule(
        "a module says its job in twelve words",
        "Write a docstring whose first line is the module's job; what needs more words has two jobs.",
        in_app,
        no_job,
        ("app/facts/mute.py", "x = 1\n"),
        ("app/facts/said.py", '"""Says what a verified fact posts to the ledger."""\n'),
    ),
    Rule(
        "a module has a name that says something",
        "Name it after the verb or the noun it holds; docs/glossary.md has the words.",
        lambda path: True,
        vague_name,
        ("app/core/utils.py", '"""Odds and ends."""\n'),
        ("app/core/paging.py", '"""Keyset paging."""\n'),
    ),
    Rule(
        "only core commits",
        "A service flushes; Database.write commits once, at the edge, before the answer leaves (decision 2).",
        app_but("app/core/"),
        commits,
        ("app/ledger/book.py", "def post(session):\n    session.commit()\n"),
        ("app/core/db/hops.py", "def write(session):\n    session.commit()\n"),
    ),
    Rule(
        "a select stands in queries",
        "Move the statement to the package's queries.py and scope it with visible_to(actor).",
        may_not_select,
        selects,
        ("app/ledger/routes.py", "from sqlalchemy import select\n"),
        ("app/ledger/queries.py", "from sqlalchemy import select\n"),
    ),
    Rule(
        "only core.clock reads the clock",
        "Use clock.now() (aware, UTC) or clock.today() (Beijing), so that tests and --today can set it.",
        app_but("app/core/clock.py"),
        clocks,
        ("app/facts/claim.py", "from datetime import datetime\nat = datetime.now()\n"),
        (
            "app/facts/claim.py",
            "import time\nfrom app.core import clock\nat, since = clock.now(), time.monotonic()\n",
        ),
    ),
    Rule(
        "the web stays at the door",
        "Raise a Problem from core.errors and take plain values; only routes, guards, core.http see fastapi.",
        lambda path: in_app(path) and not may_know_the_web(path),
        web,
        ("app/facts/claim.py", "from fastapi import HTTPException\n"),
        ("app/facts/routes.py", "from fastapi import APIRouter\n"),
    ),
    Rule(
        "points are exact",
        "Use Fraction or int; a binary fraction makes two runs of one year differ (decision 4).",
        lambda path: path.startswith("app/scoring/"),
        floats,
        ("app/scoring/award.py", "points = 0.5\n"),
        ("app/scoring/award.py", "from fractions import Fraction\npoints = Fraction(1, 2)\n"),
    ),
    Rule(
        "scoring is pure",
        "Take what you need as an argument: no file, clock, database, log or web (decision 4).",
        lambda path: path.startswith("app/scoring/"),
        impure,
        ("app/scoring/engine.py", "from pathlib import Path\n"),
        ("app/scoring/engine.py", "from pydantic import BaseModel\nfrom app.scoring.entry import Entry\n"),
    ),
    Rule(
        "jose has one keeper",
        "Call app.access.tokens; the rules that make python-jose safe are there (decision 12).",
        app_but("app/access/tokens.py"),
        jose,
        ("app/access/door.py", "from jose import jwt\n"),
        ("app/access/tokens.py", "from jose import jwt\n"),
    ),
    Rule(
        "nobody opens encrypted tokens",
        "jose.jwe inflates what a stranger sends and has an open padding fault (decision 12).",
        lambda path: True,
        jwe,
        ("app/access/tokens.py", "from jose import jwe\n"),
        ("app/access/tokens.py", "from jose import jwk\n"),
    ),
    Rule(
        "no value is woven into SQL text",
        "Bind it: text('… = :name') with parameters; names of tables go through the identifier preparer.",
        lambda path: path.startswith(("app/", "migrations/")),
        woven_sql,
        ("app/core/db/engine.py", "statement = text(f'SELECT {name}')\n"),
        ("app/core/db/engine.py", "statement = text('SELECT :name')\n"),
    ),
    Rule(
        "one hop and no shortcuts around it",
        "Await db.read(fn, …) or db.write(fn, …); see docs/decisions/0011.",
        in_app,
        shortcuts_at_the_door,
        ("app/main.py", "from starlette.middleware.base import BaseHTTPMiddleware\n"),
        ("app/main.py", "from starlette.types import ASGIApp\n"),
    ),
    Rule(
        "our own code is never mocked",
        "Build the thing through a factory; fake only the clock, the storage and outbound messages.",
        in_tests,
        mocks,
        ("tests/ledger/test_book.py", "from unittest.mock import patch\n"),
        ("tests/ledger/test_book.py", "import time_machine\n"),
    ),
    Rule(
        "nothing is left for later",
        "Finish it or leave it out; a test that does not run proves nothing.",
        # Browser tests are left out by name where there is no browser; CI refuses to.
        lambda path: not path.startswith("tests/e2e/"),
        left_out,
        (
            "tests/ledger/test_book.py",
            "import pytest\n\n@pytest.mark.skip\ndef test_it_works_some_day():\n    ...\n",
        ),
        (
            "tests/ledger/test_book.py",
            "import pytest\n\n@pytest.mark.slow\ndef test_it_takes_a_while():\n    ...\n",
        ),
    ),
    Rule(
        "a test is a sentence",
        "Say who does what and what follows: test_a_returned_attendance_posts_nothing.",
        in_tests,
        terse_tests,
        ("tests/ledger/test_book.py", "def test_post():\n    ...\n"),
        ("tests/ledger/test_book.py", "def test_posting_twice_is_refused():\n    ...\n"),
    ),
    Rule(
        "imports are absolute",
        "Write from app.ledger.book import …: one spelling, found by one search.",
        lambda path: True,
        relative_imports,
        ("app/ledger/checks.py", "from .book import post\n"),
        ("app/ledger/checks.py", "from app.ledger.book import post\n"),
    ),
]
