"""The figures of the fourteen lines: which records each one counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, literal, or_, true

from app.ledger.models import DutyRecord
from app.views.term_review import displays

_attrs = DutyRecord.attrs
Condition = ColumnElement[bool]
Amount = SQLColumnExpression[int]
ALL: Condition = true()
ONE: Amount = literal(1)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, declared.

    Args:
        line: Number of the line in which it stands; 0 for figures beside the fourteen.
        key: Stable word.
        label: How the review calls it.
        fact: Fact of the ledger records it is made of; without any, it is not recorded yet.
        source: How it is counted, in words.
        where: Which of these records count; all by default.
        among: For a rate, the records that ``where`` is a part of.
        amount: What a record adds; one by default.
        display: How the number is written.
    """

    line: int
    key: str
    label: str
    fact: str
    source: str
    where: Condition = ALL
    among: Condition | None = None
    amount: Amount = ONE
    display: Callable[[int], str] = str


def _in_series(word: str) -> Condition:
    """Return the condition that an event (or what came from it) belongs to a series."""
    return _attrs["series"].as_string().contains(f'"{word}"', autoescape=True)


def _lists(attr: str, word: str) -> Condition:
    return _attrs[attr].as_string().contains(f'"{word}"', autoescape=True)


def _any(column: SQLColumnExpression[str], *words: str) -> Condition:
    """Return ``column IN words`` in a form that a prepared statement can hold."""
    return or_(*(column == word for word in words))


def _of(kind: str) -> Condition:
    return DutyRecord.type == kind


_consults = _attrs["consultation"].as_boolean().is_(True)
_filed = _attrs["filed"].as_boolean().is_(True)
_pleased = ("satisfied", "basically_satisfied")
_livelihood = or_(_in_series("livelihood_hall"), _in_series("livelihood_contact"), _of("livelihood_hall"))
_hall = or_(_in_series("livelihood_hall"), _of("livelihood_hall"))
_quantity = DutyRecord.quantity

FIGURES: tuple[Figure, ...] = (
    Figure(1, "standing_committee_meetings", "常委会会议", "event",
           "已办结的常委会会议，每次计一", _of("standing_committee")),
    Figure(1, "chairpersons_meetings", "主席会议", "event",
           "已办结的主席会议，每次计一", _of("chairpersons_council")),
    Figure(1, "standing_committee_consultations", "其中常委会会议协商", "event",
           "已办结的常委会会议中标明协商的", and_(_of("standing_committee"), _consults)),
    Figure(1, "chairpersons_consultations", "其中主席会议协商", "event",
           "已办结的主席会议中标明协商的", and_(_of("chairpersons_council"), _consults)),
    Figure(1, "formal_recommendations_of_consultations", "建议案", "document",
           "已核实的建议案中由协商会议形成的（文件关联会议）",
           and_(_of("formal_recommendation"), _attrs["from_consultation"].as_boolean().is_(True))),
    Figure(1, "special_reports", "专题报告", "document", "已核实的专题报告", _of("special_report")),
    Figure(2, "major_consultation_events", "各类重要协商议政活动", "event",
           "已办结、列入重要协商议政系列的活动，一场计一次", _in_series("major_consultation")),
    Figure(2, "leader_attendances", "市委、市政府主要领导出席（场次）", "event",
           "重要协商议政活动中党委、政府主要领导出席的场次",
           and_(_in_series("major_consultation"), _attrs["leader_attended"].as_boolean().is_(True))),
    Figure(2, "instructions", "批示（件次）", "instruction", "已核实的批示按件次合计", amount=_quantity),
    Figure(2, "party_group_hearings", "市委常委会听取政协党组汇报", "hearing", "已核实的听取汇报，每次计一"),
    Figure(3, "come_and_consult_events", "请你来协商", "event",
           "已办结、列入“请你来协商”系列的活动；同为民生议事堂的也在内", _in_series("come_and_consult")),
    Figure(3, "come_and_consult_suggestions", "意见建议", "suggestion_received",
           "在“请你来协商”活动上提出并经核实的意见建议", _in_series("come_and_consult")),
    Figure(4, "recommendations_and_suggestions", "政协建议案、政协建议", "document",
           "已核实的建议案与政协建议之和，不含专题报告和决议",
           _any(DutyRecord.type, "formal_recommendation", "cppcc_suggestion")),
    Figure(5, "oversight_events", "民主监督活动", "event", "已办结的民主监督活动", _of("oversight"),
           display=displays.and_more),
    Figure(5, "oversight_letters", "民主监督建议书", "oversight_letter", "已核实的民主监督建议书"),
    Figure(5, "special_oversights", "专项集体民主监督", "special_oversight", "已核实的专项，一项计一"),
    Figure(6, "proposals_received", "收到提案", "proposal_received", "已核实的提案，一件计一，不论几人提出"),
    Figure(6, "proposals_filed", "立案", "proposal_received", "其中审查决定立案的", _filed),
    Figure(6, "livelihood_proposal_rate", "民生提案占比", "proposal_received",
           "立案提案中标明民生的，占立案提案", and_(_filed, _attrs["livelihood"].as_boolean().is_(True)),
           among=_filed),
    Figure(6, "satisfied_rate", "办理满意和基本满意率", "proposal_received",
           "立案提案中办理过程和办理结果都评为满意或基本满意的，占立案提案",
           and_(_filed, _any(_attrs["process_satisfaction"].as_string(), *_pleased),
                _any(_attrs["result_satisfaction"].as_string(), *_pleased)), among=_filed),
    Figure(7, "opinions_received", "社情民意信息", "opinion_received", "已核实的社情民意信息，一篇计一"),
    Figure(7, "opinions_adopted_national", "全国政协采用", "opinion_received",
           "被全国政协采用的篇数，一篇多次采用计一", _lists("adopted", "national")),
    Figure(7, "opinions_adopted_provincial", "省政协采用", "opinion_received",
           "被省政协采用的篇数，一篇多次采用计一", _lists("adopted", "province")),
    Figure(7, "opinions_with_provincial_instruction", "省委、省政府领导批示", "opinion_received",
           "获省级领导批示的篇数", _lists("instructed", "province")),
    Figure(7, "opinion_award_streak_years", "连续获嘉兴市政协一等奖（年）", "honour",
           "社情民意信息工作考核一等奖，自本届末年往前不间断的年数，可跨届",
           and_(_of("opinion"), DutyRecord.status == "first", DutyRecord.level == "prefecture")),
    Figure(8, "plenary_speeches", "大会发言材料", "plenary_speech_received",
           "已核实的大会发言，口头书面都计"),
    Figure(9, "research_reports", "调研报告", "research_report_received", "已核实的调研报告，一篇计一"),
    Figure(10, "face_to_face_views", "市长与政协委员面对面直播访问（人次）", "face_to_face_views",
           "历年直播访问人次合计，为播出单位提供的外部数字", amount=_quantity,
           display=displays.ten_thousands),
    Figure(11, "history_pieces", "文史稿件", "history_piece_received", "已核实的文史稿件，一篇计一"),
    Figure(11, "history_characters", "字数", "history_piece_received", "上述稿件的字数合计", amount=_quantity,
           display=displays.ten_thousands),
    Figure(11, "history_photos", "照片资料", "history_photos_received", "征集的张数合计", amount=_quantity),
    Figure(11, "books_given", "赠书（册）", "books_given", "历次赠送的册数合计", amount=_quantity,
           display=displays.and_more),
    Figure(12, "media_items", "国家级、省级媒体宣传稿件", "media_item_received",
           "已核实的宣传稿件中国家级、省级媒体刊发的", _any(DutyRecord.level, "national", "province")),
    Figure(13, "grant_person_times", "协进助学金资助（人次）", "grant", "历次资助的人次合计",
           amount=_attrs["person_times"].as_integer()),
    Figure(13, "grant_fen", "金额（分）", "grant", "历次资助的金额合计，以分计", amount=_quantity,
           display=displays.yuan_in_ten_thousands),
    Figure(14, "regulations", "制度文件", "regulation", "已核实的制度文件，修订、制定各计一"),
    Figure(0, "livelihood_hall_events", "民生议事堂", "event", "已办结的民生议事堂活动", _hall),
    Figure(0, "livelihood_hall_participants", "民生议事等活动参与（人次）", "event",
           "民生议事堂、民情联络、征求意见活动的会外参与人次合计", _livelihood,
           amount=_attrs["participants"].as_integer(), display=displays.and_more),
    Figure(0, "livelihood_hall_suggestions_done", "落实意见建议", "suggestion_received",
           "在民生议事堂上提出、已落实的意见建议",
           and_(or_(_in_series("livelihood_hall"), _attrs["from_kind"].as_string() == "livelihood_hall"),
                DutyRecord.status == "done")),
    Figure(0, "opinion_bulletins", "信息专报（期）", "bulletin", "已核实的信息专报，一期计一"),
)  # fmt: skip

BY_KEY = {figure.key: figure for figure in FIGURES}
#: The figure whose records may be older than the term.
STREAK = "opinion_award_streak_years"
