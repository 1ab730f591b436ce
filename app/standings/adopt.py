"""Adopting a scheme for a year: by a second person, once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.core.ids import new_id
from app.council.queries import duty_year
from app.schemes import queries
from app.schemes.beyond import beyond, outside, unmatched
from app.schemes.models import SchemeAdoption
from app.schemes.schemas import AdoptIn
from app.schemes.service import compiled, ready
from app.scoring.scheme import Scheme
from app.standings.schemas import AdoptionOut


def adopt(session: Session, actor: Actor, scheme_id: str, decision: AdoptIn) -> str:
    """Record a body's decision that a duty year is evaluated by a scheme; return the scheme's id.

    Raises:
        Forbidden: who handed it in or changed it (``own_scheme``)
            cannot adopt it; who only checked it is the second person.
        Conflict: not checked, withdrawn, the year is over, or it has a scheme already.
        Invalid: the year does not exist, a run could not apply the document (``beyond_runs``),
            or it is not meant for this year (``outside_year``).
    """
    row = ready(session, actor, scheme_id)
    if actor.account_id in (row.created_by, row.edited_by):
        raise Forbidden("提交办法的人不能自己采用，请由另一人办理。", word="own_scheme")
    year = duty_year(session, actor.council_id, decision.year)
    if year is None:
        raise Invalid(errors=[FieldError("year", "unknown", f"没有 {decision.year} 履职年度，请先建立。")])
    if year.state != "open":
        raise Conflict(f"{decision.year} 年度已结束，考评办法不能再变。", word="year_closed")
    scheme = compiled(row.digest, row.text).scheme
    errors = [*beyond(scheme), *outside(scheme, year)]
    errors += _apart(session, actor.council_id, decision.year, scheme)
    if errors:
        said = "".join(one.sentence for one in errors)
        raise Invalid(f"这份办法还不能采用：{said}", word=errors[0].word, errors=errors)
    known = queries.adoption(session, actor.council_id, decision.year, scheme.subject)
    if known is not None:
        if known.scheme_id == scheme_id:
            return scheme_id
        what = "小组办法" if scheme.subject == "group" else "办法"
        raise Conflict(f"{decision.year} 年度已采用另一份{what}。", word="already_adopted")
    session.add(
        SchemeAdoption(
            council_id=actor.council_id,
            id=new_id(),
            scheme_id=scheme_id,
            year=decision.year,
            subject=scheme.subject,
            adopted_by_body=decision.body,
            decided_on=decision.decided_on,
            adopted_by=actor.account_id,
            adopted_at=clock.now(),
        )
    )
    if row.state != "adopted":
        row.state = "adopted"
        row.version += 1
    session.flush()
    after = {"year": decision.year, "subject": scheme.subject, "digest": row.digest}
    audit.record(session, "scheme:adopt", "scheme", scheme_id, after=after)
    return scheme_id


def _apart(session: Session, council_id: str, year: int, scheme: Scheme) -> list[FieldError]:
    """Return where a groups' scheme asks for what the members' scheme of the year does not compute."""
    subject = "member" if scheme.subject == "group" else "group"
    row = queries.adopted(session, council_id, year, subject)
    if row is None:
        return []
    other = compiled(row.digest, row.text).scheme
    return unmatched(scheme, other) if scheme.subject == "group" else unmatched(other, scheme)


def show(session: Session, actor: Actor, year: int, subject: str = "member") -> AdoptionOut:
    """Return which scheme the members, or the groups, of a year are evaluated by.

    Raises:
        NotFound: none was adopted yet.
    """
    known = queries.adoption(session, actor.council_id, year, subject)
    if known is None:
        raise NotFound(f"{year} 年度尚未采用{'小组' if subject == 'group' else '考评'}办法。")
    row = queries.document(session, actor.council_id, known.scheme_id)
    assert row is not None
    return AdoptionOut(
        id=known.id,
        year=year,
        scheme_id=row.id,
        code=row.code,
        title=row.title,
        body=known.adopted_by_body,
        decided_on=known.decided_on,
    )
