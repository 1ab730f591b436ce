"""Keys of polls: files outside database and backups, destroyed after use."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from uuid import UUID

from app.core.errors import Conflict
from app.core.storage import sync_folder

KEY_BYTES = 32


class KeyMissing(Exception):
    """There is no key of this poll (any more)."""


class KeyFolder:
    """A folder with one file a poll, which only the application's user can read.

    Args:
        root: The folder, made when first needed; None refuses to open polls at all.
    """

    def __init__(self, root: Path | None) -> None:
        self.root = root

    def make(self, council_id: str, poll_id: str) -> bytes:
        """Write a new key, on disk before this returns; an earlier one of the poll is gone.

        Raises:
            Conflict: ``no_key_folder``, the installation names no folder or cannot write there.
        """
        if self.root is None:
            raise Conflict(
                "系统没有设置测评密钥目录，不能开始测评。请系统管理员设置 LVZHI_BALLOT_KEYS 后重启。",
                word="no_key_folder",
            )
        key, path = secrets.token_bytes(KEY_BYTES), self._path(council_id, poll_id)
        part = path.with_suffix(".part")
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            with open(part, "xb", opener=_private) as file:
                file.write(key)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            sync_folder(self.root)
        except OSError as fault:
            raise Conflict(
                "测评密钥目录不能写入，不能开始测评。请系统管理员检查 LVZHI_BALLOT_KEYS。",
                word="no_key_folder",
            ) from fault
        return key

    def get(self, council_id: str, poll_id: str) -> bytes:
        """Return a poll's key.

        Raises:
            KeyMissing: it is not there or is no key.
        """
        try:
            key = self._path(council_id, poll_id).read_bytes()
        except OSError:
            raise KeyMissing from None
        if len(key) != KEY_BYTES:
            raise KeyMissing
        return key

    def destroy(self, council_id: str, poll_id: str) -> None:
        """Overwrite and remove a poll's key; one that is not there is no error."""
        path = self._path(council_id, poll_id)
        try:
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:
            return
        path.unlink(missing_ok=True)
        sync_folder(path.parent)

    def _path(self, council_id: str, poll_id: str) -> Path:
        if self.root is None:
            raise KeyMissing
        # Ids only: a name can lead nowhere else.
        return self.root / f"{UUID(council_id)}.{UUID(poll_id)}.key"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
