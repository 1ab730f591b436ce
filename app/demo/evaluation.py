"""Adopts a scheme for every year and evaluates those that are over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.demo.desk import Bench
from app.schemes import service
from app.schemes.schemas import AdoptIn
from app.standings.adopt import adopt as adopt_for
from app.standings.run import execute, put_in_force


def adopt(bench: Bench, code: str, author: str, by: str, years: Iterable[tuple[int, date]]) -> None:
    """Hand a published scheme in and check it; another adopts it for each (year, day of the decision)."""
    scheme_id = bench.by(author, service.add, service.library_text(code))
    mistakes = bench.by(author, service.check, scheme_id).mistakes
    if mistakes:
        raise ValueError(f"{code} has {len(mistakes)} mistakes")
    for year, day in years:
        bench.by(by, adopt_for, scheme_id, AdoptIn(year=year, body="主席会议", decided_on=day))


def evaluate(bench: Bench, by: str, year: int) -> None:
    """Evaluate one year and put the result in force."""
    bench.by(by, put_in_force, bench.by(by, execute, year))
