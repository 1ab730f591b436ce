"""What the chair's page groups by, and after how long it speaks."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "plenary", "standing", "chairpersons", "committee", "groups", "consultation", "field", "study", "other"
]
Family = Literal["proposals", "opinions", "events"]
Status = Literal["due", "attended", "excused", "absent", "not_counted"]

#: Facts of the records that a closed roll posts.
ROLL_FACTS = ("meeting", "activity", "training")
#: Group of kinds → fact and type of the records; what stands nowhere here is ``other``.
KINDS: dict[Kind, tuple[tuple[str, str], ...]] = {
    "plenary": (("meeting", "plenary"), ("meeting", "plenary_group")),
    "standing": (("meeting", "standing"),),
    "chairpersons": (("meeting", "chair"),),
    "committee": (("meeting", "committee"),),
    "groups": (("meeting", "sector"), ("meeting", "district_liaison")),
    "consultation": (
        ("meeting", "consultation"),
        ("meeting", "special_topic"),
        ("activity", "livelihood_hall"),
        ("activity", "oversight"),
    ),
    "field": (("activity", "survey"), ("activity", "inspection"), ("activity", "visit")),
    "study": (("training", "full"), ("activity", "study"), ("activity", "seminar")),
    "other": (),
}
#: Family of contributions → fact, and types when not all of them belong.
FAMILIES: dict[Family, tuple[str, tuple[str, ...]]] = {
    "proposals": ("proposal_received", ()),
    "opinions": ("opinion_received", ()),
    "events": ("event", ("survey", "consultation", "oversight")),
}
#: Units that are expected to do something together, in the order of the page.
GROUP_KINDS = ("activity_group", "area_group", "special_committee")
SILENT_DAYS = 90
WAITING_DAYS = 14
#: Figures of the term review that the page shows.
REVIEWED = (
    "proposals_received",
    "proposals_filed",
    "opinions_received",
    "come_and_consult_events",
    "major_consultation_events",
    "research_reports",
    "oversight_letters",
    "history_pieces",
    "regulations",
)


def kind_of(fact: str, type: str) -> Kind:
    """Return the group of kinds a record of attendance belongs to; each belongs to one.

    >>> kind_of("meeting", "plenary_group"), kind_of("activity", "salon")
    ('plenary', 'other')
    """
    return next((kind for kind, pairs in KINDS.items() if (fact, type) in pairs), "other")
