"""A folder of archives: names, age, how many are kept, the key."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from app.core import clock
from app.core.crypto import derive

ENDING = ".lvzhi-backup"


def name_now() -> str:
    """Return the file name of a backup made now; names sort as the days do."""
    return f"lvzhi-{clock.now():%Y%m%dT%H%M%SZ}{ENDING}"


def archives(folder: Path) -> list[Path]:
    """Return the archives of a folder, the newest last."""
    return sorted(folder.glob(f"lvzhi-*{ENDING}"))


def due(folder: Path, hours: int) -> bool:
    """Tell whether the newest archive is older than ``hours``, or there is none."""
    found = archives(folder)
    return not found or _made(found[-1]) <= clock.now() - timedelta(hours=hours)


def _made(path: Path) -> datetime:
    stamp = path.name.removeprefix("lvzhi-").removesuffix(ENDING)
    try:
        return datetime.strptime(stamp + "+0000", "%Y%m%dT%H%M%SZ%z")
    except ValueError:
        return datetime.min.replace(tzinfo=clock.now().tzinfo)


def thin(folder: Path, keep: int) -> list[Path]:
    """Remove all but the ``keep`` newest archives; return what was removed."""
    gone = archives(folder)[:-keep]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def key_of(path: Path | None) -> bytes | None:
    """Return the key that a key file stands for; None without a file.

    Raises:
        ValueError: it is not there, or holds less than 32 characters.
    """
    if path is None:
        return None
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"读不了密钥文件 {path}。") from None
    if len(text) < 32:
        raise ValueError("密钥文件至少要有 32 个字符，可用 openssl rand -base64 32 生成。")
    return derive(text, "backup")
