"""What area groups meet of their rule book in the running year."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from app.demo import frame
from app.demo.desk import Bench
from app.demo.pieces import Piece, enter

SCHEME = "jiangsu-peixian-group"
#: Requirement → how many of ten groups meet it by now, after how many days of the year.
_MET = {"l1": (8, 80), "l2": (10, 20), "l3": (7, 60), "l4": (5, 110), "l5": (6, 140), "r1": (9, 100)}


def tick(bench: Bench, year: tuple[int, date, date], today: date) -> None:
    """Enter the checklists of the year, in two rounds, as far as the days have come."""
    random = Random(f"{frame.SEED}:checklists")
    first = year[1]
    pieces = []
    for town in frame.TOWNS:
        for words in (("l1", "l2", "l3"), ("l4", "l5", "r1")):
            day = first + timedelta(days=max(_MET[word][1] for word in words))
            met = [word for word in words if random.randrange(10) < _MET[word][0]]
            if met and day < today:
                title, data = f"{town}委员小组达标台账", {"met": met, "basis": "考核组意见"}
                pieces.append(Piece("checklist", title, day, data, unit=("area_group", f"{town}委员小组")))
    if pieces:
        enter(bench, pieces)
