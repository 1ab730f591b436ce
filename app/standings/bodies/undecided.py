"""Selections that people have not decided on yet."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring.across import Selection
from app.standings import queries
from app.standings.bodies.decide import ranged
from app.standings.models import Run


def warnings(session: Session, run: Run) -> list[str]:
    """Return a sentence for each selection of a run that still waits for a decision."""
    kept = queries.body(session, run.council_id, run.id)
    if kept is None:
        return []
    waiting = {
        one["id"]: sum(len(result["undecided"]) for result in one["results"])
        for one in json.loads(kept.text)["selections"]
    }
    if not any(waiting.values()):
        return []
    row = schemes.document(session, run.council_id, run.scheme_id)
    assert row is not None
    scheme = compiled(row.digest, row.text).scheme
    return [_sentence(one, waiting[one.id], run) for one in scheme.selections if waiting.get(one.id)]


def _sentence(selection: Selection, waiting: int, run: Run) -> str:
    article = f"〔{selection.article}〕" if selection.article else ""
    what = f"有 {waiting} 人{'可选，名额和人选' if ranged(selection.quota) else '并列在线上，人选'}"
    ends = "结果已生效，须重新计分后再登记" if run.state == "in_force" else "生效后不能再登记"
    return f"“{selection.title}”{article}{what}尚未由会议决定；{ends}。"
