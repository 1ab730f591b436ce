"""P9: a backup made in a storm of writing comes back as one moment, proven."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
import zipfile
from pathlib import Path
from threading import Event
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import select

from app.backups import bring_back, make
from app.core import clock
from app.core.backup import Damaged, opened
from app.core.db import Database
from app.core.ids import new_id
from app.core.settings import Settings
from app.core.storage import LocalStorage
from app.facts.models import Claim
from app.main import create_app
from app.standings.cli import verify
from tests.facts.pieces import proposal
from tests.facts.test_evidence import picture, upload
from tests.promises.p10_disk_full import Writer
from tests.promises.served import Gathering, served
from tests.promises.stage import SECRET, Stage, backends, stage

BACKUPS, LINES, FILES, LOAD = 5, 3, 20, 4000
WHAT = "写入高峰中备份，恢复后与备份那一刻逐表一致，附件在内，操作日志链完好；复制数据库文件会被拒绝"


def run(backups: int = BACKUPS) -> dict[str, Any]:
    """Back up under a storm, restore each backup elsewhere, and look at what is there.

    Planted defects: a backup that lost a row of its tables, and a copy of the database file.
    """
    figures, judged, failed = [], 0, 0
    for backend in backends():
        with stage(backend) as made, tempfile.TemporaryDirectory(prefix="backups-") as folder:
            seen, faults, said = _storm(made, Path(folder), backups)
            judged += seen
            failed += faults
            figures.append(f"{backend}：{said}")
    return {"id": "P9", "what": WHAT, "judged": judged, "failed": failed, "figure": "；".join(figures)}


def _storm(made: Stage, folder: Path, backups: int) -> tuple[int, int, str]:
    house = made.house()
    gathering = Gathering(house, LINES)
    member = house.as_("member")
    files = {}
    for number in range(FILES):
        answer = upload(member, proposal(house, member)["id"], picture(number))
        files[answer.json()["id"]] = member.get(f"/attachments/{answer.json()['id']}").content
    house.write(lambda session: session.add_all(_load(session, house)))
    over, faults, judged = Event(), 0, 0
    moments: list[tuple[Path, set[str], set[str]]] = []
    with served(made) as server:
        server.start()
        writers = [Writer(gathering, seat, server, over) for seat in gathering.seats]
        for writer in writers:
            writer.start()
        for number in range(backups):
            before = {title for one in writers for title in list(one.kept)}
            path = folder / f"{number}.lvzhi-backup"
            make(made.db, made.settings, path, None, None, _quiet)
            after = {title for one in writers for title in list(one.kept)}
            moments.append((path, before, after))
            time.sleep(0.3)
        over.set()
        for writer in writers:
            writer.join()
    seconds = 0.0
    size = 0
    for path, before, after in moments:
        place = Settings(env="test", secret=SECRET, var=folder / path.stem)
        began = time.monotonic()
        bring_back(place, path, None, _quiet)
        seconds += time.monotonic() - began
        size += (place.var / "lvzhi.sqlite3").stat().st_size
        found = _titles(place)
        # What was answered before the backup began is in it; what began after it ended is not.
        faults += len(before - found)
        later = {title for one in writers for title in one.kept} - after
        faults += len((later & found) - _under_way(writers, after))
        faults += _flaws(place, files)
        judged += len(found) + FILES
    caught = _loss_is_found(moments[-1][0], folder) and _copy_is_refused(made, folder)
    rate = size / 1e6 / seconds
    told = f"{backups} 份备份、{judged} 条记录和附件，不符 {faults}；"
    told += f"恢复 {rate:.1f} MB/s（1 GB 约 {1000 / rate / 60:.1f} 分钟）"
    return judged, faults + (not caught), f"{told}；对照{'被发现' if caught else '没有被发现'}"


def _load(session: Any, house: Any) -> list[Any]:
    """Return rows enough for the time of a restore to mean something."""
    common = {
        "council_id": house.council_id, "kind": "opinion", "state": "draft", "section_id": house.section_id,
        "occurred_on": clock.today(), "created_at": clock.now(), "created_by": new_id(),
    }  # fmt: skip
    return [Claim(**common, id=new_id(), title=f"压舱 {nth} " + "字" * 100) for nth in range(LOAD)]


def _under_way(writers: list[Writer], after: set[str]) -> set[str]:
    """Return the one record of each writer that may have been on its way when the backup ended."""
    return {title for one in writers for title in [t for t in one.kept if t not in after][:1]}


def _titles(place: Settings) -> set[str]:
    db = Database.of(place)
    try:
        with db.transaction(write=False, unscoped="the promise reads all") as session:
            return set(session.scalars(select(Claim.title)))
    finally:
        db.close()


def _flaws(place: Settings, files: dict[str, bytes]) -> int:
    """Return how many of these are wrong: chains and ledger, files, a server that starts there."""
    db = Database.of(place)
    try:
        broken = sum(len(report.breaks) for report in verify(db, None, {}))
        with TestClient(create_app(place, db=db)) as client:
            broken += client.get("/readyz").status_code != 200
    finally:
        db.close()
    wanted = {hashlib.sha256(data).hexdigest() for data in files.values()}
    store = LocalStorage(place.var / "attachments")
    there = {store.sha256(path.name) for path in store.root.rglob("*") if path.is_file()}
    return broken + len(wanted - there)


def _loss_is_found(path: Path, folder: Path) -> bool:
    """Tell whether a backup that lost a byte of its rows is refused."""
    other = folder / "less.lvzhi-backup"
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(other, "w") as less:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "tables/claims.jsonl":
                data = data[: data.rindex(b"\n", 0, -1) + 1]
            less.writestr(name, data)
    try:
        with opened(other) as archive:
            archive.prove()
    except Damaged:
        return True
    return False


def _copy_is_refused(made: Stage, folder: Path) -> bool:
    if made.server is not None:
        return True
    shutil.copy(made.settings.var / "lvzhi.sqlite3", folder / "copy.sqlite3")
    try:
        with opened(folder / "copy.sqlite3"):
            return False
    except Damaged:
        return True


def _quiet(done: int, whole: int, what: str) -> None:
    """Nobody watches."""
