"""Encrypts a stream in pieces that can be read in any order."""

from __future__ import annotations

import io
import os
import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: First bytes of an encrypted archive; an open one starts as a zip file does.
MAGIC = b"LVZHI-BACKUP-1\n"
PIECE, _TAG, _SALT = 1024 * 1024, 16, 8
HEAD = len(MAGIC) + _SALT


class WrongKey(ValueError):
    """The key opens nothing of this archive, or a piece was altered, moved or cut off."""


def _nonce(salt: bytes, number: int) -> bytes:
    # One key file serves many archives: the salt tells them apart, the number their pieces.
    return salt + number.to_bytes(4, "big")


def _said(last: bool) -> bytes:
    return b"last" if last else b"more"


class SealedWriter(io.RawIOBase):
    """What is written goes on encrypted, a mebibyte at a time; the last piece says that it is.

    Args:
        out: Where to.
        key: 32 bytes.
    """

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._out, self._aead, self._salt = out, AESGCM(key), secrets.token_bytes(_SALT)
        self._held, self._number = bytearray(), 0
        out.write(MAGIC + self._salt)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        given = bytes(data)  # type: ignore[call-overload]
        self._held += given
        while len(self._held) > PIECE:
            self._emit(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(given)

    def _emit(self, plain: bytes, *, last: bool) -> None:
        self._out.write(self._aead.encrypt(_nonce(self._salt, self._number), plain, _said(last)))
        self._number += 1

    def finish(self) -> None:
        """Write the last piece."""
        self._emit(bytes(self._held), last=True)
        self._held.clear()


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file, at any place.

    Raises:
        WrongKey: another key, or the end is missing or altered.
    """

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._aead, self._at = file, AESGCM(key), 0
        whole = file.seek(0, os.SEEK_END) - HEAD
        file.seek(len(MAGIC))
        self._salt = file.read(_SALT)
        self._pieces = max(1, -(-whole // (PIECE + _TAG)))
        self._number, self._plain = -1, b""
        self._size = whole - self._pieces * _TAG
        if self._size < 0:
            raise WrongKey("the archive is cut off")
        # The last piece is opened first: an archive that lost its end is found out at once.
        self._piece(self._pieces - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._at >= self._size or not len(view):
            return 0
        number, inside = divmod(self._at, PIECE)
        found = self._piece(number)[inside : inside + len(view)]
        view[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _piece(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(HEAD + number * (PIECE + _TAG))
            sealed = self._file.read(PIECE + _TAG)
            try:
                said = _said(number == self._pieces - 1)
                self._plain = self._aead.decrypt(_nonce(self._salt, number), sealed, said)
            except InvalidTag:
                raise WrongKey(f"piece {number} does not open") from None
            self._number = number
        return self._plain
