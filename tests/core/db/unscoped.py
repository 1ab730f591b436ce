"""Statements that reach beyond the bound council, or cannot be followed."""

from __future__ import annotations

from sqlalchemy import (
    Cast,
    String,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    lateral,
    literal,
    literal_column,
    not_,
    null,
    or_,
    select,
    text,
    true,
    tuple_,
    update,
)

from app.core.ids import new_id
from app.core.records import Job
from app.council.models import Council, Member, Placement, Post
from tests.core.db.pieces import (
    A,
    B,
    J,
    M,
    P,
    Run,
    added,
    copied,
    inner,
    job,
    light,
    link,
    loose,
    moved,
    run,
    upsert,
)

#: Statements that reach beyond the bound council ``a``, or cannot be followed: each must raise.
UNSCOPED: dict[str, Run] = {
    "entity": run(lambda a, b: select(Member)),
    "columns": run(lambda a, b: select(Member.name)),
    "core": run(lambda a, b: select(M)),
    "count": run(lambda a, b: select(func.count()).select_from(Member)),
    "legacy query": lambda s, a, b: s.query(Member).filter_by(name="x").all(),
    "another council": run(lambda a, b: select(Member).where(Member.council_id == b)),
    "another council by bind": lambda s, a, b: s.execute(
        select(M.c.name).where(M.c.council_id == bindparam("c")), {"c": b}
    ).all(),
    "both councils": run(lambda a, b: select(M).where(M.c.council_id == a, M.c.council_id == b)),
    "either council": run(lambda a, b: select(M).where(or_(M.c.council_id == a, M.c.council_id == b))),
    "council or name": run(lambda a, b: select(M).where(or_(M.c.council_id == a, M.c.name == "x"))),
    "not the council": run(lambda a, b: select(M).where(not_(M.c.council_id == a))),
    "not all of it": run(lambda a, b: select(M).where(not_(and_(M.c.council_id == a, M.c.name == "x")))),
    "other than the council": run(lambda a, b: select(M).where(M.c.council_id != a)),
    "council in a list": run(lambda a, b: select(M).where(M.c.council_id.in_([a, b]))),
    "council as text": run(lambda a, b: select(M).where(Cast(M.c.council_id, String) == a)),
    "council in a row value": run(
        lambda a, b: select(M).where(tuple_(M.c.council_id, M.c.id) == tuple_(a, a))
    ),
    "council equal to itself": run(lambda a, b: select(M).where(M.c.council_id == M.c.council_id)),
    "council of the global table": run(
        lambda a, b: select(M.c.id).join(Council, Council.id == M.c.council_id).where(Council.id == a)
    ),
    "council only in having": run(
        lambda a, b: select(M.c.council_id, func.count()).group_by(M.c.council_id).having(M.c.council_id == a)
    ),
    "join without the council": run(
        lambda a, b: select(Member.id).join(Post, loose).where(Member.council_id == a)
    ),
    "join bound to another": run(
        lambda a, b: (
            select(Member.id).join(Post, and_(loose, Post.council_id == b)).where(Member.council_id == a)
        )
    ),
    "outer join that binds its left side": run(
        lambda a, b: select(Member.id).outerjoin(Post, and_(link, Member.council_id == a))
    ),
    "outer join that binds its right side only": run(
        lambda a, b: select(Member.id).outerjoin(Post, and_(loose, Post.council_id == a))
    ),
    "outer join left open": run(
        lambda a, b: select(Member.id).outerjoin(Post, loose).where(Member.council_id == a)
    ),
    "full join": run(
        lambda a, b: select(M.c.id).select_from(
            M.join(P, and_(M.c.council_id == a, P.c.council_id == M.c.council_id), full=True)
        )
    ),
    "comma join": run(lambda a, b: select(M.c.id, P.c.id).where(M.c.council_id == a)),
    "second alias left open": run(lambda a, b: select(A.id, B.name).where(A.council_id == a)),
    "exists left open": run(
        lambda a, b: select(M.c.id).where(M.c.council_id == a, exists().where(A.id == M.c.id))
    ),
    "exists that binds the outer table": run(
        lambda a, b: select(M.c.id).where(exists().where(P.c.council_id == a, link))
    ),
    "exists beside an or": run(
        lambda a, b: select(M.c.id).where(or_(M.c.name == "x", exists().where(P.c.council_id == a, link)))
    ),
    "not exists that binds the outer table": run(
        lambda a, b: select(M.c.id).where(
            ~exists().where(P.c.council_id == a, P.c.council_id == M.c.council_id)
        )
    ),
    "literal where exists": run(lambda a, b: select(literal(1)).where(exists(select(M.c.id)))),
    "in of an open select": run(
        lambda a, b: select(M.c.id).where(M.c.council_id == a, M.c.id.in_(select(P.c.member_id)))
    ),
    "the same table again, open": run(
        lambda a, b: select(M.c.id).where(M.c.council_id == a, M.c.id.in_(select(M.c.id)))
    ),
    "scalar subquery in the columns": run(
        lambda a, b: select(M.c.id, select(func.count(P.c.id)).scalar_subquery()).where(M.c.council_id == a)
    ),
    "scalar subquery beside a global table": run(
        lambda a, b: select(
            Council.code, select(func.max(M.c.name)).where(M.c.council_id == Council.id).scalar_subquery()
        )
    ),
    "scalar subquery in the order": run(
        lambda a, b: (
            select(M.c.id).where(M.c.council_id == a).order_by(select(func.max(P.c.post)).scalar_subquery())
        )
    ),
    "from an open subquery": run(lambda a, b: select(func.count()).select_from(inner.subquery())),
    "subquery bound outside by another name": run(
        lambda a, b: (lambda s: select(s.c.id).where(s.c.id == a))(inner.subquery())
    ),
    "open expression": run(lambda a, b: select(select(M.c.id).cte("all_of_them").c.id)),
    "recursive expression that opens": run(
        lambda a, b: (lambda c: select(c.union_all(select(M.c.id).join(c, c.c.id == M.c.id)).c.id))(
            select(M.c.id).where(M.c.council_id == a).cte("walk", recursive=True)
        )
    ),
    "union with an open half": run(
        lambda a, b: select(M.c.id).where(M.c.council_id == a).union(select(P.c.id))
    ),
    "except with an open half": run(
        lambda a, b: select(M.c.id).where(M.c.council_id == a).except_(select(P.c.id))
    ),
    "lateral": run(lambda a, b: select(M.c.id, lateral(select(P.c.post)).c.post).where(M.c.council_id == a)),
    "table by its bare name": run(lambda a, b: select(light.c.name)),
    "alias by its bare name": run(lambda a, b: select(light.alias("x").c.name)),
    "text": lambda s, a, b: s.execute(text("SELECT * FROM members")),
    "text in capitals": lambda s, a, b: s.execute(text("SELECT * FROM MEMBERS")),
    "text in quotes": lambda s, a, b: s.execute(text('SELECT * FROM "members"')),
    "text with columns": run(lambda a, b: text("SELECT id FROM members").columns(M.c.id)),
    "text as a source of entities": lambda s, a, b: s.scalars(
        select(Member).from_statement(text("SELECT * FROM members"))
    ).all(),
    "text as a table": run(lambda a, b: select(literal_column("name")).select_from(text("members"))),
    "text that opens the condition": run(
        lambda a, b: select(M.c.id).where(M.c.council_id == a, text("1=1 OR 1=1"))
    ),
    "literal column that opens the condition": run(
        lambda a, b: select(M.c.id).where(M.c.council_id == a, literal_column("(1=1) OR (1=1)"))
    ),
    "literal column with a query": run(
        lambda a, b: select(literal_column("(SELECT max(name) FROM members)"))
    ),
    "driver text": lambda s, a, b: s.connection().exec_driver_sql("DELETE FROM jobs"),
    "driver text with a comment": lambda s, a, b: s.connection().exec_driver_sql(
        "/* */ UPDATE jobs SET kind = 'x'"
    ),
    "text that a statement binds elsewhere": lambda s, a, b: s.execute(
        select(M.c.id).where(M.c.council_id == b), execution_options={"council": b}
    ).all(),
    "get in another council": lambda s, a, b: s.get(Member, (b, new_id())),
    "add to another council": lambda s, a, b: added(s, b),
    "moved by an attribute": lambda s, a, b: moved(s, a, b),
    "insert of one": lambda s, a, b: s.execute(insert(Job).values(**job(b))),
    "insert of many, one foreign": lambda s, a, b: s.execute(insert(Job), [job(a), job(b)]),
    "insert with returning, one foreign": lambda s, a, b: s.scalars(
        insert(Job).returning(Job.id), [job(a), job(b)]
    ).all(),
    "insert of several values, one foreign": lambda s, a, b: s.execute(insert(J).values([job(a), job(b)])),
    "insert of an expression": lambda s, a, b: s.execute(
        insert(J).values(**{**job(a), "council_id": select(Council.id).limit(1).scalar_subquery()})
    ),
    "insert without a council": lambda s, a, b: s.execute(insert(P).values(id=new_id())),
    "insert from a select of all": run(lambda a, b: copied(a, J.c.council_id, true())),
    "insert from a select of another": run(lambda a, b: copied(a, J.c.council_id, J.c.council_id == b)),
    "insert from own rows into another": run(
        lambda a, b: copied(a, literal(b, J.c.id.type), J.c.council_id == a)
    ),
    "insert from own rows under an id": run(lambda a, b: copied(a, J.c.id, J.c.council_id == a)),
    "upsert that moves": lambda s, a, b: s.execute(
        upsert(s)
        .values(**job(a))
        .on_conflict_do_update(index_elements=["council_id", "id"], set_={"council_id": b})
    ),
    "update": run(lambda a, b: update(Job).values(kind="x")),
    "update by id": run(lambda a, b: update(Job).where(Job.id == a).values(kind="x")),
    "update of another": run(lambda a, b: update(Job).where(Job.council_id == b).values(kind="x")),
    "update that moves": run(lambda a, b: update(J).where(J.c.council_id == a).values(council_id=b)),
    "update that moves by an expression": run(
        lambda a, b: update(J).where(J.c.council_id == a).values(council_id=func.coalesce(null(), b))
    ),
    "update from an open table": run(
        lambda a, b: update(J).where(J.c.council_id == a, M.c.id == J.c.id).values(kind=M.c.name)
    ),
    "update with an open value": run(
        lambda a, b: (
            update(J).where(J.c.council_id == a).values(kind=select(func.max(M.c.name)).scalar_subquery())
        )
    ),
    "delete": run(lambda a, b: delete(Job)),
    "delete by id": run(lambda a, b: delete(Job).where(Job.id == a)),
    "delete by an open select": run(
        lambda a, b: delete(J).where(J.c.council_id == a, J.c.id.in_(select(M.c.id)))
    ),
    "placement through a global name": run(
        lambda a, b: (
            select(Placement.id).join(Council, Council.id == Placement.council_id).where(Council.code == "x")
        )
    ),
}
