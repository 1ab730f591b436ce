"""Opens an archive and proves that it is whole."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import orjson

from app.core.backup.sealed import MAGIC, SealedReader, WrongKey
from app.core.backup.write import FORMAT, Progress
from app.core.errors import Problem

_NOT_OURS = "这不是 lvzhi backup 写出的备份。"
_RAW = (
    "这是数据库文件本身，不是备份：从正在使用的数据库复制出来的文件可能缺少最近的记录，甚至打不开。"
    "请用 lvzhi backup 备份。"
)
_PIECE = 1024 * 1024
#: What a reader of zip files raises when a bit is wrong; a key that does not fit is a ValueError.
_BROKEN = (KeyError, RuntimeError, ValueError, EOFError, OSError, zlib.error, zipfile.BadZipFile)


class Damaged(Problem):
    """The file is no archive of ours, or not whole."""

    status, word = 422, "backup_damaged"
    sentence = _NOT_OURS


class Archive:
    """An archive whose manifest was read.

    Args:
        manifest: As ``write`` returned it.
    """

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        try:
            self.manifest: dict[str, Any] = orjson.loads(zipped.read("manifest.json"))
            if self.manifest["format"] != FORMAT:
                raise Damaged(f"备份的格式是第 {self.manifest['format']} 版，本程序只认第 {FORMAT} 版。")
        except (*_BROKEN, TypeError):
            raise Damaged() from None

    def prove(self, progress: Progress = lambda done, whole, what: None) -> None:
        """Compare every part with the digest in the manifest.

        Raises:
            Damaged: naming the first part that is missing or differs.
        """
        parts = {f"tables/{name}.jsonl": said for name, said in self.manifest["tables"].items()}
        parts |= {f"files/{key}": said for key, said in self.manifest["files"].items()}
        for done, (name, said) in enumerate(parts.items()):
            progress(done, len(parts), name)
            digest = hashlib.sha256()
            for piece in self.pieces(name):
                digest.update(piece)
            if digest.hexdigest() != said["sha256"]:
                raise Damaged(f"备份已损坏：{name} 与清单不符。请改用另一份备份。")

    def lines(self, table: str) -> Iterator[bytes]:
        """Yield the rows of a table."""
        with self._zip.open(f"tables/{table}.jsonl") as file:
            yield from file

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part.

        Raises:
            Damaged: it is missing or its check sum differs.
        """
        try:
            with self._zip.open(name) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except _BROKEN as fault:
            raise Damaged(f"备份已损坏：读不出 {name}。请改用另一份备份。") from fault


@contextmanager
def opened(path: Path, key: bytes | None = None) -> Iterator[Archive]:
    """Open an archive.

    Args:
        path: Where it is.
        key: 32 bytes, when it is encrypted.

    Raises:
        Damaged: not an archive of ours, cut off, another key, or none given where one is needed.
    """
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
        if head.startswith(b"SQLite format 3"):
            raise Damaged(_RAW)
        stream: Any = file
        if head == MAGIC:
            if key is None:
                raise Damaged("备份是加密的：请用 --key-file 给出加密时的密钥文件。")
            try:
                stream = io.BufferedReader(SealedReader(file, key), _PIECE)
            except WrongKey:
                raise Damaged("密钥与这份备份不符，或备份不完整。") from None
        file.seek(0)
        try:
            zipped = zipfile.ZipFile(cast(BinaryIO, stream))
        except _BROKEN:
            raise Damaged("这不是 lvzhi backup 写出的备份，或备份不完整。") from None
        with zipped:
            yield Archive(zipped)
