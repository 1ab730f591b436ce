"""Statements of erasures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, and_, delete, func, literal, or_, select, tuple_, update
from sqlalchemy.orm import Session

from app.access.identity.models import IdentityBinding
from app.access.models import Account, Login, LoginSession, Seat
from app.core.db.base import AnyRow, Base, IdType, UtcDateTime
from app.council.corrections.models import CorrectionRequest
from app.council.feedback.models import Feedback
from app.council.feeds.models import CalendarFeed
from app.council.models import Tenure, Term
from app.facts.activities.models import Invitation
from app.facts.attendance.leave.models import LeaveRequest
from app.facts.attendance.signing.models import SignInAttempt
from app.standings.erasures.models import Erasure
from app.standings.evaluation_year.models import SealedSheet


def erasure(session: Session, council_id: str, what: str, object_id: str) -> AnyRow | None:
    """Return (erasure, who ordered it) of a thing."""
    statement = (
        select(Erasure, Account.display_name.label("by"))
        .outerjoin(Account, Account.id == Erasure.erased_by)
        .where(Erasure.council_id == council_id, Erasure.what == what, Erasure.object_id == object_id)
    )
    return session.execute(statement).first()


def tenures(session: Session, council_id: str, member_id: str) -> list[AnyRow]:
    """Return (state, first day, last day) of the member's tenures; a term ends what nobody ended."""
    last = func.coalesce(Tenure.ends_on, Term.ends_on).label("last")
    statement = (
        select(Tenure.state, Tenure.starts_on, last)
        .join(Term, and_(Term.council_id == Tenure.council_id, Term.id == Tenure.term_id))
        .where(Tenure.council_id == council_id, Tenure.member_id == member_id)
    )
    return list(session.execute(statement).all())


def seat(session: Session, council_id: str, member_id: str) -> Seat | None:
    """Return the member's seat, locked."""
    statement = select(Seat).where(Seat.council_id == council_id, Seat.member_id == member_id)
    return session.scalars(statement.with_for_update()).first()


def close_account(session: Session, account_id: str, at: datetime) -> None:
    """Take every name and device from an account that sits nowhere else."""
    session.execute(delete(Login).where(Login.account_id == account_id))
    session.execute(delete(IdentityBinding).where(IdentityBinding.account_id == account_id))
    revoked = func.coalesce(LoginSession.revoked_at, literal(at, UtcDateTime))
    ended = update(LoginSession).where(LoginSession.account_id == account_id)
    session.execute(ended.values(device="", revoked_at=revoked))


def close_here(
    session: Session, account_id: str, council_id: str, keys: set[tuple[str, str]], at: datetime
) -> None:
    """Take this council's number, mobile and log-ins from an account that also sits elsewhere.

    Args:
        keys: Kind and key of the names that this council's roster gave.
    """
    given = tuple_(Login.kind, Login.key).in_(sorted(keys))
    session.execute(delete(Login).where(Login.account_id == account_id, given))
    revoked = func.coalesce(LoginSession.revoked_at, literal(at, UtcDateTime))
    ended = update(LoginSession).where(
        LoginSession.account_id == account_id, LoginSession.council_id == council_id
    )
    session.execute(ended.values(device="", revoked_at=revoked))


def empty_texts(
    session: Session, council_id: str, member_id: str, seat_id: str | None, *, by: str, at: datetime
) -> int:
    """Empty what only this person's rows hold; return how many rows that were."""

    def of_member(table: Any) -> Any:
        return update(table).where(table.council_id == council_id, table.member_id == member_id)

    asked = of_member(CorrectionRequest)
    statements = [
        asked.where(CorrectionRequest.state == "open").values(state="withdrawn"),
        asked.values(value_sealed=None, was="", reason="", answer=""),
        of_member(LeaveRequest).values(detail="", note=""),
        of_member(Invitation).where(Invitation.note != "").values(note=""),
        of_member(SignInAttempt).where(SignInAttempt.device != "").values(device=""),
        of_member(Tenure).values(ground=""),
    ]
    # Visits belong to a later stage of the house; their notes are the most private of all.
    visits = Base.metadata.tables["care_visits"]
    noted = or_(visits.c.note_sealed.is_not(None), visits.c.follow_up_sealed.is_not(None))
    statements.append(
        update(visits)
        .where(visits.c.council_id == council_id, visits.c.member_id == member_id, noted)
        .values(note_sealed=None, follow_up_sealed=None, blanked_at=literal(at, UtcDateTime))
    )
    if seat_id is not None:
        told = update(Feedback).where(Feedback.council_id == council_id, Feedback.seat_id == seat_id)
        feed = delete(CalendarFeed).where(
            CalendarFeed.council_id == council_id, CalendarFeed.seat_id == seat_id
        )
        answered = {
            "answered_by": func.coalesce(Feedback.answered_by, literal(by, IdType)),
            "answered_at": func.coalesce(Feedback.answered_at, literal(at, UtcDateTime)),
        }
        statements += [told.values(text="", page="", client="", answer="", **answered), feed]
    count = 0
    for statement in statements:
        found: CursorResult[Any] = session.execute(  # type: ignore[assignment]
            statement, execution_options={"synchronize_session": False}
        )
        count += found.rowcount
    return count


def bodies(session: Session, council_id: str, member_id: str) -> list[str]:
    """Return the ids of the member's sealed sheets that still have a body."""
    statement = select(SealedSheet.id).where(
        SealedSheet.council_id == council_id, SealedSheet.member_id == member_id, SealedSheet.text != ""
    )
    return list(session.scalars(statement.order_by(SealedSheet.id)))


def blank(session: Session, council_id: str, sheet_ids: Sequence[str]) -> None:
    """Empty bodies whose orders were written; digest and code stay."""
    statement = update(SealedSheet).where(SealedSheet.council_id == council_id, SealedSheet.id.in_(sheet_ids))
    session.execute(statement.values(text=""), execution_options={"synchronize_session": False})
