"""Judges every promise and writes var/promises.json.

A promise is a module ``tests/promises/pNN_*.py`` with ``run() -> dict``: it sets its own scene
(``tests.promises.stage``), shows that a planted defect is caught, and returns ``id``, ``what``,
``judged`` (operations), ``failed`` (deviations; a planted defect that slipped through counts) and
``figure``. More keys are printed when something failed and are not written. A ``run(client)`` is
given a client of an office seat on SQLite.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from app.access.permissions import ROLES
from tests.promises.stage import backends, stage

HERE = Path(__file__).parent
TABLE = Path("var/promises.json")
KEYS = ("id", "what", "judged", "failed", "figure")


def modules() -> dict[str, str]:
    """Return promise id → module name, in order of the number."""
    found = sorted(path.stem for path in HERE.glob("p[0-9][0-9]_*.py"))
    return {f"P{int(name[1:3])}": f"tests.promises.{name}" for name in found}


def judge(promise: str, module: str) -> dict[str, Any]:
    """Run one promise; a harness that breaks off has failed its promise."""
    try:
        run = import_module(module).run
        if _wants_client(run):
            with stage("sqlite", login_address_per_minute=1_000_000) as made:
                token = made.house().seat(*ROLES[:9]).token
                made.client.headers["Authorization"] = f"Bearer {token}"
                return dict(run(made.client))
        return dict(run())
    except Exception as fault:  # noqa: BLE001
        traceback.print_exc()
        figure = f"检验程序中断 · harness broke off: {type(fault).__name__}: {fault}"[:300]
        return {"id": promise, "what": module, "judged": 0, "failed": 1, "figure": figure}


def _wants_client(run: Any) -> bool:
    given = inspect.signature(run).parameters.values()
    return any(one.name == "client" and one.default is inspect.Parameter.empty for one in given)


def main(wanted: list[str]) -> int:
    """Judge the promises named (all without a name), print the table, keep it; 1 when one failed."""
    known = modules()
    chosen = [name.upper() for name in wanted] or list(known)
    unknown = [name for name in chosen if name not in known]
    if unknown:
        print(f"没有这项承诺 · no such promise: {', '.join(unknown)}；有 · there are: {', '.join(known)}")
        return 2
    if "postgres" not in backends():
        print("PostgreSQL 没有应答，只检验 SQLite · PostgreSQL does not answer: SQLite only")
    results = []
    for name in chosen:
        started = time.monotonic()
        result = judge(name, known[name])
        results.append(result)
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
        if result["failed"]:
            rest = {key: value for key, value in result.items() if key not in KEYS}
            print(json.dumps(rest, ensure_ascii=False, indent=1, default=str)[:8000])
    _keep(results)
    _show(results)
    return 1 if any(result["failed"] for result in results) else 0


def _keep(results: list[dict[str, Any]]) -> None:
    TABLE.parent.mkdir(exist_ok=True)
    earlier = json.loads(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else []
    table = {row["id"]: row for row in earlier}
    table.update({result["id"]: {key: result[key] for key in KEYS} for result in results})
    rows = sorted(table.values(), key=lambda row: int(re.sub(r"\D", "", row["id"]) or 0))
    TABLE.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _show(results: list[dict[str, Any]]) -> None:
    print(_line("承诺 id", "已检 judged", "偏差 failed", "内容 what"))
    for row in results:
        print(_line(row["id"], f"{row['judged']:,}", str(row["failed"]), row["what"]))
        print(_line("", "", "", f"  {row['figure']}"))
    failed = [row["id"] for row in results if row["failed"]]
    print(f"未守住 · broken: {', '.join(failed)}" if failed else "全部守住 · all kept")


def _line(*cells: str) -> str:
    return "  ".join([_wide(cells[0], 8), _wide(cells[1], 12), _wide(cells[2], 12), cells[3]])


def _wide(text: str, columns: int) -> str:
    taken = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(0, columns - taken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
