"""What is a line: conditions shared by numbers and lists."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, func, null, or_, select, true
from sqlalchemy.orm import aliased

from app.core.records import AuditEntry
from app.council.models import DutyYear, Member, Placement, Tenure, Term, Unit
from app.council.queries import holds_on
from app.facts.activities.models import Activity, Sitting
from app.facts.attendance.models import ATTENDED, NOT_DUE
from app.facts.models import Claim
from app.ledger.models import DutyRecord
from app.standings.models import Run, ScorecardRow
from app.standings.objections.models import Objection
from app.views.dashboards.words import FAMILIES, GROUP_KINDS, KINDS, ROLL_FACTS, Family, Kind, Status

Condition = ColumnElement[bool]
Statement = Select[*tuple[Any, ...]]

COUNCIL: Any = bindparam("council")
YEAR: Any = bindparam("year")
#: The day up to which things are counted.
DAY: Any = bindparam("day", type_=Date())
#: What is overdue is overdue today, whatever year is shown.
TODAY: Any = bindparam("today", type_=Date())
#: Groups without a record since this day are silent.
SINCE: Any = bindparam("since", type_=Date())
#: Claims handed in before this day, and before its first moment, have waited too long.
CUT_DAY: Any = bindparam("cut_day", type_=Date())
CUT: Any = bindparam("cut", type_=Claim.__table__.c.created_at.type)

_reversal = aliased(DutyRecord, name="reversal")
#: A record that counts: no reversal, nothing reversed, of a day that has come.
COUNTS = and_(
    DutyRecord.council_id == COUNCIL,
    DutyRecord.reverses_id == null(),
    DutyRecord.occurred_on <= DAY,
    ~exists().where(_reversal.council_id == DutyRecord.council_id, _reversal.reverses_id == DutyRecord.id),
)
#: The sector in which the member had a place on the day of the sitting.
PLACE = aliased(Placement, name="place")


def any_of(column: Any, words: tuple[str, ...]) -> Condition:
    """Return ``column IN words`` in a form that a prepared statement can hold."""
    return or_(*(column == word for word in words))


def attendance(*columns: Any) -> Statement:
    """Return the lines of closed rolls in the duty year, each with its sector of that day."""
    placed = and_(
        PLACE.council_id == DutyRecord.council_id,
        PLACE.member_id == DutyRecord.member_id,
        PLACE.unit_kind == "sector",
        PLACE.starts_on <= DutyRecord.occurred_on,
        or_(PLACE.ends_on.is_(None), PLACE.ends_on >= DutyRecord.occurred_on),
    )
    return (
        select(*columns)
        .select_from(DutyRecord)
        .outerjoin(PLACE, placed)
        .where(
            COUNTS,
            DutyRecord.year == YEAR,
            any_of(DutyRecord.fact, ROLL_FACTS),
            DutyRecord.member_id.is_not(None),
            # A member's own record of a training elsewhere has no roll behind it.
            DutyRecord.attrs["sitting"].as_string().is_not(None),
        )
    )


def of_kind(kind: Kind) -> Condition:
    """Return the condition that a line belongs to a group of kinds."""

    def among(pairs: tuple[tuple[str, str], ...]) -> Condition:
        return or_(*(and_(DutyRecord.fact == fact, DutyRecord.type == type) for fact, type in pairs))

    if KINDS[kind]:
        return among(KINDS[kind])
    return ~among(tuple(pair for pairs in KINDS.values() for pair in pairs))


def of_status(status: Status) -> Condition:
    """Return the condition of one of the five counts; ``due`` is all but what is not counted."""
    if status == "due":
        return DutyRecord.status != NOT_DUE
    if status == "attended":
        return any_of(DutyRecord.status, ATTENDED)
    return DutyRecord.status == (NOT_DUE if status == "not_counted" else status)


def of_family(family: Family) -> Condition:
    """Return the condition that a record is a piece or an event of the family."""
    fact, types = FAMILIES[family]
    return and_(DutyRecord.fact == fact, any_of(DutyRecord.type, types) if types else true())


def contributions(*columns: Any) -> Statement:
    """Return the pieces and events of the three families in the duty year, each once."""
    return select(*columns).where(
        COUNTS, DutyRecord.year == YEAR, or_(*(of_family(family) for family in FAMILIES))
    )


def together(*columns: Any) -> Statement:
    """Return the concluded activities that a unit convened, of any year."""
    # Naming the years lets the index find the few events among all records.
    years = select(DutyYear.year).where(DutyYear.council_id == COUNCIL)
    return select(*columns).where(
        COUNTS, DutyRecord.year.in_(years), DutyRecord.fact == "event", DutyRecord.unit_id.is_not(None)
    )


#: Who is a member on the day; the term bounds the tenure too.
_sitting = (
    select(Tenure.member_id)
    .join(Term, and_(Term.council_id == Tenure.council_id, Term.id == Tenure.term_id))
    .where(Tenure.council_id == COUNCIL, holds_on(Tenure, DAY), Term.starts_on <= DAY, Term.ends_on >= DAY)
)


def sitting_members(*columns: Any) -> Statement:
    """Return who is a member on the day, placed anywhere or not."""
    return select(*columns).where(Member.council_id == COUNCIL, Member.id.in_(_sitting))


def placed(*columns: Any) -> Statement:
    """Return who has a place in a unit on the day and is a member then."""
    # A list made once, where a question for each place would read all tenures each time.
    return (
        select(*columns)
        .select_from(Placement)
        .join(Member, and_(Member.council_id == Placement.council_id, Member.id == Placement.member_id))
        .where(Placement.council_id == COUNCIL, holds_on(Placement, DAY), Placement.member_id.in_(_sitting))
    )


def silent(*columns: Any) -> Statement:
    """Return groups that exist on the day and have no activity since; ``LAST`` is their newest."""
    return (
        select(*columns)
        .select_from(Unit)
        .outerjoin(LAST, and_(LAST.c.unit_id == Unit.id, LAST.c.place == 1))
        .outerjoin(Claim, and_(Claim.council_id == Unit.council_id, Claim.id == LAST.c.claim_id))
        .where(
            Unit.council_id == COUNCIL,
            any_of(Unit.kind, GROUP_KINDS),
            # Whoever was founded a month ago is not silent for ninety days.
            or_(Unit.opened_on.is_(None), Unit.opened_on <= SINCE),
            or_(Unit.closed_on.is_(None), Unit.closed_on >= DAY),
            or_(LAST.c.occurred_on.is_(None), LAST.c.occurred_on < SINCE),
        )
    )


LAST = together(
    DutyRecord.unit_id,
    DutyRecord.claim_id,
    DutyRecord.occurred_on,
    func.row_number()
    .over(
        partition_by=DutyRecord.unit_id,
        order_by=(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc()),
    )
    .label("place"),
).subquery("last")

_submitted = and_(
    AuditEntry.council_id == Claim.council_id,
    AuditEntry.object_id == Claim.id,
    AuditEntry.action == "claim:submit",
)
#: When a claim that began as a draft, or came back, was handed in last.
SUBMITTED_AT = select(func.max(AuditEntry.at)).where(_submitted).correlate(Claim).scalar_subquery()
_off = select(Activity.id).where(Activity.council_id == COUNCIL, Activity.state == "cancelled")
_rolls_off = (
    select(Sitting.claim_id)
    .join(Activity, and_(Activity.council_id == Sitting.council_id, Activity.id == Sitting.activity_id))
    .where(Sitting.council_id == COUNCIL, Sitting.claim_id.is_not(None), Activity.state == "cancelled")
)
#: The sitting of a claim that is a roll.
SITTING = (
    select(Sitting.id)
    .where(Claim.kind == "attendance", Sitting.council_id == Claim.council_id, Sitting.claim_id == Claim.id)
    .correlate(Claim)
    .scalar_subquery()
)
#: Waiting for verification, and too long; what was called off waits for nobody.
TOO_LONG = and_(
    Claim.state == "submitted",
    Claim.occurred_on < CUT_DAY,
    Claim.created_at < CUT,
    or_(Claim.decided_at.is_(None), Claim.decided_at < CUT),
    ~exists().where(_submitted, AuditEntry.at >= CUT),
    Claim.id.not_in(_off),
    Claim.id.not_in(_rolls_off),
)
RETURNED = Claim.state == "returned"


def claims(*columns: Any) -> Statement:
    """Return claims with the unit that verifies them."""
    return (
        select(*columns)
        .select_from(Unit)
        # From the units: the index of claims goes by section, then state.
        .join(Claim, and_(Claim.council_id == Unit.council_id, Claim.section_id == Unit.id))
        .where(Unit.council_id == COUNCIL)
    )


def graded(*columns: Any) -> Statement:
    """Return the graded cards of the year's result in force, each with its member's sector of the day."""
    placed_on = and_(
        PLACE.council_id == ScorecardRow.council_id,
        PLACE.member_id == ScorecardRow.member_id,
        PLACE.unit_kind == "sector",
        holds_on(PLACE, DAY),
    )
    return (
        select(*columns)
        .select_from(Run)
        .join(ScorecardRow, and_(ScorecardRow.council_id == Run.council_id, ScorecardRow.run_id == Run.id))
        .outerjoin(PLACE, placed_on)
        .where(Run.council_id == COUNCIL, Run.year == YEAR, Run.state == "in_force", ScorecardRow.grade != "")
    )


def unanswered(*columns: Any) -> Statement:
    """Return the objections that should have been answered by now, with the section that answers."""
    return (
        select(*columns)
        .select_from(Objection)
        .outerjoin(Unit, and_(Unit.council_id == Objection.council_id, Unit.id == Objection.section_id))
        .where(Objection.council_id == COUNCIL, Objection.state == "open", Objection.due_on < TODAY)
    )
