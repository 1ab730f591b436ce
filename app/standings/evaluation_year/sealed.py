"""Sealed sheets as frozen values, for the dossier, the pack and checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.standings.evaluation_year import queries
from app.standings.evaluation_year.models import SealedSheet


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One member's sealed year in one version.

    Args:
        text: Canonical JSON in UTF-8; ``digest`` is its SHA-256.
        code: What a print of it shows.
    """

    member_id: str
    year: int
    version: int
    digest: str
    code: str
    text: bytes
    kept_at: datetime


def snapshots(session: Session, council_id: str, year: int) -> list[Snapshot]:
    """Return the newest version of everybody's sheet of a sealed year, by member id, erased ones left out."""
    return [_frozen(row) for row in queries.newest_sheets(session, council_id, year) if row.text]


def snapshot(session: Session, council_id: str, year: int, member_id: str) -> Snapshot | None:
    """Return the newest version of one member's sheet; None while the year is open or once it was erased."""
    rows = queries.newest_sheets(session, council_id, year, member_id)
    return _frozen(rows[0]) if rows and rows[0].text else None


def _frozen(row: SealedSheet) -> Snapshot:
    return Snapshot(
        row.member_id, row.year, row.version, row.digest, row.code, row.text.encode(), row.kept_at
    )
