"""Every word that a record of the demo says of itself is Chinese on paper."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from app.ledger.models import DutyRecord
from app.views.my_data.words import said, type_said
from tests.demo.conftest import Loaded

LATIN = re.compile("[a-z_]{2,}")


def test_no_record_of_the_demo_is_printed_in_english(loaded: Loaded) -> None:
    columns = DutyRecord.__table__.c
    spoken = {"fact": said, "type": type_said, "status": said, "role": said, "level": said}
    judged, found = 0, set()
    for council_id in (loaded.pinghu, loaded.jinshan):
        for name, say in spoken.items():
            asked = select(columns[name]).where(columns.council_id == council_id).distinct()
            words: list[Any] = loaded.read(
                council_id, lambda session, asked=asked: list(session.scalars(asked))
            )
            judged += len(words)
            found |= {f"{name}: {word}" for word in words if LATIN.search(say(word))}
    assert judged > 60
    assert not found, sorted(found)
