"""Show imports: lists, pages of rows with their cells, the error workbook."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError
from app.core.http.paging import Page, read_cursor, write_cursor
from app.core.sheets import Table
from app.council.imports import queries
from app.council.imports.kind import kind_of
from app.council.imports.schemas import (
    CellChange,
    CellProblem,
    Counts,
    ImportBrief,
    ImportOut,
    RowOut,
)
from app.council.imports.seen import Seen, seen
from app.council.imports.service import must_be_open, owned, row_of, stored_errors, table_of
from app.council.imports.taking_back import until
from app.council.models import ImportBatch

_SHOWN = 1000
_FIRST = 50


def show(
    session: Session,
    actor: Actor,
    batch_id: str,
    *,
    verdict: str | None = None,
    around: bool = False,
    cursor: str | None = None,
    limit: int = _FIRST,
) -> ImportOut:
    """Return an import with a page of its rows, of one verdict or all.

    Args:
        around: With the rows directly before and after each of that verdict.
    """
    batch = owned(session, actor, batch_id)
    sheet = seen(session, actor, batch)
    after = read_cursor(cursor, (int,))
    rows = _chosen(batch.rows["rows"], verdict, around)
    if after is not None:
        rows = [row for row in rows if row["number"] > after[0]]
    errors = stored_errors(batch)
    by_row: defaultdict[int | None, list[FieldError]] = defaultdict(list)
    for error in errors:
        by_row[row_of(error)].append(error)
    return ImportOut(
        **_brief(batch),
        version=batch.version,
        sheet=sheet.name,
        columns=sheet.columns,
        errors=[sheet.wrong(error) for error in errors[:_SHOWN]],
        notices=[CellProblem(**notice) for notice in batch.errors["notices"]],
        rows=[_row(row, sheet, by_row[row["number"]]) for row in rows[:limit]],
        next=write_cursor((rows[limit - 1]["number"],)) if len(rows) > limit else None,
    )


def list_page(
    session: Session, actor: Actor, kind: str | None, cursor: str | None, limit: int
) -> Page[ImportBrief]:
    """Return a page of the imports the actor may see, newest first."""
    rows = queries.page(session, actor.council_id, kind, read_cursor(cursor), limit + 1)
    seen = [batch for batch in rows[:limit] if actor.may(kind_of(batch.kind).permission)]
    return Page(
        items=[ImportBrief(**_brief(batch)) for batch in seen],
        next=write_cursor((rows[limit - 1].id,)) if len(rows) > limit else None,
    )


def sheet_with_errors(session: Session, actor: Actor, batch_id: str) -> tuple[Table, list[FieldError]]:
    """Return what the error workbook is made of, outside this transaction.

    Raises:
        NotFound: not there, another council's, or ``sheet_gone``.
    """
    batch = owned(session, actor, batch_id)
    return table_of(session, batch), stored_errors(batch)


def sheet_to_mend(session: Session, actor: Actor, batch_id: str, version: int) -> tuple[str, str, Table]:
    """Return kind, digest and sheet that corrections go into, outside this transaction.

    Raises:
        NotFound, Conflict, Stale: see ``service.mend``.
    """
    batch = owned(session, actor, batch_id)
    must_be_open(batch, version)
    return batch.kind, batch.sha256, table_of(session, batch)


def _chosen(rows: list[dict[str, Any]], verdict: str | None, around: bool) -> list[dict[str, Any]]:
    meant = {index for index, row in enumerate(rows) if verdict in (None, row["verdict"])}
    if around:
        meant |= {index + step for index in meant for step in (-1, 1)}
    return [row for index, row in enumerate(rows) if index in meant]


def _row(row: dict[str, Any], sheet: Seen, errors: list[FieldError]) -> RowOut:
    return RowOut(
        number=row["number"],
        label=row["label"],
        verdict=row["verdict"],
        changes=[CellChange(**change) for change in row["changes"]],
        errors=[sheet.wrong(error) for error in errors],
        cells=sheet.cells(row["number"]),
        thing_id=row.get("thing"),
    )


def _brief(batch: ImportBatch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "kind": batch.kind,
        "title": kind_of(batch.kind).title,
        "filename": batch.filename,
        "state": batch.state,
        "counts": Counts(**batch.counts),
        "created_at": batch.created_at,
        "committed_at": batch.committed_at,
        "taken_back_at": batch.taken_back_at,
        "take_back_until": until(batch),
    }
