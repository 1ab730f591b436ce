"""Writes one archive of a database in use and of its files."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import orjson
from sqlalchemy import Table
from sqlalchemy.orm import Session

from app.core import clock
from app.core.backup.rows import lines, rows_of, shared, tables
from app.core.backup.sealed import SealedWriter
from app.core.db import Database
from app.core.errors import NotFound
from app.core.jobs import councils
from app.core.storage import Storage, sync_folder

#: (parts done, parts, what is being written).
Progress = Callable[[int, int, str], None]
FORMAT = 1


def write(
    db: Database,
    storage: Storage,
    path: Path,
    *,
    version: str,
    revision: str,
    key: bytes | None = None,
    progress: Progress = lambda done, whole, what: None,
) -> dict[str, Any]:
    """Write everything as it is at one moment; the server may go on writing.

    Args:
        db: The database, in use or not.
        storage: Where the files of its rows are.
        path: The archive; it appears under this name when it is whole and on disk.
        version: Of the program. revision: Of the tables.
        key: 32 bytes that encrypt it; None leaves it open.
        progress: Called before each part.

    Returns:
        The manifest: ``tables`` name → rows, sha256; ``files`` key → size, sha256; ``lost`` keys of
        files that rows name and the store does not have.
    """
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            sealed = None if key is None else SealedWriter(file, key)
            # The archive needs no seeking while it is written: its directory stands at the end.
            stream = file if sealed is None else _Onward(sealed)
            with zipfile.ZipFile(
                cast(BinaryIO, stream), "w", zipfile.ZIP_DEFLATED, compresslevel=3
            ) as archive:
                manifest = _fill(db, storage, archive, progress)
                manifest |= {"format": FORMAT, "version": version, "revision": revision}
                archive.writestr("manifest.json", orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS))
            if sealed is not None:
                sealed.finish()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return manifest


class _Onward(io.RawIOBase):
    """A stream without places: what zipfile writes goes on as it is."""

    def __init__(self, out: SealedWriter) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._out.write(data)


def _fill(db: Database, storage: Storage, archive: zipfile.ZipFile, progress: Progress) -> dict[str, Any]:
    every, keys = tables(), dict[str, None]()
    found: dict[str, Any] = {}
    with db.transaction(write=False, unscoped="backup") as session:
        _one_moment(session)
        made_at = clock.now()
        ids = sorted(councils(session))
        for done, table in enumerate(every):
            progress(done, len(every), table.name)
            found[str(table.name)] = _table(session, archive, table, ids, keys)
        # The moment is held until the files are read, so that nothing that it names is cleared away.
        files, lost = _files(storage, archive, list(keys), progress)
    return {"made_at": made_at.isoformat(), "tables": found, "files": files, "lost": lost}


def _one_moment(session: Session) -> None:
    """Let every statement see the same moment: SQLite's snapshot does so by itself."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def bind(session: Session, council: str | None) -> None:
    """Tell row security whose rows come next."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL app.council = '{council or ''}'")


def _table(
    session: Session, archive: zipfile.ZipFile, table: Table, ids: list[str], keys: dict[str, None]
) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    columns = [str(column.name) for column in table.columns]
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as into:
        for line in _lines(session, table, ids, keys):
            digest.update(line)
            into.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest(), "columns": columns}


def _lines(session: Session, table: Table, ids: list[str], keys: dict[str, None]) -> Iterator[bytes]:
    """Yield a table's rows council by council, and note the files that they name."""
    named = [place for place, column in enumerate(table.columns) if column.info.get("file")]
    dialect = session.connection().dialect.name
    for council in (None,) if shared(table) else ids:
        bind(session, council)
        statement = rows_of(table, council, dialect).execution_options(yield_per=1000)
        found = session.connection().execute(statement)
        yield from lines(table, _noting(found, named, keys) if named else iter(found))


def _noting(found: Any, named: list[int], keys: dict[str, None]) -> Iterator[Any]:
    for row in found:
        keys.update((row[place], None) for place in named if row[place])
        yield row


def _files(
    storage: Storage, archive: zipfile.ZipFile, keys: list[str], progress: Progress
) -> tuple[dict[str, Any], list[str]]:
    found: dict[str, Any] = {}
    lost = []
    for done, key in enumerate(keys):
        progress(done, len(keys), "附件")
        try:
            pieces = storage.chunks(key)
        except NotFound:
            lost.append(key)
            continue
        digest, size = hashlib.sha256(), 0
        # Pictures and documents are packed already.
        entry = zipfile.ZipInfo(f"files/{key}")
        with archive.open(entry, "w", force_zip64=True) as into:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                into.write(piece)
        found[key] = {"size": size, "sha256": digest.hexdigest()}
    return found, lost
