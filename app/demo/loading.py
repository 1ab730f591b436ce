"""Loads the demo councils, phase by phase, once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import SYSTEM
from app.core.db import Database
from app.core.errors import Invalid
from app.core.jobs import Worker
from app.council import queries as council
from app.council.councils import open_council
from app.council.lookup import all_councils
from app.council.schemas import CouncilNew
from app.demo import accounts, neighbour
from app.demo.desk import MARK, Bench, Desk, founder
from app.demo.phases import CODE, DELIVERY, LAST, NAME, SHORT, SYSTEM_ACCOUNTS, Plan
from app.facts.activities import joint
from app.facts.ballots.keys import KeyFolder

#: Before it, the running term has no month of its own to show.
EARLIEST = date(2022, 4, 1)
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did: phases run now (0: everything was there) and the accounts file."""

    phases: int
    accounts: Path


def _silent(done: int, total: int, what: str) -> None:
    pass


def load(
    db: Database,
    *,
    today: date | None = None,
    var: Path,
    keys: Path | None = None,
    progress: Progress = _silent,
) -> Summary:
    """Load both demo councils; what is there already is left alone, what is half there completed.

    Args:
        today: The day that the running year is relative to; the 13th term does not depend on it.
        var: Where ``demo-accounts.json`` is written.
        keys: Where the key of the open ballot is kept, under ``var`` unless said otherwise.
        progress: Called with (phases done, phases, name of the one that begins).

    Raises:
        Invalid: ``today`` lies before the spring of the 14th term.
    """
    day = today or clock.today()
    if day < EARLIEST:
        raise Invalid(f"演示日期不能早于 {EARLIEST}。", word="too_early")
    with clock.shifted_to(day) if day != clock.today() else nullcontext():
        plan = Plan(day, KeyFolder(keys or var / "ballot-keys"))
        run = 0 if _whole(db) else _run(db, plan, progress)
    return Summary(run, accounts.write(var, plan.printed()))


def _run(db: Database, plan: Plan, progress: Progress) -> int:
    with db.transaction(SYSTEM) as session:
        accounts.open_all(Bench(session, SYSTEM), SYSTEM_ACCOUNTS)
    near = Desk(db, _open(db, neighbour.CODE, neighbour.NAME, neighbour.SHORT))
    home = Desk(db, _open(db, CODE, NAME, SHORT))
    steps = list(plan.steps(home, near))
    run = 0
    for index, (name, desk, work) in enumerate(steps):
        progress(index, len(steps), name)
        if name == DELIVERY:
            _deliver(db)
        run += desk.phase(name, work)
    progress(len(steps), len(steps), "完成")
    return run


def _whole(db: Database) -> bool:
    """Tell whether there is nothing to do: all is loaded, or somebody else works in that council."""
    known = dict(all_councils(db)).get(CODE)

    def look(session: Session) -> bool:
        marks = council.council(session, known or "").settings.get(MARK)
        return LAST in marks if marks else council.has_seats(session, known or "")

    return known is not None and db.read_now(look, council=known)


def _open(db: Database, code: str, name: str, short: str) -> str:
    known = dict(all_councils(db)).get(code)
    new = CouncilNew(
        code=code, name=name, short_name=short, admin_name="管理员", admin_username=f"{code}-new"
    )
    return known or db.write_now(open_council, founder(SYSTEM), new, council=SYSTEM)


def _deliver(db: Database) -> None:
    """Carry joint activities to their partners now, as the server's worker would."""
    asyncio.run(Worker(db, {joint.JOB: joint.receive}).drain())
