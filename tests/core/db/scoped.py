"""Statements that keep to the bound council."""

from __future__ import annotations

from sqlalchemy import (
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    update,
)

from app.access.models import SeatDirectory
from app.core.ids import new_id
from app.core.records import Job
from app.council.models import Council, Member, Post
from tests.core.db.pieces import (
    A,
    B,
    J,
    M,
    P,
    Run,
    T,
    added,
    copied,
    inner,
    job,
    link,
    run,
    upsert,
)

#: Statements that keep to the bound council ``a``: each must pass.
SCOPED: dict[str, Run] = {
    "select of an entity": run(lambda a, b: select(Member).where(Member.council_id == a)),
    "select of columns": run(lambda a, b: select(Member.name).where(Member.council_id == a)),
    "core select": run(lambda a, b: select(M.c.name).where(M.c.council_id == a)),
    "literal on the left": run(
        lambda a, b: select(M.c.name).where(literal(a, M.c.id.type) == M.c.council_id)
    ),
    "part of a name": run(
        lambda a, b: select(M).where(M.c.council_id == a, M.c.name.contains("x", autoescape=True))
    ),
    "nested and": run(lambda a, b: select(M).where(and_(M.c.name != "", and_(M.c.council_id == a)))),
    "or beside the council": run(
        lambda a, b: select(M).where(M.c.council_id == a, or_(M.c.name == "x", true()))
    ),
    "count": run(lambda a, b: select(func.count()).select_from(Member).where(Member.council_id == a)),
    "join that ties": run(lambda a, b: select(Member.id).join(Post, link).where(Member.council_id == a)),
    "join bound on the far side": run(
        lambda a, b: select(Member.id).join(Post, link).where(Post.council_id == a)
    ),
    "three tables in a chain": run(
        lambda a, b: (
            select(M.c.id)
            .join(P, and_(P.c.council_id == M.c.council_id, P.c.member_id == M.c.id))
            .join(T, and_(T.c.council_id == P.c.council_id, T.c.member_id == M.c.id))
            .where(M.c.council_id == a)
        )
    ),
    "outer join tied to its left": run(
        lambda a, b: select(Member.id).outerjoin(Post, link).where(Member.council_id == a)
    ),
    "tables separated by a comma": run(
        lambda a, b: select(M.c.id, P.c.id).where(M.c.council_id == a, P.c.council_id == M.c.council_id)
    ),
    "two aliases": run(
        lambda a, b: (
            select(A.id).join(B, and_(B.council_id == A.council_id, B.id != A.id)).where(A.council_id == a)
        )
    ),
    "global table joined": run(
        lambda a, b: select(Council.name).join(M, M.c.council_id == Council.id).where(M.c.council_id == a)
    ),
    "correlated exists": run(
        lambda a, b: select(Member.id).where(Member.council_id == a, exists().where(link))
    ),
    "not exists": run(lambda a, b: select(Member.id).where(Member.council_id == a, ~exists().where(link))),
    "in of a scoped select": run(
        lambda a, b: select(M.c.id).where(
            M.c.council_id == a, M.c.id.in_(select(P.c.member_id).where(P.c.council_id == a))
        )
    ),
    "the same table twice": run(
        lambda a, b: select(M.c.id).where(
            M.c.council_id == a, M.c.id.in_(select(M.c.id).where(M.c.council_id == a))
        )
    ),
    "scalar subquery in the columns": run(
        lambda a, b: select(
            M.c.id,
            select(func.count()).select_from(P).where(P.c.council_id == M.c.council_id).scalar_subquery(),
        ).where(M.c.council_id == a)
    ),
    "from a subquery": run(
        lambda a, b: select(func.count()).select_from(inner.where(Member.council_id == a).subquery())
    ),
    "tied to a subquery that is bound": run(
        lambda a, b: (
            lambda s: (
                select(P.c.id)
                .join(s, and_(s.c.id == P.c.member_id, P.c.council_id == s.c.council_id))
                .where(s.c.council_id == a)
            )
        )(inner.where(Member.council_id == a).subquery())
    ),
    "common table expression": run(
        lambda a, b: select((c := select(M.c.id).where(M.c.council_id == a).cte("mine")).c.id).select_from(c)
    ),
    "recursive expression": run(
        lambda a, b: (
            lambda c: select(
                c.union_all(
                    select(M.c.id).join(c, c.c.id != M.c.id).where(M.c.council_id == a, M.c.name == "none")
                ).c.id
            )
        )(select(M.c.id).where(M.c.council_id == a).cte("walk", recursive=True))
    ),
    "union of scoped selects": run(
        lambda a, b: (
            select(M.c.id).where(M.c.council_id == a).union(select(P.c.id).where(P.c.council_id == a))
        )
    ),
    "bind given at execution": lambda s, a, b: s.execute(
        select(M.c.name).where(M.c.council_id == bindparam("mine")), {"mine": a}
    ).all(),
    "group and having": run(
        lambda a, b: (
            select(P.c.post, func.count())
            .where(P.c.council_id == a)
            .group_by(P.c.post)
            .having(func.count() > 0)
        )
    ),
    "get": lambda s, a, b: s.get(Member, (a, new_id())),
    "add": lambda s, a, b: added(s, a),
    "insert of one": lambda s, a, b: s.execute(insert(Job).values(**job(a))),
    "insert of many": lambda s, a, b: s.execute(insert(Job), [job(a) for _ in range(3)]),
    "insert of many with returning": lambda s, a, b: s.scalars(
        insert(Job).returning(Job.id), [job(a) for _ in range(3)]
    ).all(),
    "insert of several values": lambda s, a, b: s.execute(insert(J).values([job(a), job(a)])),
    "insert from a scoped select": run(lambda a, b: copied(a, J.c.council_id, J.c.council_id == a)),
    "insert from a select of a literal": run(
        lambda a, b: copied(a, literal(a, J.c.id.type), J.c.council_id == a)
    ),
    "insert or nothing": lambda s, a, b: s.execute(upsert(s).values(**job(a)).on_conflict_do_nothing()),
    "insert or update": lambda s, a, b: s.execute(
        upsert(s)
        .values(**job(a))
        .on_conflict_do_update(index_elements=["council_id", "id"], set_={"kind": "k"})
    ),
    "update": run(lambda a, b: update(Job).where(Job.council_id == a).values(kind="z")),
    "update with returning": lambda s, a, b: s.scalars(
        update(Job).where(Job.council_id == a).values(kind="z").returning(Job.id)
    ).all(),
    "update from another table": run(
        lambda a, b: (
            update(J)
            .where(J.c.council_id == a, M.c.council_id == J.c.council_id, M.c.id == J.c.id)
            .values(kind="q")
        )
    ),
    "delete": run(lambda a, b: delete(Job).where(Job.council_id == a)),
    "delete by a scoped select": run(
        lambda a, b: delete(J).where(
            J.c.council_id == a, J.c.id.in_(select(M.c.id).where(M.c.council_id == a))
        )
    ),
    "global table alone": run(lambda a, b: select(Council.code)),
    "directory of seats": run(lambda a, b: select(SeatDirectory.seat_id)),
    "text on no tenant table": lambda s, a, b: s.execute(text("SELECT code FROM councils")).all(),
    "driver text on no tenant table": lambda s, a, b: s.connection().exec_driver_sql("SELECT 1").all(),
}
