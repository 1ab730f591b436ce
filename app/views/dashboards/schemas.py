"""Shapes of the chair's page and of the lists behind it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from app.core.ids import Id
from app.views.dashboards.words import Family, Kind
from app.views.term_review.schemas import Counted, Rate


class Turnout(BaseModel):
    """How often due, how often there; leave that is not counted stands beside, outside ``due``."""

    due: int = Field(description="应到人次，不含公假。", examples=[860])
    attended: int = Field(description="实到人次：出席、迟到、早退。", examples=[845])
    excused: int = Field(description="请假人次，算在应到里。", examples=[9])
    absent: int = Field(examples=[6])
    not_counted: int = Field(description="公假人次，不算应到。", examples=[3])
    rate: str = Field(description="实到除以应到，保留一位小数；没有应到时为“—”。", examples=["98.3%"])


class KindTurnout(Turnout):
    """Attendance of one group of kinds of meeting and activity."""

    kind: Kind


class SectorTurnout(Turnout):
    """Attendance of those who belonged to a sector on the day of each sitting."""

    unit_id: Id | None = Field(description="空表示当日没有编入界别的委员。")
    name: str = Field(description="界别；没有编入的为空。", examples=["经济"])
    members: int | None = Field(description="截至当日该界别的委员数；没有编入的为空。", examples=[24])
    per_member: str = Field(
        description="人均应到次数：应到人次除以委员数，保留一位小数；算不出时为“—”。", examples=["18.7"]
    )


class Attendance(BaseModel):
    """Attendance at sittings whose roll was closed: in all, by kind, by sector in the roster's order."""

    all: Turnout
    kinds: list[KindTurnout]
    sectors: list[SectorTurnout]


class MonthCount(BaseModel):
    """How many in a month."""

    month: str = Field(examples=["2021-03"])
    count: int


class FamilyCount(BaseModel):
    """Verified contributions of one family, by month of the duty year up to the day."""

    family: Family
    total: int
    months: list[MonthCount]


class PersonRef(BaseModel):
    """A member by id and name."""

    id: Id
    name: str


class LastRecord(BaseModel):
    """The newest activity of a group."""

    claim_id: Id
    title: str
    occurred_on: date


class SilentGroup(BaseModel):
    """A group whose newest verified activity lies too far back."""

    unit_id: Id
    kind: str = Field(examples=["activity_group"])
    name: str
    members: int
    convener: PersonRef | None
    last: LastRecord | None = Field(description="从未有过活动的为空。")
    days: int | None = Field(description="距最近一次活动的天数；从未有过活动的为空。", examples=[104])


class SectionOverdue(BaseModel):
    """Claims of one section that have waited for verification too long."""

    section_id: Id
    name: str
    waiting: int


class Overdue(BaseModel):
    """What should have been done by today, whatever year is shown."""

    waiting: int = Field(description="待核实超过天数的记录数。")
    sections: list[SectionOverdue] = Field(description="其中各部门的；没有的不列。")
    returned: int = Field(description="已退回、尚未改好再交的记录数。")
    objections: int = Field(description="过了答复期限、尚未答复的异议数。")


class GradeCount(BaseModel):
    """How many members have a grade."""

    grade: str = Field(examples=["优秀"])
    count: int


class SectorGrades(BaseModel):
    """The grades of those who belong to a sector on the day; of one without a grade, nothing."""

    unit_id: Id | None = Field(description="空表示没有编入界别的委员。")
    name: str = Field(description="界别；没有编入的为空。", examples=["经济"])
    grades: list[GradeCount]


class Dashboard(BaseModel):
    """The chair's page of a duty year as of a day."""

    year: int
    years: list[int] = Field(description="本会已有的履职年度，供切换。")
    starts_on: date
    ends_on: date
    day: date = Field(description="统计截至的日子：今天，或已结束年度的末日。")
    term: int = Field(description="所在的届次。", examples=[13])
    attendance: Attendance
    contributions: list[FamilyCount]
    grades: list[SectorGrades] | None = Field(
        description="已生效的考核结果中各界别的等次人数；不能查看考核结果的为空。"
    )
    silent_days: int = Field(description="多少天没有活动算久无记录。", examples=[90])
    silent: list[SilentGroup]
    waiting_days: int = Field(description="待核实超过多少天算逾期。", examples=[14])
    overdue: Overdue
    review: list[Counted | Rate] = Field(description="本届以来的几项数字，取自“数说”。")


class RecordLine(BaseModel):
    """One record behind a number."""

    id: Id
    claim_id: Id
    title: str
    occurred_on: date
    fact: str
    type: str
    level: str
    status: str


class AttendanceLine(RecordLine):
    """One member at one sitting."""

    sitting_id: Id
    member_id: Id
    name: str
    number: str
    sector: str | None = Field(description="当日所在界别。")


class MemberLine(BaseModel):
    """A member of a unit on the day."""

    id: Id
    name: str
    number: str
    role: str = Field(examples=["convener"])


class ClaimLine(BaseModel):
    """A claim that waits, or came back."""

    id: Id
    kind: str
    type: str
    title: str
    section_id: Id
    section: str
    occurred_on: date
    sitting_id: Id | None = Field(description="签到表所属的场次；其他记录为空。")
    since: date = Field(description="从哪天起等待：发生、提交、退回或重新打开，以最后一项为准。")
    days: int


class GradedLine(BaseModel):
    """A member with the grade of the result in force."""

    id: Id
    name: str
    number: str
    sector: str | None = Field(description="当日所在界别。")
    grade: str = Field(examples=["优秀"])


class ObjectionLine(BaseModel):
    """An objection that should have been answered by now."""

    id: Id
    member_id: Id
    name: str
    year: int
    title: str = Field(description="得分单上的条目。", examples=["社情民意"])
    section: str = Field(description="由谁答复。")
    due_on: date
    days: int = Field(description="过期几天。")
