"""Carries a pack out: frozen first, then member by member."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.ids import new_id
from app.core.jobs import Aside, enqueue
from app.standings import queries as standings
from app.views.pack import queries
from app.views.pack.apart import write_apart
from app.views.pack.files import ARCHIVE, MANIFEST, Folder, digest_of
from app.views.pack.gather import gather, run_of
from app.views.pack.models import Pack
from app.views.pack.schemas import PackIn

JOB = "pack"


def start(session: Session, actor: Actor, asked: PackIn) -> str:
    """Begin the pack of a year that a worker writes; return its id.

    Raises:
        NotFound: no run of the year is in force.
        Forbidden: the list of those to be talked to is not the caller's to see.
    """
    if asked.sanctions:
        actor.must("pack:sanctions")
    run = run_of(session, actor.council_id, asked.year)
    made = Pack(
        council_id=actor.council_id,
        id=new_id(),
        year=asked.year,
        run_id=run.id,
        sanctions=asked.sanctions,
        subjects=run.subjects,
        started_by=actor.account_id,
        started_at=clock.now(),
    )
    session.add(made)
    session.flush()
    payload = {"target": made.council_id, "copy": {"pack": made.id}}
    enqueue(session, JOB, payload, created_by=actor.account_id)
    after = {"year": asked.year, "sanctions": asked.sanctions}
    audit.record(session, "pack:make", "pack", made.id, after=after)
    return made.id


def carry_on(session: Session, council_id: str, asked: dict[str, Any], *, root: Path) -> bool | Aside:
    """Do the next step of a pack; what is written to disk is written outside the transaction.

    The folder says how far it is, so that whatever ended a process costs a few papers at most, and
    the frozen year in it makes the rest come out as if nothing had happened.
    """
    pack = queries.pack(session, council_id, asked["pack"], lock=True)
    if pack is None or pack.state != "running":
        return False
    folder = folder_of(root, pack.id)
    year = folder.frozen()
    if year is None:
        return partial(folder.begin, _frozen(session, pack))
    pack.done, pack.subjects = folder.ready(year), len(year.members)
    manifest = folder.manifest()
    if manifest is None:
        return partial(write_apart, folder.root)
    pack.state, pack.finished_at = "complete", clock.now()
    pack.size = (folder.root / ARCHIVE).stat().st_size
    pack.digest, pack.unset = digest_of(folder.root / MANIFEST), len(manifest["unset"])
    session.flush()
    after = {"year": pack.year, "files": len(manifest["files"]), "digest": pack.digest}
    audit.record(session, "pack:complete", "pack", pack.id, after=after)
    _retire(session, pack, root)
    return False


def give_up(session: Session, council_id: str, asked: dict[str, Any]) -> None:
    """Mark a pack as failed."""
    pack = queries.pack(session, council_id, asked["pack"], lock=True)
    if pack is not None and pack.state == "running":
        pack.state, pack.finished_at = "failed", clock.now()
        session.flush()


def folder_of(root: Path, pack_id: str) -> Folder:
    """Return where a pack's files lie."""
    return Folder(root / pack_id)


def _frozen(session: Session, pack: Pack) -> Any:
    run = standings.run(session, pack.council_id, pack.run_id)
    assert run is not None
    # Whoever began it was asked at the door; the worker reads on behalf of them.
    actor = Actor(
        pack.started_by,
        pack.started_by,
        pack.council_id,
        pack.started_by,
        None,
        None,
        frozenset({"secretariat"}),
    )
    return gather(session, actor, run, pack.started_at, sanctions=pack.sanctions)


def _retire(session: Session, pack: Pack, root: Path) -> None:
    """Remove the files of the year's earlier packs: personal matter is kept once, not in every try."""
    for row in queries.packs(session, pack.council_id, pack.year):
        earlier: Pack = row[0]
        if earlier.id != pack.id and earlier.state in ("complete", "failed"):
            earlier.state, earlier.link_digest = "removed", ""
            shutil.rmtree(root / earlier.id, ignore_errors=True)
    session.flush()
