"""Keeps files in a local folder, on disk before the answer."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from app.core.errors import NotFound

KEY = re.compile(r"[0-9a-f]{40}\Z")
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """What a store knows about one file.

    Args:
        key: The random name under which it is kept.
        size: Bytes.
        sha256: Hexadecimal digest of the content.
    """

    key: str
    size: int
    sha256: str


class Storage(Protocol):
    """Where attachments are kept; a folder, or a bucket by settings."""

    def put(self, content: bytes | BinaryIO) -> Stored:
        """Keep the content durably under a new key."""

    def keep(self, key: str, pieces: Iterator[bytes]) -> str:
        """Keep a file of a backup under the key that it had; return its SHA-256."""

    def get(self, key: str) -> bytes:
        """Return the whole content, or raise ``NotFound``."""

    def chunks(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield bytes ``start`` to ``end`` (excluded), or raise ``NotFound``."""

    def size(self, key: str) -> int:
        """Return the number of bytes, or raise ``NotFound``."""

    def sha256(self, key: str) -> str:
        """Return the digest of what is there now, or raise ``NotFound``."""

    def delete(self, key: str) -> None:
        """Remove the content; a key that is not there is no error."""


class LocalStorage:
    """A folder of files under random names, two levels deep.

    Args:
        root: The folder; made when missing. It must lie outside anything served as it is.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def _path(self, key: str) -> Path:
        # A key is never a path: anything but forty hexadecimal digits is simply not there.
        if not KEY.match(key):
            raise NotFound()
        return self.root / key[:2] / key[2:4] / key

    def put(self, content: bytes | BinaryIO) -> Stored:
        """Write, sync, rename, sync the folder: a key that was returned survives a power cut."""
        key = secrets.token_hex(20)
        digest, size = self._write(key, _pieces(content))
        return Stored(key, size, digest)

    def keep(self, key: str, pieces: Iterator[bytes]) -> str:
        """Keep a file of a backup under the key that it had; return its SHA-256.

        Raises:
            NotFound: not a key.
        """
        return self._write(key, pieces)[0]

    def _write(self, key: str, pieces: Iterator[bytes]) -> tuple[str, int]:
        path = self._path(key)
        self._make(path.parent)
        part = path.with_name(f"{key}.part")
        digest, size = hashlib.sha256(), 0
        try:
            with open(part, "xb", opener=_private) as file:
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
        return digest.hexdigest(), size

    def _make(self, folder: Path) -> None:
        """Make missing folders and sync each parent, or a new folder may vanish with its files."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            new.mkdir(mode=0o700, exist_ok=True)
            sync_folder(new.parent)

    def get(self, key: str) -> bytes:
        """Return the whole content."""
        return b"".join(self.chunks(key))

    def chunks(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield a part of the content, piece by piece; the file is opened at once."""
        try:
            file = self._path(key).open("rb")  # Closed by the generator below.
        except FileNotFoundError as error:
            raise NotFound() from error
        return self._read(file, start, end)

    def _read(self, file: BinaryIO, start: int, end: int | None) -> Iterator[bytes]:
        with file:
            file.seek(start)
            left = None if end is None else end - start
            while left is None or left > 0:
                piece = file.read(_CHUNK if left is None else min(_CHUNK, left))
                if not piece:
                    return
                if left is not None:
                    left -= len(piece)
                yield piece

    def size(self, key: str) -> int:
        """Return the number of bytes."""
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError as error:
            raise NotFound() from error

    def sha256(self, key: str) -> str:
        """Return the digest of what is on disk, for the check of attachments."""
        digest = hashlib.sha256()
        for piece in self.chunks(key):
            digest.update(piece)
        return digest.hexdigest()

    def delete(self, key: str) -> None:
        """Remove the content."""
        path = self._path(key)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _pieces(content: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    while piece := content.read(_CHUNK):
        yield piece


def sync_folder(folder: Path) -> None:
    """Make a rename durable; systems without folder handles do that by themselves."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
