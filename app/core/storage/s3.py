"""Keeps files in an S3 bucket, whole or not at all."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, BinaryIO

from app.core.errors import NotFound, Unavailable
from app.core.settings import Settings
from app.core.storage.local import KEY, Stored

#: Seconds until a connection stands, until a whole request is done, and for all tries together.
CONNECT, REQUEST, TRIES = 3, 20, 10
_CHUNK = 1024 * 1024
AWAY = "附件存储暂时没有应答，请稍后再试；这次没有存下任何内容。"
MISSING = 'LVZHI_S3_BUCKET 需要可选依赖 obstore：请用 pip install "lvzhi[s3]" 安装。'


class S3Storage:
    """Objects under random names, by the same two levels as the folder: a plain copy moves one to the other.

    Args:
        settings: Bucket, endpoint, region and credentials.

    Raises (constructor):
        ValueError: the optional dependency is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        try:
            # Only who keeps files in a bucket needs the library; not every machine has a wheel of it.
            import obstore
            from obstore import exceptions
            from obstore.store import S3Store
        except ImportError as missing:
            raise ValueError(MISSING) from missing
        self._obstore: Any = obstore
        self._faults: Any = exceptions.BaseError
        more: dict[str, Any] = {"endpoint": settings.s3_endpoint} if settings.s3_endpoint else {}
        self._store: Any = S3Store(
            settings.s3_bucket,
            prefix=settings.s3_prefix or None,
            region=settings.s3_region,
            access_key_id=settings.s3_key_id,
            secret_access_key=settings.s3_secret,
            virtual_hosted_style_request=settings.s3_virtual_host,
            client_options={
                "allow_http": settings.s3_endpoint.startswith("http://"),
                "connect_timeout": timedelta(seconds=CONNECT),
                "timeout": timedelta(seconds=REQUEST),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=TRIES)},
            **more,
        )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Turn the library's faults into ours."""
        try:
            yield
        except FileNotFoundError as gone:
            # A bucket that is not there is no missing file.
            if "NoSuchBucket" in str(gone):
                raise Unavailable(AWAY, word="storage_unavailable") from gone
            raise NotFound() from gone
        except (self._faults, OSError) as fault:
            # The library raises Python's own errors too, where Python has a name for the fault.
            raise Unavailable(AWAY, word="storage_unavailable") from fault

    def put(self, content: bytes | BinaryIO) -> Stored:
        """Keep the content under a new key; when this returns, the bucket has all of it."""
        data = content if isinstance(content, bytes) else content.read()
        key = secrets.token_hex(20)
        self._put(key, data)
        return Stored(key, len(data), hashlib.sha256(data).hexdigest())

    def keep(self, key: str, pieces: Iterator[bytes]) -> str:
        """Keep a file of a backup under the key that it had; return its SHA-256."""
        data = b"".join(pieces)
        self._put(key, data)
        return hashlib.sha256(data).hexdigest()

    def _put(self, key: str, data: bytes) -> None:
        with self._asking():
            # One request, never parts: what breaks off leaves nothing behind, visible or not.
            self._obstore.put(self._store, _path(key), data, use_multipart=False)

    def get(self, key: str) -> bytes:
        """Return the whole content."""
        return b"".join(self.chunks(key))

    def chunks(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield a part of the content, piece by piece; a missing file is told at once."""
        path = _path(key)
        if end is not None and end <= start:
            self.size(key)
            return iter(())
        asked = None
        if start or end is not None:
            asked = {"range": {"offset": start} if end is None else (start, end)}
        with self._asking():
            found = self._obstore.get(self._store, path, options=asked)
        return self._pieces(found)

    def _pieces(self, found: Any) -> Iterator[bytes]:
        with self._asking():
            for piece in found.stream(min_chunk_size=_CHUNK):
                yield bytes(piece)

    def size(self, key: str) -> int:
        """Return the number of bytes."""
        with self._asking():
            return int(self._obstore.head(self._store, _path(key))["size"])

    def sha256(self, key: str) -> str:
        """Return the digest of what the bucket holds now."""
        digest = hashlib.sha256()
        for piece in self.chunks(key):
            digest.update(piece)
        return digest.hexdigest()

    def delete(self, key: str) -> None:
        """Remove the content; a key that is not there is no error."""
        try:
            with self._asking():
                self._obstore.delete(self._store, _path(key))
        except NotFound:
            return


def _path(key: str) -> str:
    # A key is never a path: anything but forty hexadecimal digits is simply not there.
    if not KEY.match(key):
        raise NotFound()
    return f"{key[:2]}/{key[2:4]}/{key}"
