"""G12: statements that each hot read sends, counted, not timed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event
from starlette.testclient import TestClient

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from benchmarks.places import SECRET, Place
from benchmarks.reads import API, Requests


def counted(place: Place, folder: Path) -> dict[str, int]:
    """Return the statements of each hot read beside those that set the scope and find the actor."""
    db = Database(place.url, secret=SECRET)
    settings = Settings(env="production", secret=SECRET, database_url=place.url, var=folder / "statements")
    # Without its worker (no lifespan) the application asks for nothing by itself.
    client, make = TestClient(create_app(settings, db=db)), Requests(place)
    seeded, seen = place.seeded, list[str]()
    member = make.headers(seeded.members[0])
    tag = client.get(f"{API}/me/dossier?year={seeded.year}", headers=member).headers["etag"]
    asked = {
        "dossier": (f"/me/dossier?year={seeded.year}", member),
        "dossier unchanged": (f"/me/dossier?year={seeded.year}", {**member, "If-None-Match": tag}),
        "dossier provisional": ("/me/dossier", member),
        "score": (f"/me/score?year={seeded.year}", member),
        "standings cold": (f"/standings?year={seeded.year}", make.headers(seeded.office)),
        "standings cached": (f"/standings?year={seeded.year}", make.headers(seeded.office)),
    }

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    client.get(f"{API}/me/dossier", headers=member)
    event.listen(db.engine, "before_cursor_execute", note)
    found = {}
    for name, (path, headers) in asked.items():
        seen.clear()
        assert client.get(API + path, headers=headers).status_code in (200, 304), path
        found[name] = len(seen) - 1
    db.close()
    return found
