"""Show imports: lists, pages of verdicts, the error workbook."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
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
from app.council.imports.service import owned, row_of, stored_errors, table_of
from app.council.models import ImportBatch

_SHOWN = 1000
_FIRST = 50


def show(
    session: Session,
    actor: Actor,
    batch_id: str,
    *,
    verdict: str | None = None,
    cursor: str | None = None,
    limit: int = _FIRST,
) -> ImportOut:
    """Return an import with a page of its rows, of one verdict or all."""
    batch = owned(session, actor, batch_id)
    after = read_cursor(cursor, (int,))
    rows = [row for row in batch.rows["rows"] if verdict in (None, row["verdict"])]
    if after is not None:
        rows = [row for row in rows if row["number"] > after[0]]
    errors = stored_errors(batch)
    by_row: defaultdict[int | None, list[CellProblem]] = defaultdict(list)
    for error in errors:
        by_row[row_of(error)].append(_problem(error))
    return ImportOut(
        **_brief(batch),
        errors=[_problem(error) for error in errors[:_SHOWN]],
        notices=[CellProblem(**notice) for notice in batch.errors["notices"]],
        rows=[
            RowOut(
                number=row["number"],
                label=row["label"],
                verdict=row["verdict"],
                changes=[CellChange(**change) for change in row["changes"]],
                errors=by_row[row["number"]],
            )
            for row in rows[:limit]
        ],
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
    }


def _problem(error: FieldError) -> CellProblem:
    return CellProblem(**asdict(error))
