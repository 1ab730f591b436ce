"""Puts an archive into an empty place, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Table, insert, update
from sqlalchemy.orm import Session

from app.core.backup.read import Archive, Damaged
from app.core.backup.rows import lines, rows_of, shared, tables, values
from app.core.backup.write import Progress, bind
from app.core.db import Database
from app.core.errors import Conflict
from app.core.jobs import councils
from app.core.storage import Storage

_CHUNK = 500
#: Tables in which the migrations themselves make a row, and how many.
SEEDED = {"councils": 1}


def restore(
    db: Database,
    storage: Storage,
    archive: Archive,
    revision: str,
    progress: Progress = lambda done, whole, what: None,
) -> dict[str, int]:
    """Bring back every row and file, and compare what is there then with the manifest.

    Args:
        db: A database whose tables are made and hold nothing.
        storage: An empty store.
        archive: Already proven.
        revision: Of the tables of ``db``.

    Returns:
        Table → rows.

    Raises:
        Conflict: the place holds something, or the archive is of other tables than these.
        Damaged: what was brought back differs from the manifest; nothing stays of it.
    """
    manifest = archive.manifest
    if manifest["revision"] != revision:
        raise Conflict(
            f"备份来自程序 {manifest['version']}（结构 {manifest['revision']}），与本程序的结构不同。"
            "请先用那一版程序恢复，再升级。",
            word="other_revision",
        )
    every = tables()
    if set(manifest["tables"]) != {table.name for table in every}:
        raise Damaged("备份里的表与本程序的不同。")
    with db.transaction(unscoped="restore") as session:
        if any(len(_there(session, table)) > SEEDED.get(table.name, 0) for table in every if shared(table)):
            raise Conflict("这里已有数据：请恢复到一个空的数据库。", word="not_empty")
        # Files come first: rows that are seen name files that are there.
        for done, (key, said) in enumerate(manifest["files"].items()):
            progress(done, len(manifest["files"]), "附件")
            if storage.keep(key, archive.pieces(f"files/{key}")) != said["sha256"]:
                raise Damaged(f"附件 {key} 与清单不符。")
        for done, table in enumerate(every):
            progress(done, len(every), table.name)
            _fill(session, table, archive, manifest["tables"][table.name]["columns"])
        ids = sorted(councils(session))
        for done, table in enumerate(every):
            progress(done, len(every), f"核对 {table.name}")
            if _digest(session, table, ids) != manifest["tables"][table.name]["sha256"]:
                raise Damaged(f"恢复后的 {table.name} 与清单不符，已全部撤回。")
    return {name: said["rows"] for name, said in manifest["tables"].items()}


def _there(session: Session, table: Table) -> list[Any]:
    """Return up to two keys of a table without council; the others are empty while there is no council."""
    statement = rows_of(table, None, session.connection().dialect.name)
    keys = statement.with_only_columns(*table.primary_key.columns).limit(2)
    return [tuple(row) for row in session.connection().execute(keys)]


def _fill(session: Session, table: Table, archive: Archive, columns: list[str]) -> None:
    if columns != [column.name for column in table.columns]:
        raise Damaged(f"备份里 {table.name} 的列与本程序的不同。")
    rows: Iterator[Any] = (values(table, columns, line) for line in archive.lines(table.name))
    if table.name in SEEDED:
        rows = _over(session, table, rows)
    for council, some in groupby(rows, key=lambda row: None if shared(table) else row["council_id"]):
        bind(session, council)
        for chunk in _chunks(some):
            session.connection().execute(insert(table), chunk)


def _over(session: Session, table: Table, rows: Iterator[Any]) -> Iterator[Any]:
    """Yield the rows that are new; one that the migrations made becomes what it was in the backup."""
    known, key = set(_there(session, table)), [column.name for column in table.primary_key.columns]
    for row in rows:
        if tuple(row[name] for name in key) in known:
            same = (table.c[name] == row[name] for name in key)
            session.connection().execute(update(table).where(*same).values(row))
        else:
            yield row


def _chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _digest(session: Session, table: Table, ids: list[str]) -> str:
    digest, dialect = hashlib.sha256(), session.connection().dialect.name
    for council in (None,) if shared(table) else ids:
        bind(session, council)
        statement = rows_of(table, council, dialect).execution_options(yield_per=1000)
        for line in lines(table, iter(session.connection().execute(statement))):
            digest.update(line)
    return digest.hexdigest()
