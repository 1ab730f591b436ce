"""The dossier as one statement whose parts are JSON already."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, exists, func, literal, null, select
from sqlalchemy.orm import Session, aliased

from app.access.actor import OWN_MEMBER, along
from app.core.db.base import AnyRow
from app.core.db.documents import JsonArray, Listed, array_of, hyphened, object_of
from app.core.db.prepared import Prepared
from app.council.models import DutyYear, Member, Placement, Post, Unit
from app.facts.ballots import queries as ballots
from app.facts.models import Claim
from app.ledger.models import DutyRecord, LedgerHead
from app.schemes.models import SchemeAdoption, SchemeDocument
from app.standings.evaluation_year.models import SealedSheet
from app.standings.held.queries import membership
from app.standings.models import Run, ScorecardRow

#: Between the words of one record, and between records, in ``statuses``.
PART, NEXT = ":", ","

_council: Any = bindparam("council")
_id: Any = bindparam("member")

_profile = select(
    hyphened(Member.id),
    Member.number,
    Member.name,
    Member.sex,
    Member.ethnic_group,
    Member.party,
    Member.employer,
    Member.title,
    Member.education,
    Member.speciality,
).where(Member.council_id == _council)
_placed = (
    select(
        Placement.unit_kind.label("kind"),
        Unit.name.label("name"),
        Placement.role.label("role"),
        Placement.starts_on.label("starts_on"),
        Placement.ends_on.label("ends_on"),
    )
    .join(Unit, and_(Unit.council_id == Placement.council_id, Unit.id == Placement.unit_id))
    .where(Placement.council_id == _council)
    .order_by(Placement.unit_kind, Placement.starts_on)
)
_held = (
    select(
        literal("post").label("kind"),
        Post.post.label("name"),
        literal("").label("role"),
        Post.starts_on.label("starts_on"),
        Post.ends_on.label("ends_on"),
    )
    .where(Post.council_id == _council)
    .order_by(Post.starts_on)
)
_years = (
    select(DutyYear.year, DutyYear.starts_on, DutyYear.ends_on)
    .where(DutyYear.council_id == _council)
    .order_by(DutyYear.year.desc())
)
_reversal = aliased(DutyRecord, name="reversal")


def _document(year: Any, member: Any = _id) -> Select[*tuple[Any, ...]]:
    """Return the statement for a year and a member given as expressions."""
    records = (
        select(
            hyphened(DutyRecord.id),
            hyphened(DutyRecord.claim_id),
            Claim.title,
            DutyRecord.occurred_on,
            DutyRecord.fact,
            DutyRecord.type,
            DutyRecord.status,
            DutyRecord.role,
            DutyRecord.level,
            DutyRecord.quantity,
        )
        .join(Claim, and_(Claim.council_id == DutyRecord.council_id, Claim.id == DutyRecord.claim_id))
        .where(
            DutyRecord.council_id == _council,
            DutyRecord.member_id == member,
            DutyRecord.year == year,
            DutyRecord.reverses_id == null(),
            ~exists().where(
                _reversal.council_id == DutyRecord.council_id, _reversal.reverses_id == DutyRecord.id
            ),
        )
        .order_by(DutyRecord.occurred_on.desc(), DutyRecord.seq.desc())
        .subquery("records")
    )
    words = records.c.fact + PART + records.c.type + PART + records.c.status
    card = (
        select(ScorecardRow.trace)
        .join(Run, and_(Run.council_id == ScorecardRow.council_id, Run.id == ScorecardRow.run_id))
        .where(
            Run.council_id == _council,
            Run.year == year,
            Run.state == "in_force",
            ScorecardRow.member_id == member,
        )
    )
    # Where a card is kept, nothing is computed, and neither database runs what stands behind the else.
    kept = card.with_only_columns(ScorecardRow.id).exists()
    digest = (
        select(SchemeDocument.digest)
        .join(
            SchemeAdoption,
            and_(
                SchemeAdoption.council_id == SchemeDocument.council_id,
                SchemeAdoption.scheme_id == SchemeDocument.id,
            ),
        )
        .where(
            SchemeDocument.council_id == _council,
            SchemeAdoption.year == year,
            SchemeAdoption.subject == "member",
        )
    )
    newest = (
        select(SealedSheet.id)
        .where(SealedSheet.council_id == _council, SealedSheet.year == year, SealedSheet.member_id == member)
        .order_by(SealedSheet.version.desc())
        .limit(1)
    )
    head = select(LedgerHead.seq).where(LedgerHead.council_id == _council)
    return select(
        JsonArray(records).label("records"),
        Listed(words).label("statuses"),
        object_of(_profile.where(Member.id == member), "profile").label("profile"),
        array_of(_placed.where(Placement.member_id == member), "placed").label("places"),
        array_of(_held.where(Post.member_id == member), "held").label("posts"),
        *(case((kept, null()), else_=part).label(part.key) for part in membership(member)),
        array_of(ballots.rating(member, year), "ratings").label("ratings"),
        array_of(_years, "years").label("years"),
        head.scalar_subquery().label("seq"),
        card.scalar_subquery().label("trace"),
        digest.scalar_subquery().label("scheme"),
        *_sealed(newest),
    )


def _sealed(newest: Select[*tuple[Any, ...]]) -> list[Any]:
    """Return the newest sealed sheet of the member and year, each part NULL while the year is open."""
    parts = (SealedSheet.text, SealedSheet.version, SealedSheet.digest, SealedSheet.code)
    return [newest.with_only_columns(part).scalar_subquery().label(f"sealed_{part.key}") for part in parts]


_of_year = Prepared(_document(bindparam("year")))
_newest = select(func.max(DutyYear.year)).where(DutyYear.council_id == _council)
_running = _newest.where(DutyYear.starts_on <= bindparam("today"), DutyYear.ends_on >= bindparam("today"))
_running_year = func.coalesce(_running.scalar_subquery(), _newest.scalar_subquery())
_of_running_year = Prepared(_document(_running_year))
_own = along(_document(bindparam("year"), OWN_MEMBER))
_own_of_running_year = along(_document(_running_year, OWN_MEMBER))


def own(year: int | None, today: date) -> tuple[Prepared, dict[str, Any]]:
    """Return the statement of one's own dossier, which reads the actor too, and its values."""
    return (_own_of_running_year, {"today": today}) if year is None else (_own, {"year": year})


def document(session: Session, council_id: str, member_id: str, year: int | None, today: date) -> AnyRow:
    """Return the one row of a member's dossier: its parts as JSON text.

    ``profile`` is NULL when there is no such member; ``trace`` without a run in force.
    """
    given = {"council": council_id, "member": member_id}
    if year is None:
        return _of_running_year.all(session.connection(), {**given, "today": today})[0]
    return _of_year.all(session.connection(), {**given, "year": year})[0]
