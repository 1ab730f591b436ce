"""P23: what a deed is said to add is what it really adds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from app import demo
from app.core import clock
from app.council.lookup import council_id_of
from app.facts.doable import Doable
from app.schemes.document import library, read
from app.standings import reach
from tests.flow.test_roll_to_dossier import adopt_scheme
from tests.promises.stage import Stage, stage
from tests.standings.doing import Pair, differing, predictions

PAIRS = 500
FEW = 12


def run(count: int = PAIRS) -> dict[str, Any]:
    """Predict, really do, verify and read the score again: in the demo, and under every rule book."""
    year = clock.today().year
    with stage("sqlite") as made:
        demo.load(made.db, today=clock.today(), var=made.settings.var)
        council = council_id_of(made.db, "pinghu")
        pairs = predictions(made.db, council, year, random.Random(23), count)
        deviations = differing(made.db, council, year, pairs)
        books, under = _books(made, year)
        deviations += under
        with _planted():
            wrong = predictions(made.db, council, year, random.Random(23), FEW)
        caught = len(differing(made.db, council, year, wrong))
    adding = sum(1 for pair in pairs if pair.adds > 0)
    return {
        "id": "P23",
        "what": "“还能做什么”预告的加分，与真正登记、核实后增加的分一分不差",
        "judged": len(pairs) + books,
        "failed": len(deviations) + (not caught) + (len(pairs) < count),
        "figure": f"样板数据 {len(pairs)} 对（其中 {adding} 对加分），另库中各份委员办法 {books} 对，"
        f"偏差 {len(deviations)}；预埋缺陷查出 {caught} 处",
        "deviations": deviations[:20],
    }


def _books(made: Stage, year: int) -> tuple[int, list[str]]:
    """Judge every published rule book for members in a council of its own; return pairs and deviations."""
    judged, found = 0, []
    for code, path in library().items():
        scheme = read(path.read_bytes()).scheme
        if scheme is None or scheme.subject != "member":
            continue
        house = made.house()
        adopt_scheme(house, code)
        for name in ("丁一", "王二"):
            house.member(name)
        house.member("李三", standing=True)
        pairs: list[Pair] = predictions(house.db, house.council_id, year, random.Random(23), FEW)
        judged += len(pairs)
        found += [f"{code} {one}" for one in differing(house.db, house.council_id, year, pairs)]
    return judged, found


@contextmanager
def _planted() -> Iterator[None]:
    """Let hypothetical records say less than real ones: nobody led, nothing was filed."""
    real = reach.row_of

    def less(one: Doable, number: int = 1) -> tuple[Any, ...]:
        return real(replace(one, posting=replace(one.posting, role="participant")), number)

    reach.row_of = less
    reach._known.clear()
    try:
        yield
    finally:
        reach.row_of = real
        reach._known.clear()
