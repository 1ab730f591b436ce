"""P21: random rule books, subjects and whole bodies come out as the naive oracles say."""

from __future__ import annotations

import traceback
from collections import Counter
from random import Random
from typing import Any

from app.scoring.card import Scorecard
from app.scoring.engine import Compiled, compile, score
from app.scoring.entry import Entry, Subject
from app.scoring.trace import canonical
from tests.scoring import grammar
from tests.scoring.holding import hold
from tests.scoring.holding_across import hold_across
from tests.scoring.vocabulary import shapes_of, vocabulary

SCHEMES, SUBJECTS = 1000, 100
SEED = 2026


def run(schemes: int = SCHEMES, subjects: int = SUBJECTS) -> dict[str, Any]:
    """Score every subject under every scheme; show that a shifted limit is caught.

    A shape of the format that no scheme drew was not judged, and counts as a deviation.
    """
    failures: list[str] = []
    kinds: Counter[str] = Counter()
    words = vocabulary()
    drawn: set[str] = set()
    for seed in range(SEED, SEED + schemes):
        draw = Random(seed)
        compiled = compile(grammar.scheme(draw))
        kinds["rich" if compiled.extras else "plain"] += 1
        kinds["across"] += bool(compiled.scheme.rankings)
        drawn |= set(shapes_of(compiled.scheme))
        failures += _scheme(seed, compiled, draw, subjects)
    never = sorted(words - drawn)
    failures += [f"never drawn: {one}" for one in never]
    caught = _defect()
    word = "查出" if caught else "未查出"
    return {
        "id": "P21",
        "what": f"{schemes} 份随机办法 × {subjects} 名随机委员：逐分与对照实现相同，"
        "名次、评选、措施也相同，次序、批次不影响，重算逐字节相同",
        "judged": schemes * subjects,
        "failed": len(failures) + (not caught),
        "figure": f"偏差 {len(failures)}；写法 {len(words)} 种，抽到 {len(words) - len(never)} 种；"
        f"含少见写法的办法 {kinds['rich']} 份、有排名和措施的 {kinds['across']} 份；"
        f"对照（起评和封顶被改）{word}",
        "failures": failures[:20],
    }


def _scheme(seed: int, compiled: Compiled, draw: Random, subjects: int) -> list[str]:
    found = []
    first: tuple[Subject, list[Entry], bytes] | None = None
    cards: list[Scorecard] = []
    for number in range(subjects):
        subject, entries = grammar.subject(draw, f"s{number}"), grammar.entries(draw)
        try:
            card = hold(compiled, subject, entries, draw.sample(entries, len(entries)), anew=number % 20 == 0)
        except Exception as fault:  # noqa: BLE001
            found.append(_told(f"{seed}/{number}", fault))
            continue
        cards.append(card)
        first = first or (subject, entries, canonical(card))
    if first and canonical(score(compiled, first[0], first[1])) != first[2]:
        found.append(f"{seed}: another subject changed the first one's receipt")
    try:
        hold_across(compiled.scheme, draw, cards)
    except Exception as fault:  # noqa: BLE001
        found.append(_told(f"{seed}/all", fault))
    return found


def _told(where: str, fault: Exception) -> str:
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{where}: {place.name}:{place.lineno} {str(fault)[:200]}"


def _defect() -> bool:
    """Tell whether the harness notices a start value that was shifted behind its back."""
    for seed in range(SEED, SEED + 5):
        draw = Random(seed)
        compiled = compile(grammar.scheme(draw))
        compiled.limits = tuple((start + 1, None, None) for start, _, _ in compiled.limits)
        if _scheme(seed, compiled, draw, 5):
            return True
    return False
