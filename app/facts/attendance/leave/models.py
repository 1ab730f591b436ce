"""Leave: the council's rules, requests, the chain and what it decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db.base import Base, IdType, OfCouncil, of_council, points_to, words

FORMS = ("written", "oral")
STATES = (
    "draft", "pending_slip", "submitted", "returned", "approved", "rejected", "withdrawn", "cancelled",
)  # fmt: skip
#: A sitting with a request in one of these cannot be asked for again.
LIVE = ("draft", "pending_slip", "submitted", "returned", "approved")
VERDICTS = ("excused", "excused_not_counted")
APPROVERS = (
    "chair", "vice_chair", "secretary_general", "committee_head", "group_leader", "organising_section",
    "secretariat",
)  # fmt: skip
DECISIONS = ("approved", "returned", "rejected")
#: By the approver's own hand, by a deputy, or noted by the office from a signed slip.
WAYS = ("own", "deputy", "recorded")


class LeaveRules(OfCouncil, Base):
    """A council's rules of leave as one document; a change is a new row."""

    __tablename__ = "leave_rules"
    __table_args__ = of_council(UniqueConstraint("council_id", "version"))

    version: Mapped[int]
    document: Mapped[dict[str, Any]]
    changed_by: Mapped[str] = mapped_column(IdType)
    changed_at: Mapped[datetime]


class LeaveRequest(OfCouncil, Base):
    """One member's request to be away from sittings of one activity."""

    __tablename__ = "leave_requests"
    __table_args__ = of_council(
        points_to("activity_id", "activities"),
        points_to("member_id", "members"),
        words("form", FORMS),
        words("state", STATES),
        words("verdict", VERDICTS),
        Index("ix_leave_requests_member", "council_id", "member_id", "id"),
        Index("ix_leave_requests_state", "council_id", "state", "id"),
        Index("ix_leave_requests_activity", "council_id", "activity_id"),
    )

    activity_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    form: Mapped[str] = mapped_column(String(16), default="written")
    #: Asked for after the first of its sittings had begun (补假).
    retrospective: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(16))
    #: A code of the council's own table, and what the roll makes of it once granted.
    reason: Mapped[str] = mapped_column(String(24))
    verdict: Mapped[str] = mapped_column(String(24))
    #: Why, in the applicant's words: for the applicant and the chain only.
    detail: Mapped[str] = mapped_column(String(500), default="")
    short_notice: Mapped[bool] = mapped_column(default=False)
    #: How often it was handed in, and which step of the chain decides now.
    round: Mapped[int] = mapped_column(default=0)
    step: Mapped[int] = mapped_column(default=0)
    step_at: Mapped[datetime | None]
    steps: Mapped[int] = mapped_column(default=0)
    #: An oral request noted by the office lapses when no slip has come by the end of this day.
    recorded_by: Mapped[str | None] = mapped_column(IdType)
    slip_due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(200), default="")
    version: Mapped[int] = mapped_column(default=1)


class LeaveSitting(OfCouncil, Base):
    """A sitting that a request asks to be away from."""

    __tablename__ = "leave_sittings"
    __table_args__ = of_council(
        points_to("request_id", "leave_requests"),
        points_to("sitting_id", "sittings"),
        points_to("member_id", "members"),
        UniqueConstraint("council_id", "request_id", "sitting_id"),
        Index("ix_leave_sittings_sitting", "council_id", "sitting_id", "member_id"),
    )

    request_id: Mapped[str] = mapped_column(IdType)
    sitting_id: Mapped[str] = mapped_column(IdType)
    member_id: Mapped[str] = mapped_column(IdType)
    #: When the member said that he or she would come after all (销假).
    cancelled_at: Mapped[datetime | None]


class LeaveApprover(OfCouncil, Base):
    """Who may decide one step of one round: a member, a section, or the secretariat."""

    __tablename__ = "leave_approvers"
    __table_args__ = of_council(
        points_to("request_id", "leave_requests"),
        points_to("member_id", "members"),
        points_to("section_id", "units"),
        words("approver", APPROVERS),
        Index("ix_leave_approvers_request", "council_id", "request_id", "round", "step"),
        Index("ix_leave_approvers_member", "council_id", "member_id"),
    )

    request_id: Mapped[str] = mapped_column(IdType)
    round: Mapped[int]
    step: Mapped[int]
    approver: Mapped[str] = mapped_column(String(24))
    member_id: Mapped[str | None] = mapped_column(IdType)
    section_id: Mapped[str | None] = mapped_column(IdType)


class LeaveDecision(OfCouncil, Base):
    """What was decided at one step; there is never a second one."""

    __tablename__ = "leave_decisions"
    __table_args__ = of_council(
        points_to("request_id", "leave_requests"),
        points_to("for_member_id", "members"),
        words("decision", DECISIONS),
        words("way", WAYS),
        UniqueConstraint("council_id", "request_id", "round", "step"),
    )

    request_id: Mapped[str] = mapped_column(IdType)
    round: Mapped[int]
    step: Mapped[int]
    decision: Mapped[str] = mapped_column(String(16))
    way: Mapped[str] = mapped_column(String(16))
    comment: Mapped[str] = mapped_column(String(200), default="")
    #: The approver in whose place a deputy or the office acted.
    for_member_id: Mapped[str | None] = mapped_column(IdType)
    decided_by: Mapped[str] = mapped_column(IdType)
    decided_at: Mapped[datetime]


class LeaveDeputy(OfCouncil, Base):
    """A member who decides in an approver's place for a span of days."""

    __tablename__ = "leave_deputies"
    __table_args__ = of_council(
        points_to("member_id", "members"),
        points_to("deputy_id", "members"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        Index("ix_leave_deputies_member", "council_id", "member_id"),
        Index("ix_leave_deputies_deputy", "council_id", "deputy_id"),
    )

    member_id: Mapped[str] = mapped_column(IdType)
    deputy_id: Mapped[str] = mapped_column(IdType)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_by: Mapped[str] = mapped_column(IdType)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
