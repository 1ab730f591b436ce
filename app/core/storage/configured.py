"""Where an installation keeps its files."""

from __future__ import annotations

from app.core.settings import Settings
from app.core.storage.local import LocalStorage, Storage


def store_of(settings: Settings) -> Storage:
    """Return the bucket that the settings name, otherwise the folder under ``var``.

    Raises:
        ValueError: a bucket is named and the optional dependency is not installed.
    """
    if settings.s3_bucket:
        from app.core.storage.s3 import S3Storage

        return S3Storage(settings)
    return LocalStorage(settings.var / "attachments")
