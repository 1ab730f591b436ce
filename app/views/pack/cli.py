"""What `lvzhi pack` does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from app.core import audit, clock
from app.core.db import Database
from app.core.errors import Conflict
from app.core.paper import fonts
from app.council.lookup import council_id_of
from app.standings.cli import shell_actor
from app.views.pack.apart import write_apart
from app.views.pack.files import ARCHIVE, MANIFEST, Folder, digest_of
from app.views.pack.gather import gather, run_of
from app.views.pack.values import Frozen


def begin(db: Database, code: str, year: int, out: Path, sanctions: bool) -> Frozen:
    """Freeze a duty year into a folder, or find it frozen there by an earlier call; return it.

    Raises:
        NotFound: no such council, or no run in force. Conflict: the folder holds another pack.
    """
    council_id = council_id_of(db, code)
    folder = Folder(out)
    frozen = folder.frozen()

    def work(session: Session) -> Frozen:
        actor = shell_actor(council_id)
        found = run_of(session, council_id, year)
        audit.record(session, "pack:make", "run", found.id, after={"year": year, "sanctions": sanctions})
        return gather(session, actor, found, clock.now(), sanctions=sanctions)

    if frozen is None:
        frozen = db.write_now(work, council=council_id)
        folder.begin(frozen)
    elif frozen.year != year or frozen.sanctions != sanctions:
        raise Conflict(f"{out} 里是 {frozen.year} 年度的材料，请换一个空文件夹。", word="another_pack")
    elif frozen.run_id != db.read_now(
        lambda session: run_of(session, council_id, year).id, council=council_id
    ):
        raise Conflict(
            f"{out} 里的材料做到一半，考核结果已经另行生效，请换一个空文件夹。", word="another_pack"
        )
    return frozen


def write(
    frozen: Frozen, out: Path, own_fonts: Path | None, progress: Callable[[int, int, str], None]
) -> str:
    """Write what is left of a pack, without its database; return what to tell."""
    fonts.use(own_fonts)
    while write_apart(out, lambda done, total: progress(done, total, "委员材料")):
        pass
    manifest = Folder(out).manifest()
    assert manifest is not None
    files = len(manifest["files"])
    lines = [
        f"{frozen.year} 年度：{len(frozen.members)} 名委员，{files} 个文件，压缩包 {out / ARCHIVE}。",
        f"清单摘要 {digest_of(out / MANIFEST)[:16]}。",
        *(one["sentence"] for one in manifest["unset"]),
    ]
    return "\n".join(lines)
