"""Two documents of the council side by side, in words."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError, Invalid
from app.schemes.difference import differences
from app.schemes.schemas import DifferenceOut, DiffOut
from app.schemes.service import compiled, find


def diff(session: Session, actor: Actor, scheme_id: str, against: str | None) -> DiffOut:
    """Say what a document changes beside another; by default beside the one it was copied from.

    Raises:
        NotFound: either of them. Invalid: nothing to compare with.
    """
    row = find(session, actor, scheme_id)
    if against is None and row.copied_from is None:
        raise Invalid(errors=[FieldError("query.against", "missing", "请选择与哪份办法比较。")])
    other = find(session, actor, against or str(row.copied_from))
    before = compiled(other.digest, other.text).scheme
    after = compiled(row.digest, row.text).scheme
    return DiffOut(
        id=row.id,
        title=row.title,
        against=other.id,
        against_title=other.title,
        differences=[
            DifferenceOut.model_validate(one, from_attributes=True) for one in differences(before, after)
        ],
    )
