"""Statements on attempts to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from app.access.models import Account
from app.core.db.base import AnyRow
from app.core.db.many import Rows, among
from app.core.db.prepared import Prepared
from app.council.models import Member
from app.facts.activities.models import Activity, Invitation, Sitting
from app.facts.attendance.models import AttendanceMark
from app.facts.attendance.rules.queries import document_of
from app.facts.attendance.signing.models import SignInAttempt, SignInDecision
from app.facts.models import Claim

#: Metres: a phone that knows its place less well is not doubted for being outside.
SURE = 100
_attempts, _sitting, _activity, _claim, _invited = (
    cast(Table, model.__table__) for model in (SignInAttempt, Sitting, Activity, Claim, Invitation)
)
#: Each sitting stays locked against closing until the transaction ends, not against other sign-ins.
_sittings = (
    select(
        _sitting.c.id, _sitting.c.starts_at, _sitting.c.ends_at, _sitting.c.roll_state, _sitting.c.name,
        _activity.c.state, _activity.c.fences, _claim.c.title,
    )
    .join_from(
        _sitting,
        _activity,
        and_(_activity.c.council_id == _sitting.c.council_id, _activity.c.id == _sitting.c.activity_id),
    )
    .join(_claim, and_(_claim.c.council_id == _sitting.c.council_id, _claim.c.id == _sitting.c.activity_id))
    .where(
        _sitting.c.council_id == bindparam("council"),
        among(_sitting.c.id, "sittings"),
    )
    .with_for_update(read=True, of=_sitting)
)  # fmt: skip
_due = (
    select(_sitting.c.id, _invited.c.member_id)
    .join_from(
        _sitting,
        _invited,
        and_(
            _invited.c.council_id == _sitting.c.council_id, _invited.c.activity_id == _sitting.c.activity_id
        ),
    )
    .where(
        _sitting.c.council_id == bindparam("council"),
        among(_sitting.c.id, "sittings"),
        among(_invited.c.member_id, "members"),
    )
)
_numbered = select(
    _attempts.c.member_id, _attempts.c.nonce, _attempts.c.verdict, _attempts.c.sitting_id, _attempts.c.step
).where(
    _attempts.c.council_id == bindparam("council"),
    among(_attempts.c.nonce, "nonces"),
)
#: Written out, not bound: else PostgreSQL could not know that the index of these rows will do.
_reused: ColumnElement[str] = literal_column("'reused'")
_first = _numbered.where(_attempts.c.verdict != _reused)
_late = _numbered.where(_attempts.c.verdict == _reused, among(_attempts.c.member_id, "members"))
#: Locks what one member answers for, so that guesses are counted one after another.
_hold = _due.with_only_columns(_invited.c.id).order_by(_invited.c.id).with_for_update(of=_invited)
_wrong = (
    select(_attempts.c.sitting_id, _attempts.c.member_id, func.count().label("count"))
    .where(
        _attempts.c.council_id == bindparam("council"),
        among(_attempts.c.member_id, "members"),
        among(_attempts.c.sitting_id, "sittings"),
        _attempts.c.verdict == "wrong_digits",
    )
    .group_by(_attempts.c.sitting_id, _attempts.c.member_id)
)
_asked_sittings, _asked_due, _asked_first = Prepared(_sittings), Prepared(_due), Prepared(_first)
_rows = Rows(
    _attempts, "id", "sitting_id", "member_id", "way", "act", "verdict", "doubts", "nonce", "device",
    "entered_by", "note", "step", "seen_at", "received_at", "inside", "accuracy",
)  # fmt: skip


def sittings(session: Session, council_id: str, sitting_ids: Sequence[str]) -> dict[str, AnyRow]:
    """Return sittings with title and state of their activity, by id; none can be closed meanwhile."""
    given = {"council": council_id, "sittings": list(sitting_ids)}
    return {row.id: row for row in _asked_sittings.all(session.connection(), given)}


def due(
    session: Session, council_id: str, sitting_ids: Sequence[str], members: Sequence[str]
) -> set[tuple[str, str]]:
    """Return who of ``members`` is due where, as pairs of sitting and member."""
    given = {"council": council_id, "sittings": list(sitting_ids), "members": list(members)}
    return {(row.id, row.member_id) for row in _asked_due.all(session.connection(), given)}


def first(session: Session, council_id: str, nonces: Sequence[str]) -> list[AnyRow]:
    """Return member, number, verdict, sitting and step of the attempts that came first under a number."""
    given = {"council": council_id, "nonces": list(nonces)}
    return _asked_first.all(session.connection(), given)


def late(session: Session, council_id: str, members: Sequence[str], nonces: Sequence[str]) -> list[AnyRow]:
    """Return the same of attempts of ``members`` that were refused since another had their number."""
    given = {"council": council_id, "nonces": list(nonces), "members": list(members)}
    return list(session.connection().execute(_late, given).all())


def hold(session: Session, council_id: str, members: Sequence[str], sitting_ids: Sequence[str]) -> None:
    """Let one request after another guess a member's digits; side by side they would not be counted."""
    given = {"council": council_id, "sittings": list(sitting_ids), "members": list(members)}
    session.connection().execute(_hold, given)


def wrong_digits(
    session: Session, council_id: str, members: Sequence[str], sitting_ids: Sequence[str]
) -> dict[tuple[str, str], int]:
    """Return how often each member typed wrong digits, by sitting and member."""
    given = {"council": council_id, "sittings": list(sitting_ids), "members": list(members)}
    found = session.connection().execute(_wrong, given)
    return {(row.sitting_id, row.member_id): int(row[2]) for row in found}


def add(session: Session, rows: list[dict[str, Any]]) -> set[str]:
    """Insert attempts and return the ids of those that are in.

    Left out is one whose number is there already: the same phone's, or, unless the verdict is
    ``reused``, anybody's of the council. On PostgreSQL the statement waits for those that are just
    being written, so that afterwards they can be read.
    """
    (council,) = {row["council_id"] for row in rows}
    return _rows.add(session.connection(), council, rows)


_newest = aliased(SignInDecision)
_decision = (
    select(SignInDecision.decision)
    .where(
        SignInDecision.council_id == SignInAttempt.council_id,
        SignInDecision.attempt_id == SignInAttempt.id,
        ~exists().where(
            _newest.council_id == SignInDecision.council_id,
            _newest.attempt_id == SignInDecision.attempt_id,
            _newest.turn > SignInDecision.turn,
        ),
    )
    .scalar_subquery()
)
_counts = or_(
    and_(SignInAttempt.verdict == "accepted", func.coalesce(_decision, "") != "annulled"),
    and_(SignInAttempt.verdict == "queued", _decision == "confirmed"),
)
_comes = SignInAttempt.act == "in"
#: The earliest attempt that counts: the same whatever arrived first.
_presence = (
    select(
        SignInAttempt.sitting_id,
        SignInAttempt.member_id,
        func.min(SignInAttempt.step).label("step"),
        func.min(case((SignInAttempt.way == "late", 1), else_=0)).label("late_recorded"),
    )
    .where(
        SignInAttempt.council_id == bindparam("council"),
        SignInAttempt.sitting_id.in_(bindparam("sittings", expanding=True)),
        _comes,
        _counts,
    )
    .group_by(SignInAttempt.sitting_id, SignInAttempt.member_id)
)
_moves = (
    select(SignInAttempt.member_id, SignInAttempt.act, SignInAttempt.step)
    .where(
        SignInAttempt.council_id == bindparam("council"),
        SignInAttempt.sitting_id == bindparam("sitting"),
        SignInAttempt.step.is_not(None),
        _counts,
    )
    .order_by(SignInAttempt.step)
)


def presence(session: Session, council_id: str, sitting_ids: Sequence[str]) -> list[AnyRow]:
    """Return sitting, member, step of the earliest attempt that counts, and whether all came late."""
    given = {"council": council_id, "sittings": list(sitting_ids)}
    return list(session.connection().execute(_presence, given).all())


def moves(session: Session, council_id: str, sitting_id: str) -> list[AnyRow]:
    """Return member, act and step of every coming and leaving that counts, in order of time."""
    given = {"council": council_id, "sitting": sitting_id}
    return list(session.connection().execute(_moves, given).all())


def present(session: Session, council_id: str, sitting_id: str) -> int:
    """Return how many of those who are due have signed in."""
    due = exists().where(
        Sitting.council_id == SignInAttempt.council_id,
        Sitting.id == SignInAttempt.sitting_id,
        Invitation.council_id == Sitting.council_id,
        Invitation.activity_id == Sitting.activity_id,
        Invitation.member_id == SignInAttempt.member_id,
    )
    statement = select(func.count(func.distinct(SignInAttempt.member_id))).where(
        SignInAttempt.council_id == council_id, SignInAttempt.sitting_id == sitting_id, _comes, _counts, due
    )
    return int(session.scalar(statement) or 0)


def of_member(
    session: Session, council_id: str, member_id: str, since: datetime, until: datetime, limit: int
) -> list[AnyRow]:
    """Return the sittings that a member is due at between two moments, with what is known of them there."""
    mine = and_(
        SignInAttempt.council_id == Sitting.council_id,
        SignInAttempt.sitting_id == Sitting.id,
        SignInAttempt.member_id == member_id,
    )
    step = select(func.min(SignInAttempt.step)).where(mine, _comes, _counts).scalar_subquery()
    left = select(func.max(SignInAttempt.step)).where(mine, ~_comes, _counts).scalar_subquery()
    queued = exists().where(mine, SignInAttempt.verdict == "queued", _decision.is_(None))
    status = (
        select(AttendanceMark.status)
        .where(
            AttendanceMark.council_id == Sitting.council_id,
            AttendanceMark.sitting_id == Sitting.id,
            AttendanceMark.member_id == member_id,
        )
        .order_by(AttendanceMark.turn.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(
            Sitting.id, Sitting.activity_id, Sitting.name, Sitting.starts_at, Sitting.ends_at, Claim.title,
            func.coalesce(func.nullif(Sitting.place, ""), Activity.place).label("place"),
            step.label("step"), queued.label("queued"), status.label("status"), left.label("left"),
            Activity.kind, Activity.fences, document_of(council_id).label("rules"),
        )
        .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
        .join(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.activity_id))
        .join(
            Invitation,
            and_(Invitation.council_id == Sitting.council_id, Invitation.activity_id == Sitting.activity_id),
        )
        .where(
            Sitting.council_id == council_id, Invitation.member_id == member_id,
            Sitting.ends_at >= since, Sitting.starts_at <= until, Activity.state != "cancelled",
        )
        .order_by(Sitting.starts_at, Sitting.id)
        .limit(limit)
    )  # fmt: skip
    return list(session.execute(statement).all())


def any_of(session: Session, council_id: str, sitting_ids: Sequence[str]) -> bool:
    """Tell whether anybody tried to sign in at any of the sittings."""
    statement = select(SignInAttempt.id).where(
        SignInAttempt.council_id == council_id, SignInAttempt.sitting_id.in_(sitting_ids)
    )
    return session.execute(statement.limit(1)).first() is not None


def attempt(session: Session, council_id: str, attempt_id: str) -> SignInAttempt | None:
    """Return one attempt."""
    return session.get(SignInAttempt, (council_id, attempt_id))


def same(session: Session, given: SignInAttempt) -> list[AnyRow]:
    """Return the member's attempts of that act at the sitting that were accepted or queued, with turns."""
    turns = (
        select(func.coalesce(func.max(SignInDecision.turn), 0))
        .where(
            SignInDecision.council_id == SignInAttempt.council_id,
            SignInDecision.attempt_id == SignInAttempt.id,
        )
        .scalar_subquery()
    )
    statement = select(
        SignInAttempt.id, SignInAttempt.way, SignInAttempt.entered_by, turns.label("turn")
    ).where(
        SignInAttempt.council_id == given.council_id,
        SignInAttempt.sitting_id == given.sitting_id,
        SignInAttempt.member_id == given.member_id,
        SignInAttempt.act == given.act,
        SignInAttempt.verdict.in_(("accepted", "queued")),
    )
    return list(session.execute(statement).all())


def log(session: Session, council_id: str, sitting_id: str) -> list[AnyRow]:
    """Return every attempt at a sitting, newest first, with decision and what is odd beside others."""
    statement, _ = _looked_at(council_id)
    return list(session.execute(statement.where(SignInAttempt.sitting_id == sitting_id)).all())


def waiting(
    session: Session, council_id: str, section_id: str | None, since: datetime, limit: int
) -> list[AnyRow]:
    """Return attempts that nobody decided about and somebody should, with their sitting; newest first.

    Args:
        section_id: The section that keeps the rolls; None for every section's.
        since: Sittings that ended before are left out.
    """
    statement, doubtful = _looked_at(council_id)
    statement = (
        statement.add_columns(Sitting.name.label("part"), Sitting.starts_at, Sitting.roll_state, Claim.title)
        .join(Claim, and_(Claim.council_id == Sitting.council_id, Claim.id == Sitting.activity_id))
        .where(doubtful, _decision.is_(None), Sitting.ends_at >= since)
    )
    if section_id is not None:
        statement = statement.where(Claim.section_id == section_id)
    return list(session.execute(statement.limit(limit)).all())


def _looked_at(council_id: str) -> tuple[Select[*tuple[Any, ...]], ColumnElement[bool]]:
    """Return the statement of attempts as the office sees them, and the condition of a doubtful one."""
    one = SignInAttempt
    other, elsewhere, there = aliased(SignInAttempt), aliased(SignInAttempt), aliased(Sitting)
    came = ("accepted", "queued")
    shared = exists().where(
        other.council_id == one.council_id,
        other.sitting_id == one.sitting_id,
        other.device == one.device,
        one.device != "",
        other.member_id != one.member_id,
        other.verdict.in_(came),
    )
    overlap = exists().where(
        elsewhere.council_id == one.council_id,
        elsewhere.member_id == one.member_id,
        elsewhere.sitting_id != one.sitting_id,
        elsewhere.verdict.in_(came),
        there.council_id == elsewhere.council_id,
        there.id == elsewhere.sitting_id,
        there.starts_at < Sitting.ends_at,
        there.ends_at > Sitting.starts_at,
        # Two groups of one activity sit at different places; two halves of one do not overlap.
        or_(there.activity_id != Sitting.activity_id, there.place != Sitting.place),
    )
    reason = (
        select(SignInDecision.reason)
        .where(
            SignInDecision.council_id == one.council_id,
            SignInDecision.attempt_id == one.id,
        )
        .order_by(SignInDecision.turn.desc())
        .limit(1)
        .scalar_subquery()
    )
    shared_, overlap_ = and_(one.verdict.in_(came), shared), and_(one.verdict.in_(came), overlap)
    outside_ = and_(one.verdict.in_(came), one.inside.is_(False), one.accuracy <= SURE)
    statement = (
        select(
            one, Member.name, Member.number, Account.display_name.label("by"),
            _decision.label("decision"), reason.label("reason"),
            case((_counts, True), else_=False).label("counts"),
            shared_.label("shared"), overlap_.label("overlap"), outside_.label("outside"),
        )
        .join(Member, and_(Member.council_id == one.council_id, Member.id == one.member_id))
        .join(Sitting, and_(Sitting.council_id == one.council_id, Sitting.id == one.sitting_id))
        .outerjoin(Account, Account.id == one.entered_by)
        .where(one.council_id == council_id)
        .order_by(one.id.desc())
    )  # fmt: skip
    return statement, or_(one.verdict == "queued", shared_, overlap_, outside_)
