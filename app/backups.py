"""What `lvzhi backup`, `restore` and `verify --backup` do, and the clock's backups."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app import __version__
from app.core.backup import Archive, folder, opened, restore, write
from app.core.db import Database
from app.core.db.migrate import head, upgrade
from app.core.settings import Settings
from app.core.storage import store_of
from app.paths import migrations_dir

T = TypeVar("T")
Progress = Callable[[int, int, str], None]
log = logging.getLogger("lvzhi.backups")
#: How often the clock looks whether a backup is due, in seconds.
EVERY = 600


def make(
    db: Database,
    settings: Settings,
    out: Path | None,
    keep: int | None,
    key_file: Path | None,
    progress: Progress,
) -> str:
    """Write a backup; return the report in Chinese.

    Args:
        out: A file, or a folder that the backup gets a name of its own in.
        keep: How many stay in that folder; None keeps all.

    Raises:
        ValueError: no key in the key file, or the file is there already.
    """
    out = out or settings.backups
    path = out if out.suffix == folder.ENDING else out / folder.name_now()
    if path.exists():
        raise ValueError(f"{path} 已经存在，请换一个名字。")
    key = folder.key_of(key_file or settings.backup_key_file)
    revision = head(migrations_dir())
    found = write(
        db, store_of(settings), path, version=__version__, revision=revision, key=key, progress=progress
    )
    gone = folder.thin(path.parent, keep) if keep else []
    rows = sum(one["rows"] for one in found["tables"].values())
    told = f"已备份到 {path}：{len(found['tables'])} 张表 {rows} 行，附件 {len(found['files'])} 个"
    told += "，已加密。" if key else "，未加密，请妥善保管。"
    if found["lost"]:
        told += f"另有 {len(found['lost'])} 个附件在存储里找不到，备份里也没有。"
    if gone:
        told += f"删去较早的 {len(gone)} 份。"
    return told


def bring_back(settings: Settings, file: Path, key_file: Path | None, progress: Progress) -> str:
    """Restore a backup into the empty place that the settings name; return the report in Chinese.

    Raises:
        Damaged, Conflict: see ``core.backup``. ValueError: no key in the key file.
    """
    with opened(file, folder.key_of(key_file or settings.backup_key_file)) as archive:
        rows = _bring_back(settings, archive, progress)
        files = len(archive.manifest["files"])
        made_at = archive.manifest["made_at"]
    return (
        f"已恢复 {made_at} 的备份：{len(rows)} 张表 {sum(rows.values())} 行，附件 {files} 个，"
        "与清单逐表核对一致。请再运行 lvzhi verify，并用原来的 LVZHI_SECRET 启动。"
    )


def _bring_back(settings: Settings, archive: Archive, progress: Progress) -> dict[str, int]:
    archive.prove(progress)
    settings.var.mkdir(parents=True, exist_ok=True)
    upgrade(settings.migrations, migrations_dir(), app_url=settings.database)
    db = Database.of(settings)
    try:
        return restore(db, store_of(settings), archive, head(migrations_dir()), progress)
    finally:
        db.close()


def drill(file: Path, key_file: Path | None, check: Callable[[Settings], T], progress: Progress) -> T:
    """Restore a backup into a folder that is thrown away, and check what is there.

    Raises:
        Damaged: not a backup of ours, or not whole. ValueError: no key in the key file.
    """
    with tempfile.TemporaryDirectory(prefix="lvzhi-drill-") as place:
        # The drill's files are thrown away too: they go into its folder, never into the bucket in use.
        settings = Settings(var=Path(place), database_url="", migration_url="", s3_bucket="", env="dev")
        bring_back(settings, file, key_file or Settings().backup_key_file, progress)
        return check(settings)


class Backups:
    """Makes the backups that the settings ask for while the server runs.

    Args:
        db: What to back up.
        settings: ``backup_hours`` between two; 0 makes none.
    """

    def __init__(self, db: Database, settings: Settings) -> None:
        self.db, self.settings = db, settings

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while self.settings.backup_hours:
            try:
                await asyncio.to_thread(self.go)
            except Exception:
                log.exception("no backup was made")
            await asyncio.sleep(EVERY)

    def go(self) -> bool:
        """Make a backup if one is due and no other process makes it; tell whether it did."""
        place = self.settings.backups
        place.mkdir(parents=True, exist_ok=True)
        with (place / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
            if not folder.due(place, self.settings.backup_hours):
                return False
            make(self.db, self.settings, place, self.settings.backup_keep, None, _quiet)
            return True


def _quiet(done: int, whole: int, what: str) -> None:
    """Nobody watches the clock's backups."""
