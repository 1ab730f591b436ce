"""P19: migrations keep the data, both ways, on both databases."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from app.core.db import Base
from app.core.db.migrate import LostRows
from tests.migrations.filling import ROWS
from tests.migrations.place import FIRST, Place, empty_place, scripts_with
from tests.promises.stage import backends


def run() -> dict[str, Any]:
    """Go up, down and up again with data; then let a planted migration lose rows."""
    judged, rows, failed, caught = 0, 0, [], []
    for backend in backends():
        with tempfile.TemporaryDirectory(prefix="promise-") as name:
            folder = Path(name)
            with empty_place(backend, folder, "promise19") as place:
                seen, held, wrong = _there_and_back(place)
                judged, rows = judged + seen, rows + held
                failed += [f"{backend}: {each}" for each in wrong]
                caught.append(_planted(place, folder))
    return {
        "id": "P19",
        "what": f"每个迁移升、降、再升（主要表各 {ROWS} 行以上，{'、'.join(backends())}）：行数与结构都不变",
        "judged": judged,
        "failed": len(failed) + caught.count(False),
        "figure": f"{rows} 行，偏差 {len(failed)}；"
        f"预设的丢行迁移被拒并回滚 {caught.count(True)}/{len(caught)}",
        "failures": failed[:20],
    }


def _there_and_back(place: Place) -> tuple[int, int, list[str]]:
    """Return how many figures were compared, how many rows were there, and what differed."""
    wrong: list[str] = []
    place.up(FIRST)
    place.fill(ROWS)
    first = place.counts()
    place.up()
    counts, said, structure = place.counts(), place.catalogue(), place.structure()
    # The system's own council comes with the second migration; later tables begin empty.
    began = dict.fromkeys(counts, 0)
    wrong += _differing({**began, **first, "councils": first["councils"] + 1}, counts)
    place.down(FIRST)
    left = place.counts()
    wrong += _differing({name: counts[name] for name in first}, left)
    place.up()
    wrong += _differing(counts, place.counts()) + _differing(said, place.catalogue())
    place.down("base")
    with place.engine.begin() as connection:
        Base.metadata.create_all(connection)
    wrong += _differing(structure, place.structure())
    with place.engine.begin() as connection:
        Base.metadata.drop_all(connection)
    place.up()
    wrong += _differing(said, place.catalogue())
    return 3 * len(counts) + 2 * len(said) + len(structure), sum(counts.values()), wrong


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]


def _planted(place: Place, folder: Path) -> bool:
    """Tell whether a migration that deletes rows is refused and leaves everything as it was."""
    place.fill()
    counts = place.counts()
    lossy = scripts_with(folder, "Lose rows.", 'op.execute("DELETE FROM attendance_marks")')
    try:
        place.up(scripts=lossy)
    except LostRows:
        return place.counts() == counts
    return False
