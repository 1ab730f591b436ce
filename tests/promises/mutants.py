"""Judges the tests of the scoring engine: what they run, and which faults they notice.

``python -m tests.promises.mutants`` runs them once under coverage, then once for each of so many
faults (``--number``, every one with ``--all``), with the fault put into the running code of a fork.
Only tests that run the changed line are asked, the quickest first; Hypothesis draws the same few
examples each time. ``--only plan,sheet`` keeps to modules.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from types import FunctionType
from typing import Any

import pytest

from tests.promises.mutating import Mutant, functions, mutants, plant

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "app" / "scoring"
PLACE = ROOT / "var" / "mutants"
TESTS = (
    "tests/scoring",
    "tests/schemes/test_document.py",
    "tests/schemes/test_document_rules.py",
    "tests/schemes/test_messages.py",
    "tests/schemes/test_shape_rules.py",
)
LEDGER = ROOT / "docs" / "mutation.md"
NUMBER, SEED = 600, 16
BLIND = 20  # faults that are judged again without any test
EXAMPLES = 6  # of each property, instead of 40 to 400
SLOW = 1.5  # seconds; what takes longer is about size and is not asked about faults
STATEMENT = 12  # lines
PLENTY = 4 << 30


class Steady:
    """A pytest plugin: properties draw the same few examples, and shrink nothing."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        from hypothesis import HealthCheck, Phase, settings

        for item in items:
            test: Any = getattr(item, "obj", None)
            kept = getattr(test, "_hypothesis_internal_use_settings", None)
            if kept is not None:
                few = min(EXAMPLES, kept.max_examples)
                test._hypothesis_internal_use_settings = settings(
                    max_examples=few, derandomize=True, database=None, deadline=None,
                    phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
                )  # fmt: skip


class Watch:
    """A pytest plugin: notes which test runs, for coverage, and how long it takes."""

    def __init__(self, cover: Any) -> None:
        self.cover = cover
        self.took: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.cover.switch_context(item.nodeid)
        started = time.process_time()
        answer = yield
        self.took[item.nodeid] = time.process_time() - started
        self.cover.switch_context("")
        return answer


def cover() -> dict[str, Any]:
    """Run the tests under coverage in a process of its own.

    Returns:
        ``lines`` file → line → tests that run it ("" for what runs at import); ``took`` test →
        seconds; ``missing`` what no test runs; ``branches`` how many branches there are; ``unseen``
        how many lines would be missing without the vectors.
    """
    PLACE.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([sys.executable, "-m", "tests.promises.mutants", "--cover"], cwd=ROOT, check=False)
    if done.returncode:
        raise RuntimeError("the tests fail as they stand")
    return dict(json.loads((PLACE / "cover.json").read_text(encoding="utf-8")))


def _cover() -> int:
    from coverage import Coverage

    cov = Coverage(source=[str(ENGINE)], branch=True, data_file=None, data_suffix=False, config_file=False)
    cov.exclude("if TYPE_CHECKING:")
    watch = Watch(cov)
    cov.start()
    code = pytest.main(["-q", "-p", "no:cacheprovider", *TESTS], plugins=[Steady(), watch])
    cov.stop()
    cov.json_report(outfile=str(PLACE / "report.json"), show_contexts=True)
    report = json.loads((PLACE / "report.json").read_text(encoding="utf-8"))
    lines, missing, branches, statements, unseen = {}, [], 0, 0, 0
    for name, found in sorted(report["files"].items()):
        path = str((ROOT / name).resolve())
        lines[path] = found["contexts"]
        branches += found["summary"]["num_branches"]
        statements += found["summary"]["num_statements"]
        missing += [f"{name}:{line}" for line in found["missing_lines"]]
        missing += [f"{name}:{one}→{other}" for one, other in found["missing_branches"]]
        unseen += sum(all("test_vectors" in one for one in some) for some in found["contexts"].values())
    told = {
        "lines": lines, "took": watch.took, "missing": missing, "branches": branches,
        "statements": statements, "unseen": unseen,
    }  # fmt: skip
    (PLACE / "cover.json").write_text(json.dumps(told), encoding="utf-8")
    return int(code)


class Judge:
    """A pytest plugin: in place of running the tests, judges fault after fault in forks."""

    def __init__(self, chosen: Sequence[Mutant], covered: dict[str, Any], jobs: int) -> None:
        self.chosen, self.covered, self.jobs = chosen, covered, jobs
        self.alive: list[FunctionType] = []
        self.results: dict[str, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        gc.unfreeze()  # what is frozen is not listed among the living
        self.alive = functions(ENGINE)
        gc.freeze()
        running: dict[int, Mutant] = {}
        for number, mutant in enumerate(self.chosen, 1):
            running[self._fork(mutant, items)] = mutant
            if len(running) >= self.jobs:
                self._wait(running)
            if number % 50 == 0:
                alive = [one for one in self.results.values() if one == "survived"]
                print(f"{number}/{len(self.chosen)}: {len(alive)} survive", file=sys.stderr, flush=True)
        while running:
            self._wait(running)
        return True

    def _wait(self, running: dict[int, Mutant]) -> None:
        pid, status = os.waitpid(-1, 0)
        code = os.waitstatus_to_exitcode(status)
        word = {0: "survived", 3: "impossible"}.get(code, "killed")
        mutant = running.pop(pid)
        self.results[mutant.id] = word
        if word == "survived" and self.covered["took"]:
            place = f"{Path(mutant.file).name}:{mutant.line}"
            print(f"  {mutant.id} {place} {mutant.was} → {mutant.is_}", file=sys.stderr, flush=True)

    def asked(self, mutant: Mutant) -> list[str]:
        """Return the tests that run the changed line, the quickest first."""
        took = self.covered["took"]
        tests = (one for one in self._ran(mutant) if took.get(one, SLOW) < SLOW)
        return sorted(tests, key=lambda one: took[one])

    def _ran(self, mutant: Mutant) -> list[str]:
        """Return what runs a line; a line in the midst of a statement may be known by its beginning only."""
        lines = self.covered["lines"][mutant.file]
        near = (lines.get(str(mutant.line - back), []) for back in range(STATEMENT))
        return next((ran for ran in near if ran), [])

    def _fork(self, mutant: Mutant, items: dict[str, pytest.Item]) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            code = self._alone(mutant, items)
        finally:
            os._exit(code)

    def _alone(self, mutant: Mutant, items: dict[str, pytest.Item]) -> int:
        """Judge one fault: 0 it survives, 1 it is noticed, 3 it cannot be put in."""
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        tests = [one for one in self.asked(mutant) if one in items]
        seconds = 10 + int(2 * sum(self.covered["took"][one] for one in tests))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (PLENTY, PLENTY))
        signal.alarm(6 * seconds)  # for one that waits forever and uses no time of the processor
        try:
            if not plant(mutant, self.alive):
                return 3
        except ValueError:
            return 3
        if tests and "" in self._ran(mutant):
            compile_anew()
        for one in tests:
            item = items[one]
            if _fails(item):
                return 1
        return 0


def _fails(item: pytest.Item) -> bool:
    from _pytest.runner import runtestprotocol

    return any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))


def compile_anew() -> None:
    """Compile again what the tests compile when they are loaded."""
    engine = importlib.import_module("app.scoring.engine")
    oracle = importlib.import_module("tests.scoring.test_oracle")
    for table in (oracle.LIBRARY, oracle.VECTORS):
        for name, compiled in table.items():
            table[name] = engine.compile(compiled.scheme)


def all_mutants() -> list[Mutant]:
    """Return every fault of the engine, in the order of files and lines."""
    return [one for path in sorted(ENGINE.glob("*.py")) for one in mutants(path)]


def judge(chosen: Sequence[Mutant], covered: dict[str, Any], jobs: int = 1) -> dict[str, str]:
    """Return what became of each fault: killed, survived, impossible (it cannot be put in)."""
    one = Judge(chosen, covered, jobs)
    pytest.main(["-qq", "-s", "-p", "no:cacheprovider", *TESTS], plugins=[Steady(), one])
    return one.results


def listed() -> set[str]:
    """Return the ids of the survivors that docs/mutation.md explains."""
    rows = LEDGER.read_text(encoding="utf-8").splitlines() if LEDGER.exists() else []
    return {row.split("|")[1].strip().strip("`") for row in rows if row.startswith("| `")}


def main(words: Sequence[str]) -> int:
    """Print faults judged, noticed and survived, the score, and every survivor; keep them in var/."""
    parser = argparse.ArgumentParser(prog="tests.promises.mutants")
    parser.add_argument("--cover", action="store_true", help="only run the tests under coverage")
    parser.add_argument("--number", type=int, default=NUMBER)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="", help="modules, separated by commas")
    parser.add_argument("--ids", default="", help="faults, separated by commas")
    parser.add_argument("--again", action="store_true", help="judge by the last coverage")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args(words)
    if given.cover:
        return _cover()
    kept = PLACE / "cover.json"
    covered = json.loads(kept.read_text(encoding="utf-8")) if given.again and kept.exists() else cover()
    print("not run:", *covered["missing"][:40] or ["nothing"])
    known = all_mutants()
    only, ids = set(given.only.split(",")) - {""}, set(given.ids.split(",")) - {""}
    chosen = [one for one in known if not only or Path(one.file).stem in only]
    chosen = [one for one in chosen if not ids or one.id in ids]
    if not (given.all or only or ids):
        chosen = Random(given.seed).sample(chosen, min(given.number, len(chosen)))
    results = judge(chosen, covered, given.jobs)
    killed = [one for one in chosen if results[one.id] == "killed"][:BLIND]
    blind = judge(killed, {**covered, "took": {}}, given.jobs)
    told = show(chosen, results, len(known))
    # With no test to ask, what was noticed before has to survive: else the judge says what it likes.
    told |= {"blind": len(killed), "seen": list(blind.values()).count("survived")}
    (PLACE / "results.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    return 0


def show(chosen: Sequence[Mutant], results: dict[str, str], known: int) -> dict[str, Any]:
    """Print the figures and the survivors, as rows of docs/mutation.md; return them."""
    explained = listed()
    alive = [one for one in chosen if results[one.id] == "survived"]
    for one in alive:
        mark = "" if one.id in explained else "  ← not explained"
        place = f"{Path(one.file).name}:{one.line} {one.function}"
        print(f"| `{one.id}` | {place} | `{one.was}` → `{one.is_}` |{mark}")
    judged = [one for one in chosen if results[one.id] != "impossible"]
    killed = len(judged) - len(alive)
    score = killed / max(1, len(judged))
    print(f"{len(judged)} of {known} judged, {killed} killed, {len(alive)} survived: {score:.1%}")
    unexplained = [one.id for one in alive if one.id not in explained]
    return {
        "known": known, "judged": len(judged), "killed": killed, "survived": len(alive), "score": score,
        "unexplained": unexplained, "results": results,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
