"""What statements on tenant tables are built from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    and_,
    column,
    insert,
    literal,
    select,
    table,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from app.core import clock
from app.core.ids import new_id
from app.core.records import Job
from app.council.models import Member, Post, Tenure

Run = Callable[[Session, str, str], Any]

M: Any
P: Any
T: Any
J: Any
M, P, T, J = Member.__table__, Post.__table__, Tenure.__table__, Job.__table__
light = table("members", column("council_id"), column("name"))


def upsert(session: Session) -> Any:
    name = session.get_bind().dialect.name
    return postgresql.insert(J) if name == "postgresql" else sqlite.insert(J)


def job(council: str, **more: Any) -> dict[str, Any]:
    now = clock.now()
    row = {"council_id": council, "id": new_id(), "kind": "k", "payload": {}, "state": "done"}
    return {**row, "attempts": 0, "progress": 0, "run_at": now, "created_at": now, **more}


def added(session: Session, council: str) -> None:
    session.add(Job(**job(council)))
    session.flush()


def moved(session: Session, mine: str, other: str) -> None:
    made = Job(**job(mine))
    session.add(made)
    session.flush()
    made.council_id = other
    session.flush()


def copied(mine: str, given: Any, condition: Any) -> Any:
    names = ["council_id", "id", "kind", "payload", "state", "attempts", "progress", "run_at", "created_at"]
    rest = [literal(new_id(), J.c.id.type), J.c.kind, J.c.payload, J.c.state]
    rest += [J.c.attempts, J.c.progress, J.c.run_at, J.c.created_at]
    return insert(J).from_select(names, select(given, *rest).where(condition))


def run(build: Callable[[str, str], Any]) -> Run:
    def execute(session: Session, mine: str, other: str) -> Any:
        answer = session.execute(build(mine, other))
        return answer.all() if getattr(answer, "returns_rows", True) else None

    return execute


A, B = aliased(Member), aliased(Member)
inner = select(Member.id, Member.council_id)
link = and_(Post.council_id == Member.council_id, Post.member_id == Member.id)
loose = Post.member_id == Member.id
