"""A duty year as scoring needs it: its days, roles and scheme."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Conflict, NotFound
from app.council import queries as council
from app.council.models import DutyYear
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring.engine import Compiled


def the_year(session: Session, council_id: str, year: int) -> DutyYear:
    """Return a duty year.

    Raises:
        NotFound: the council has none with this number.
    """
    found = council.duty_year(session, council_id, year)
    if found is None:
        raise NotFound(f"没有 {year} 履职年度。")
    return found


def role_day(first: date, last: date, today: date | None = None) -> date:
    """Return the day whose posts decide a member's table: the year's last, or today while it runs."""
    return min(last, max(today or clock.today(), first))


def scheme_of(session: Session, council_id: str, year: int) -> tuple[Any, Compiled]:
    """Return the adopted scheme of a year, compiled.

    Raises:
        Conflict: none was adopted yet.
    """
    row = schemes.adopted(session, council_id, year)
    if row is None:
        raise Conflict(f"{year} 年度尚未采用考评办法。", word="no_scheme")
    return row, compiled(row.digest, row.text)
