"""What the attributes of records may hold: posted, published, closed or open."""

from __future__ import annotations

from typing import NamedTuple

from app.scoring.entry import FACTS

Word = str | bool
#: What an attribute holds that has no list of words.
NUMBER, ID, FREE = "number", "id", "free"
FLAG: tuple[Word, ...] = (True, False)

_STATUS = ("present", "late", "left_early", "excused", "excused_not_counted", "absent")
_LEVELS = ("county", "prefecture", "province", "national")
_AUTHOR = ("author", "participant")
_RANKS = ("special", "first", "second", "third", "excellent", "other")
_CONTACT = ("meeting", "visit", "talk", "letter")
_SATISFACTION = ("unrated", "satisfied", "basically_satisfied", "dissatisfied")
_SAT: dict[str, tuple[Word, ...] | str] = {
    "status": _STATUS, "activity": ID, "sitting": ID, "half_days": NUMBER, "consultation": FLAG,
}  # fmt: skip
_FROM: dict[str, tuple[Word, ...] | str] = {
    "series": (
        "come_and_consult", "livelihood_hall", "livelihood_contact", "major_consultation",
        "special_oversight", "cross_region",
    ),
    "from_kind": (
        "plenary", "plenary_group", "standing_committee", "chairpersons_council", "special_committee",
        "sector", "district_liaison", "congress", "other_meeting", "consultation", "livelihood_hall",
        "face_to_face", "oversight", "survey", "inspection", "study", "training", "visit", "salon",
        "contact", "charity", "seminar", "other_activity",
    ),
    "from_consultation": FLAG,
}  # fmt: skip

#: Fact → attribute → what the records of the ledger can hold; a fact that is not here has no source
#: of records yet, and an attribute that is not here is never written.
POSTED: dict[str, dict[str, tuple[Word, ...] | str]] = {
    "meeting": {
        "type": (
            "plenary", "plenary_group", "standing", "chair", "committee", "sector", "district_liaison",
            "congress", "consultation", "special_topic", "other",
        ),
        **_SAT,
    },
    "activity": {
        "type": (
            "livelihood_hall", "oversight", "survey", "inspection", "study", "visit", "salon", "contact",
            "charity", "seminar", "other",
        ),
        **_SAT,
    },
    "training": {
        "type": ("full", "partial"), **_SAT, "level": _LEVELS, "completeness": ("full", "partial"),
        "offsite": FLAG,
    },
    "proposal": {
        "type": ("personal", "joint", "collective"),
        "role": ("proposer", "drafter", "participant"),
        "filed": FLAG,
        "filing": ("pending", "filed", "not_filed", "merged", "converted"),
        "outcomes": (
            "key", "excellent", "forwarded_province", "forwarded_national", "listed_speech", "handled",
        ),
        "livelihood": FLAG,
        "plenary": FLAG,
        "signers": NUMBER,
        "process_satisfaction": _SATISFACTION,
        "result_satisfaction": _SATISFACTION,
    },
    "opinion": {
        "role": _AUTHOR, "level": _LEVELS, "adopted": _LEVELS, "instructed": _LEVELS, "urgent": FLAG,
    },
    "speech": {
        "type": ("oral", "written"), "role": _AUTHOR, "form": ("oral", "written"), "listed": FLAG,
        "at": ("plenary",),
    },
    "contribution": {
        "type": ("history_photos", "contact", "party_link"), "role": _AUTHOR, "form": _CONTACT,
    },
    "research_report": {"role": _AUTHOR, "level": _LEVELS, "adopted_by": _LEVELS, **_FROM},
    "history_article": {"role": _AUTHOR, "characters": NUMBER},
    "publicity": {"role": _AUTHOR, "level": _LEVELS},
    "charity": {
        "type": ("donation", "volunteering", "assistance", "employment", "other"), "role": _AUTHOR,
        "joint": FLAG, "amount_fen": NUMBER, "people": NUMBER,
    },
    "special_task": {
        "type": ("epidemic", "resumption", "flood", "typhoon", "rescue", "central_task", "other"),
        "role": _AUTHOR, "level": _LEVELS,
    },
    "study_note": {"type": ("note", "essay", "talk"), "role": _AUTHOR},
    "award": {"role": _AUTHOR, "status": _RANKS, "level": _LEVELS, "year": NUMBER},
    "suggestion": {"role": _AUTHOR, "status": ("issued", "accepted", "done", "not_accepted"), **_FROM},
    "group_fact": {
        "type": (
            "document", "oversight_letter", "special_oversight", "salon_rating", "venue_note", "checklist",
        ),
        "role": _AUTHOR, "met": ID, "level": _LEVELS, "stars": NUMBER, "year": NUMBER,
        "visitors": NUMBER, **_FROM,
    },
    "pledge": {
        "type": ("member", "standing_member", "group"),
        "status": ("fulfilled", "partly", "unfulfilled", "waived"), "kept": FLAG,
    },
    "duty_report": {"year": NUMBER, "submitted": FLAG},
    "ballot": {
        "type": ("statement", "other"),
        "status": (
            "excellent", "competent", "basically_competent", "incompetent", "satisfied",
            "basically_satisfied", "dissatisfied", "abstain",
        ),
    },
    "assessed": {"item": ID, "points": FREE},
}  # fmt: skip

_SITTINGS = (
    "branch", "branch_committee", "publicity", "reunification", "social_service",
    "invited_by_bureau_as_member",
)  # fmt: skip
#: Words that published rule books use beside those: no record holds them, only worked examples do.
PUBLISHED: dict[str, tuple[Word, ...]] = {
    "meeting.status": ("unexcused", "leave_refused", "excused_special"),
    "activity.status": ("unexcused", "leave_refused", "excused_special"),
    "training.status": ("unexcused", "leave_refused", "excused_special"),
    "meeting.type": (*_SITTINGS, "survey", "inspection", "study", "visit"),
    "activity.type": (
        *_SITTINGS, "standing", "chair", "committee", "sector", "district_liaison", "special_topic",
        "consultation", "face_to_face",
    ),
    "proposal.role": ("cosigner",),
    "proposal.outcomes": (
        "adopted_by_central", "oral_speech_or_key", "submitted_as_collective",
    ),
    "opinion.adopted": (
        "adopted", "own", "own_bulletin", "second", "third", "fourth", "county_notice", "city_notice",
        "province_or_above", "city_cppcc", "city_united_front", "city_party_committee", "city_government",
        "party_central", "central_united_front", "national_cppcc", "central_party_adoption",
        "national_cppcc_adoption", "provincial_adoption_or_leader_or_department_reply",
        "ministry_leader_or_reply", "national_leader",
    ),
    "opinion.instructed": ("leader", "prefecture_leader", "city_leader", "central_leader"),
    "article.type": ("media", "theory"),
    "group_fact.type": ("recruit", "survey", "inspection", "study"),
    "group_fact.level": ("senior",),
    "assessed.stage": ("self", "panel", "approval"),
}  # fmt: skip
#: Attributes whose words a council may add to: an unknown one is a warning, elsewhere a mistake.
OPEN = frozenset(
    (
        "meeting.type", "activity.type", "training.type", "contribution.type", "charity.type",
        "special_task.type", "study_note.type", "group_fact.type", "article.type", "proposal.outcomes",
        "opinion.adopted", "opinion.instructed", "group_fact.level", "assessed.stage", "ballot.status",
    )
)  # fmt: skip
#: Attributes that hold true or false, posted or not.
FLAGS = frozenset(
    (
        "offsite", "filed", "submitted", "livelihood", "plenary", "standard", "urgent", "commissioned",
        "plagiarised", "listed", "joint", "kept", "consultation", "from_consultation",
    )
)  # fmt: skip
#: Attributes that hold whole numbers, posted or not.
NUMBERS = frozenset(
    (
        "half_days", "signers", "rank", "pieces", "count", "characters", "amount_fen", "people", "stars",
        "visitors", "year",
    )
)  # fmt: skip

#: Roles that a run gives to people, and those that published rule books name beside them.
ROLES = ("member", "standing", "vice_chair", "chair")
ROLES_PUBLISHED = (
    "standing_member", "secretary_general", "full_time_standing", "deputy", "group", "unit", "town", "branch",
    "cppcc_member", "congress_deputy",
)  # fmt: skip


class Known(NamedTuple):
    """What is known of the values of an attribute.

    Args:
        posted: Words that records hold.
        published: Words that only worked examples hold.
        kind: ``words``, ``flag``, ``number``, ``id`` or ``free``.
        closed: Whether any other word is a mistake.
        written: Whether records hold the attribute at all.
    """

    posted: tuple[Word, ...] = ()
    published: tuple[Word, ...] = ()
    kind: str = FREE
    closed: bool = False
    written: bool = False


def known(fact: str, name: str) -> Known:
    """Return what the values of an attribute may be.

    >>> known("proposal", "type").posted
    ('personal', 'joint', 'collective')
    """
    place = f"{fact}.{name}"
    posted = POSTED.get(fact, {}).get(name)
    if name in FLAGS:
        return Known(FLAG, (), "flag", True, posted is not None)
    if name in NUMBERS:
        return Known(kind=NUMBER, written=posted is not None)
    published = PUBLISHED.get(place, ())
    if isinstance(posted, tuple):
        return Known(posted, published, "words", place not in OPEN, True)
    kind = "words" if published else posted or FREE
    return Known((), published, kind, False, posted is not None)


def attributes_of(facts: tuple[str, ...], name: str) -> list[Known]:
    """Return what is known of an attribute for each of the facts that have it."""
    return [known(fact, name) for fact in facts if name in FACTS.get(fact, ())]
