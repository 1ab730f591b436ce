"""The light kinds: schema, label, subject, and what they post."""

from __future__ import annotations

from dataclasses import dataclass

from app.facts.contributions.schemas import council, service, written
from app.facts.contributions.schemas.base import Data

MEMBER, UNIT, COUNCIL = "member", "unit", "council"
ANYBODY = (MEMBER, UNIT, COUNCIL)


@dataclass(frozen=True, slots=True)
class Kind:
    """One light kind, declared.

    Args:
        schema: What ``data`` must look like.
        label: How people call it.
        subjects: Whose deed it may be.
        fact: Fact of the records about its authors (scoring reads these); empty when it never
            has an author of its own.
        counted: Fact of the one record that stands for the piece itself (term figures read
            these); empty when pieces are not counted.
        type, level, status: Names of the data fields that become those columns (of a list of
            levels, the highest). Authors' records of the facts ``contribution`` and ``group_fact``
            have the kind as type.
        quantity: Name of the data field that the piece counts in; empty counts pieces. Authors'
            records always count pieces.
        attrs: Names of data fields that records carry, words and numbers only, never names.
        always: Status of every record of the kind, when no data field says it.
        fixed: Attributes that are the same for every record of the kind.
        office: Whether only the secretariat may enter it.
        restricted: Data fields shown only to who may see instructions.
    """

    schema: type[Data]
    label: str
    subjects: tuple[str, ...]
    fact: str = ""
    counted: str = ""
    type: str = ""
    level: str = ""
    status: str = ""
    quantity: str = ""
    attrs: tuple[str, ...] = ()
    always: str = ""
    fixed: tuple[tuple[str, str], ...] = ()
    office: bool = False
    restricted: tuple[str, ...] = ()


#: Word → kind. Scoring words differ from the kind's word where rule books use another noun.
KINDS: dict[str, Kind] = {
    "plenary_speech": Kind(
        written.PlenarySpeech, "大会发言", ANYBODY, "speech", "plenary_speech_received",
        type="form", attrs=("form", "listed"), fixed=(("at", "plenary"),),
    ),
    "research_report": Kind(
        written.ResearchReport, "调研报告", ANYBODY, "research_report", "research_report_received",
        level="adopted_by", attrs=("adopted_by",),
    ),
    "history_piece": Kind(
        written.HistoryPiece, "文史稿件", ANYBODY, "history_article", "history_piece_received",
        quantity="characters", attrs=("characters",),
    ),
    "history_photos": Kind(
        written.HistoryPhotos, "文史照片", ANYBODY, "contribution", "history_photos_received",
        quantity="count",
    ),
    "media_item": Kind(
        written.MediaItem, "宣传稿件", ANYBODY, "publicity", "media_item_received", level="level",
    ),
    "study_note": Kind(
        written.StudyNote, "学习心得", (MEMBER,), "study_note", "study_note_received", type="form",
    ),
    "suggestion": Kind(
        written.Suggestion, "意见建议", ANYBODY, "suggestion", "suggestion_received", status="state",
    ),
    "books_given": Kind(council.BooksGiven, "赠书", (COUNCIL,), counted="books_given", quantity="count"),
    "bulletin": Kind(council.Bulletin, "信息专报", (COUNCIL,), counted="bulletin", attrs=("number",)),
    "document": Kind(council.Document, "政协文件", (COUNCIL, UNIT), "group_fact", "document", type="type"),
    "instruction": Kind(
        council.Instruction, "领导批示", (COUNCIL,), counted="instruction", level="level",
        quantity="count", restricted=("text",),
    ),
    "hearing": Kind(council.Hearing, "听取党组汇报", (COUNCIL,), counted="hearing"),
    "oversight_letter": Kind(
        council.OversightLetter, "民主监督建议书", (COUNCIL, UNIT), "group_fact", "oversight_letter",
    ),
    "special_oversight": Kind(
        council.SpecialOversight, "专项集体民主监督", (COUNCIL, UNIT), "group_fact", "special_oversight",
    ),
    "face_to_face_views": Kind(
        council.FaceToFaceViews, "面对面直播访问", (COUNCIL,), counted="face_to_face_views", quantity="count",
    ),
    "grant": Kind(
        council.Grant, "协进助学金", (COUNCIL,), counted="grant", quantity="amount_fen",
        attrs=("person_times",),
    ),
    "regulation": Kind(council.Regulation, "制度文件", (COUNCIL,), counted="regulation"),
    "honour": Kind(
        council.Honour, "本会荣誉", (COUNCIL,), counted="honour", type="area", status="rank", level="level",
        attrs=("year",),
    ),
    "salon_rating": Kind(
        council.SalonRating, "会客厅评星", (UNIT,), "group_fact", "salon_rating", level="level",
        attrs=("stars", "year"),
    ),
    "member_award": Kind(
        service.MemberAward, "委员获奖", (MEMBER,), "award", "member_award_received", level="level",
        status="rank", attrs=("year",),
    ),
    "venue_note": Kind(
        service.VenueNote, "阵地记事", (UNIT, COUNCIL), "group_fact", "venue_note", attrs=("visitors",),
    ),
    "contact": Kind(
        service.Contact, "党派团体联系", ANYBODY, "contribution", "contact_received",
        attrs=("form",),
    ),
    "party_link": Kind(
        service.PartyLink, "党员委员联系", (MEMBER,), "contribution", "party_link_received",
        attrs=("form", "linked_member_id"),
    ),
    "charity": Kind(
        service.Charity, "公益服务", (MEMBER, UNIT), "charity", "charity_received", type="form",
        attrs=("joint", "amount_fen", "people"),
    ),
    "special_task": Kind(
        service.SpecialTask, "专项任务", (MEMBER, UNIT), "special_task", "special_task_received", type="task",
        level="level",
    ),
    "training_record": Kind(
        service.TrainingRecord, "培训记录", (MEMBER,), "training", type="completeness", level="level",
        attrs=("completeness", "offsite", "half_days"), always="present",
    ),
    "assessed": Kind(
        service.Assessed, "评定分", (MEMBER, UNIT), "assessed", attrs=("item", "points"), office=True,
    ),
    "checklist": Kind(
        service.Checklist, "达标台账", (UNIT,), "group_fact", attrs=("met",), office=True,
    ),
}  # fmt: skip
