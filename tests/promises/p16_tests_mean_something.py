"""P16: the tests of the scoring engine run all of it and notice faults in it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.promises.mutants import NUMBER, PLACE, ROOT

LEAST = 0.9


def run(number: int = NUMBER) -> dict[str, Any]:
    """Run the tests under coverage, then against so many faults drawn from all of them."""
    words = [sys.executable, "-m", "tests.promises.mutants", "--number", str(number)]
    subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    covered = json.loads((PLACE / "cover.json").read_text(encoding="utf-8"))
    told = json.loads((PLACE / "results.json").read_text(encoding="utf-8"))
    missing, unseen = covered["missing"], covered["unseen"]
    caught = bool(unseen) and told["seen"] == told["blind"] > 0
    short = told["score"] < LEAST
    word = "查出" if caught else "未查出"
    return {
        "id": "P16",
        "what": "计分引擎的测试走遍每个分支，并能发现有意改错的代码",
        "judged": covered["statements"] + covered["branches"] + told["judged"],
        "failed": len(missing) + short + (not caught),
        "figure": f"语句 {covered['statements']} 条、分支 {covered['branches']} 个，"
        f"未走到 {len(missing)} 处；"
        f"{told['known']} 处可改错中抽 {told['judged']} 处，发现 {told['killed']} 处（{told['score']:.1%}），"
        f"未发现而无说明 {len(told['unexplained'])} 处；"
        f"对照（抽去测试后 {told['blind']} 处无一发现、少走 {unseen} 行）{word}",
        "missing": missing,
        "unexplained": told["unexplained"],
    }
