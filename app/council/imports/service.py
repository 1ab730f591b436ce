"""Preview, mend, commit and discard imports of any kind."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.crypto import canonical, digest, seal, unseal
from app.core.db.hops import SECRET
from app.core.errors import Conflict, FieldError, NotFound, Stale
from app.core.ids import new_id
from app.core.sheets import Parsed, Row, Table, read_rows, read_table
from app.council.imports import queries
from app.council.imports.kind import NEW, WRONG, Checked, ImportKind, Verdict, kind_of
from app.council.imports.nearest import near_choices
from app.council.models import ImportBatch

_ROW = re.compile(r"(?:第|[A-Z]+)([0-9]+)行?\Z")


@dataclass(frozen=True, slots=True)
class Upload:
    """A sheet read outside any transaction.

    Args:
        sha256: Of the bytes handed in.
    """

    kind: ImportKind
    table: Table
    parsed: Parsed
    sha256: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A previewed sheet after corrections, read again.

    Args:
        cells: Addresses that were corrected; what they say is never written down.
        left_out: Numbers of rows that were taken out.
    """

    upload: Upload
    cells: list[str]
    left_out: list[int]


def read_upload(kind: ImportKind, data: bytes, filename: str) -> Upload:
    """Read and parse the bytes; slow on a hostile file, so never inside a transaction.

    Raises:
        TooLarge, UnsupportedMedia, Invalid: see ``core.sheets.read_table``.
    """
    table = read_table(data, filename)
    return Upload(kind, table, read_rows(table, kind.columns), hashlib.sha256(data).hexdigest())


def preview(session: Session, actor: Actor, upload: Upload) -> str:
    """Check the sheet against the database and keep what was found; nothing else is written.

    Returns:
        The id of the import.
    """
    actor.must(upload.kind.permission)
    batch_id = new_id()
    batch = ImportBatch(
        council_id=actor.council_id,
        id=batch_id,
        kind=upload.kind.word,
        filename=upload.table.filename[:255],
        sha256=upload.sha256,
        created_by=actor.seat_id,
        created_at=clock.now(),
    )
    _judge(session, actor, batch, upload)
    session.add(batch)
    session.flush()
    after = {"kind": batch.kind, "sha256": batch.sha256, "counts": batch.counts}
    audit.record(session, "import:preview", "import", batch_id, after=after)
    return batch_id


def mend(session: Session, actor: Actor, batch_id: str, mended: Mended, version: int) -> str:
    """Keep the mended sheet in place of the old one and judge all of it again.

    Args:
        mended: What ``mending.mend`` made of the sheet of that ``version``.

    Raises:
        NotFound: not there, or another council's.
        Conflict: ``committed`` or ``discarded`` meanwhile.
        Stale: somebody else mended it since.
    """
    batch = owned(session, actor, batch_id, lock=True)
    must_be_open(batch, version)
    before = batch.counts
    _judge(session, actor, batch, mended.upload)
    batch.version += 1
    session.flush()
    after = {"counts": batch.counts, "cells": mended.cells, "left_out": mended.left_out}
    audit.record(session, "import:mend", "import", batch.id, before={"counts": before}, after=after)
    return batch.id


def must_be_open(batch: ImportBatch, version: int) -> None:
    """Refuse to touch a preview that is over, or is not the one that was seen."""
    if batch.state == "committed":
        raise Conflict("这次导入已经提交，不能再改。", word="committed")
    if batch.state == "discarded":
        raise Conflict("这次导入已经放弃，请重新上传。", word="discarded")
    if batch.version != version:
        raise Stale()


def commit(session: Session, actor: Actor, batch_id: str, version: int | None = None) -> str:
    """Write what the preview promised, all or nothing; a second time nothing happens.

    The sheet is checked again in this transaction: what the database says now must still lead
    to the verdicts that a person saw.

    Args:
        version: The version that was seen; None when the caller names none.

    Raises:
        NotFound: not there, or another council's.
        Conflict: ``has_errors``, ``discarded``, or ``changed_meanwhile``.
        Stale: somebody mended it since.
    """
    batch = owned(session, actor, batch_id, lock=True)
    if batch.state == "committed":
        return batch.id
    if batch.state == "discarded":
        raise Conflict("这次导入已经放弃，请重新上传。", word="discarded")
    if version is not None and batch.version != version:
        raise Stale()
    if batch.counts["errors"]:
        raise Conflict(f"还有 {batch.counts['errors']} 处错误，改正后再提交。", word="has_errors")
    kind = kind_of(batch.kind)
    parsed = read_rows(table_of(session, batch), kind.columns)
    checked = _check(session, actor, kind, parsed)
    if _errors(parsed, checked) or _digest(checked) != batch.rows["digest"]:
        raise Conflict("预览之后系统中的数据有变动，请重新上传并核对。", word="changed_meanwhile")
    facts = kind.commit(session, actor, checked.verdicts)
    batch.state, batch.committed_at = "committed", clock.now()
    _forget(batch, _written(checked.verdicts, facts["added"]))
    session.flush()
    after = {"kind": batch.kind, "sha256": batch.sha256, "counts": batch.counts, **facts}
    audit.record(session, "import:commit", "import", batch.id, after=after)
    return batch.id


def discard(session: Session, actor: Actor, batch_id: str) -> str:
    """Give a preview up; the sheet is forgotten.

    Raises:
        NotFound: not there, or another council's.
        Conflict: ``committed`` already.
    """
    batch = owned(session, actor, batch_id, lock=True)
    if batch.state == "committed":
        raise Conflict("这次导入已经提交，不能放弃。", word="committed")
    if batch.state == "preview":
        batch.state = "discarded"
        _forget(batch)
        session.flush()
        audit.record(session, "import:discard", "import", batch.id)
    return batch.id


def owned(session: Session, actor: Actor, batch_id: str, *, lock: bool = False) -> ImportBatch:
    """Return an import of the actor's council that the actor's kind of work allows.

    Raises:
        NotFound: not there, or another council's.
        Forbidden: the actor may not import this kind.
    """
    batch = queries.batch(session, actor.council_id, batch_id, lock=lock)
    if batch is None:
        raise NotFound()
    actor.must(kind_of(batch.kind).permission)
    return batch


def table_of(session: Session, batch: ImportBatch) -> Table:
    """Return the sheet as it was handed in.

    Raises:
        NotFound: ``sheet_gone``: committed or discarded imports keep no sheet.
    """
    if batch.table_sealed is None:
        raise NotFound("原表在提交或放弃后已不再保存。", word="sheet_gone")
    text = unseal(session.info[SECRET], _place(batch.council_id, batch.id), batch.table_sealed)
    return _unpack(batch.filename, text)


def stored_errors(batch: ImportBatch) -> list[FieldError]:
    """Return everything that was found wrong."""
    return [FieldError(**error) for error in batch.errors["errors"]]


def row_of(error: FieldError) -> int | None:
    """Return the sheet row an error stands in, None for the whole sheet."""
    found = _ROW.match(error.where)
    return int(found[1]) if found else None


def _check(session: Session, actor: Actor, kind: ImportKind, parsed: Parsed) -> Checked:
    # Without its required columns a sheet would only repeat the same complaint on every row.
    if parsed.header.errors:
        return Checked([Verdict(row.number, "", WRONG) for row in parsed.rows])
    checked = kind.check(session, actor, parsed)
    wrong = {row_of(error) for error in _errors(parsed, checked)}
    for verdict in checked.verdicts:
        if verdict.number in wrong:
            verdict.verdict, verdict.changes = WRONG, []
    return checked


def _errors(parsed: Parsed, checked: Checked) -> list[FieldError]:
    if parsed.header.errors:
        return list(parsed.header.errors)
    by_row: defaultdict[int, list[FieldError]] = defaultdict(list)
    for error in (*parsed.errors, *checked.errors):
        by_row[row_of(error) or 0].append(error)
    return [error for number in sorted(by_row) for error in by_row[number]]


def _judge(session: Session, actor: Actor, batch: ImportBatch, upload: Upload) -> None:
    """Check a sheet and keep it with what was found."""
    checked = _check(session, actor, upload.kind, upload.parsed)
    errors = _errors(upload.parsed, checked)
    batch.rows = {"rows": [_row(verdict) for verdict in checked.verdicts], "digest": _digest(checked)}
    batch.errors = {
        "errors": [asdict(error) for error in errors],
        "notices": [asdict(notice) for notice in upload.parsed.notices],
        "near": {**near_choices(upload.table, upload.parsed, upload.kind.columns), **checked.near},
    }
    batch.counts = _counts(checked.verdicts, errors)
    place = _place(actor.council_id, batch.id)
    batch.table_sealed = seal(session.info[SECRET], place, _pack(upload.table))


def _written(verdicts: Sequence[Verdict], added: Sequence[str]) -> dict[int, str]:
    """Return row number → id of what was written or stood there already."""
    new = iter(added)
    found = {one.number: next(new) if one.verdict == NEW else one.subject for one in verdicts}
    return {number: thing for number, thing in found.items() if thing}


def _counts(verdicts: Sequence[Verdict], errors: Sequence[FieldError]) -> dict[str, int]:
    found = Counter(verdict.verdict for verdict in verdicts)
    kinds = {word: found[word] for word in ("new", "changed", "unchanged", "wrong")}
    return {"rows": len(verdicts), **kinds, "errors": len(errors)}


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "number": verdict.number,
        "label": verdict.label,
        "verdict": verdict.verdict,
        "changes": [asdict(change) for change in verdict.changes],
    }


def _digest(checked: Checked) -> str:
    return digest(canonical([_row(verdict) for verdict in checked.verdicts]))


def _forget(batch: ImportBatch, written: Mapping[int, str] | None = None) -> None:
    """Drop the sheet and the values in the verdicts; what happened stays."""
    batch.table_sealed = None
    things = written or {}
    kept = [{**row, "changes": [], "thing": things.get(row["number"])} for row in batch.rows["rows"]]
    batch.rows = {"rows": kept, "digest": batch.rows["digest"]}
    batch.errors = {**batch.errors, "near": {}}


def _place(council_id: str, batch_id: str) -> str:
    return f"{council_id}|import_batches|table|{batch_id}"


def _pack(table: Table) -> str:
    rows = [[row.number, row.cells, sorted(row.numeric), sorted(row.broken)] for row in table.rows]
    return orjson.dumps([table.sheet, rows]).decode()


def _unpack(filename: str, text: str) -> Table:
    sheet, rows = orjson.loads(text)
    return Table(
        filename,
        sheet,
        tuple(Row(number, tuple(cells), frozenset(n), frozenset(b)) for number, cells, n, b in rows),
    )
