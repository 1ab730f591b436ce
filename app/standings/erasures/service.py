"""Erase a member who left: overwrite the row, empty texts, close log-ins."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy.orm import Session

from app.access import queries as access
from app.access.actor import Actor
from app.access.models import Seat
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.council import queries as council
from app.council.councils import council_out
from app.council.members import queries as members
from app.council.members.bulk import name_columns
from app.council.models import Member
from app.standings.erasures import queries
from app.standings.erasures.models import Erasure
from app.standings.erasures.schemas import ErasureDone, ErasureNew, ErasureState

#: What stands in the place of a name.
ERASED = "已注销委员"
#: Base facts that are emptied.
_EMPTY = {
    "sex": "0", "ethnic_group": "", "party": "", "birth_date": None, "education": "", "employer": "",
    "title": "", "speciality": "", "mobile_sealed": None, "mobile_index": None,
}  # fmt: skip


def state(session: Session, actor: Actor, member_id: str) -> ErasureState:
    """Tell whether the member may be erased, and whether that was done.

    Raises:
        NotFound: not there, or another council's.
    """
    member = members.member(session, actor.council_id, member_id)
    if member is None:
        raise NotFound()
    left, until = _left(session, member)
    row = queries.erasure(session, actor.council_id, "member", member_id)
    done = None
    if row is not None:
        one: Erasure = row[0]
        done = ErasureDone(
            id=one.id,
            ground=one.ground,
            reason=one.reason,
            document=one.document,
            erased_at=one.erased_at,
            erased_by=row.by or "",
        )
    return ErasureState(
        member_id=member_id,
        left_on=left,
        retained_until=until,
        may_by_retention=done is None and until is not None and until < clock.today(),
        may_by_request=done is None and left is not None,
        done=done,
    )


def erase(session: Session, actor: Actor, member_id: str, order: ErasureNew) -> ErasureState:
    """Overwrite a member who left; an order given again changes nothing.

    The rows of ``erasures`` go in first: only beside them do the triggers let devices and the bodies of
    sealed sheets be emptied.

    Raises:
        NotFound: not there, or another council's.
        Conflict: ``still_member``, ``retained`` (the council's years have not passed), ``own_request``,
            or ``has_duties``: the seat does other work, which has to be handed over first.
        Invalid: the name was not written again, stands in the reason, or the document is missing.
    """
    member = members.member(session, actor.council_id, member_id, lock=True)
    if member is None:
        raise NotFound()
    if member.erased_at is not None:
        return state(session, actor, member_id)
    _check(session, actor, member, order)
    seat = queries.seat(session, actor.council_id, member_id)
    if seat is not None and seat.roles != ["member"]:
        raise Conflict("该席位还有其他角色，请先在席位页收回，再办理注销。", word="has_duties")
    bodies = queries.bodies(session, actor.council_id, member_id)
    now = clock.now()
    rows = [
        _order(actor, order, what, object_id)
        for what, object_id in [("member", member_id), *(("sealed_body", one) for one in bodies)]
    ]
    session.add_all(rows)
    session.flush()
    row = rows[0]
    if bodies:
        queries.blank(session, actor.council_id, bodies)
    place = (actor.council_id, member_id, seat.id if seat else None)
    emptied = queries.empty_texts(session, *place, by=actor.account_id, at=now)
    if seat is not None:
        _close(session, seat, member)
    for key, value in {**name_columns(ERASED, ""), **_EMPTY}.items():
        setattr(member, key, value)
    member.number, member.erased_at = f"zx-{secrets.token_hex(6)}", now
    member.version += 1
    session.flush()
    after = {"ground": row.ground, "erasure": row.id, "emptied": emptied, "sheets": len(bodies)}
    audit.record(session, "member:erase", "member", member_id, after=after)
    return state(session, actor, member_id)


def _order(actor: Actor, order: ErasureNew, what: str, object_id: str) -> Erasure:
    return Erasure(
        council_id=actor.council_id,
        id=new_id(),
        what=what,
        object_id=object_id,
        ground=order.ground,
        reason=order.reason.strip(),
        document=order.document.strip() if order.ground == "written_request" else "",
        erased_by=actor.account_id,
        erased_at=clock.now(),
    )


def _check(session: Session, actor: Actor, member: Member, order: ErasureNew) -> None:
    if member.id == actor.member_id:
        raise Conflict("不能注销自己，请由其他管理员办理。", word="own_request")
    left, until = _left(session, member)
    if left is None or until is None:
        raise Conflict("该委员仍在任；离任之后才能注销。", word="still_member")
    if order.ground == "retention" and until >= clock.today():
        raise Conflict(
            f"保存期到 {until.isoformat()} 为止；在此之前只能凭本人书面申请注销。", word="retained"
        )
    errors = []
    if order.confirm.strip() != member.name:
        errors.append(FieldError("confirm", "differs", "与委员姓名不一致，请再写一遍。"))
    if member.name in order.reason or member.name in order.document:
        errors.append(FieldError("reason", "names_member", "理由和编号会长期保存，请不要写姓名。"))
    if order.ground == "written_request" and len(order.document.strip()) < 2:
        errors.append(FieldError("document", "missing", "请填写书面申请的存档编号。"))
    if errors:
        raise Invalid(errors=errors)


def _left(session: Session, member: Member) -> tuple[date | None, date | None]:
    """Return the last day of membership and of retention; nothing while a tenure runs or is to begin."""
    rows = queries.tenures(session, member.council_id, member.id)
    last = max((row.last for row in rows), default=None)
    if last is None or last >= clock.today():
        return None, None
    years = council_out(council.council(session, member.council_id)).settings.retention_years
    try:
        return last, last.replace(year=last.year + years)
    except ValueError:  # 29 February
        return last, last.replace(year=last.year + years, day=28)


def _close(session: Session, seat: Seat, member: Member) -> None:
    """End the seat, and the account too unless it sits in another council as well."""
    now = clock.now()
    seat.active = False
    seat.version += 1
    if len(access.seats_of(session, seat.account_id)) > 1:
        code = council.council(session, member.council_id).code.lower()
        keys = {("number", f"{code}/{member.number.lower()}"), ("mobile", member.mobile_index or "")}
        queries.close_here(session, seat.account_id, member.council_id, keys, now)
        return
    queries.close_account(session, seat.account_id, now)
    account = access.account(session, seat.account_id)
    assert account is not None
    account.display_name, account.password_hash, account.disabled = ERASED, "", True
    account.version += 1
