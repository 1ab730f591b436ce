"""Turn the words of a chain into people, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.council import queries as council
from app.facts.attendance.leave import queries
from app.facts.attendance.leave.policy import CHAIR_GROUP, post_word
from app.facts.attendance.leave.rulebook import APPROVER_LABELS, ApproverWord

#: Where somebody's leader is looked for, nearest first.
_GROUPS = ("activity_group", "area_group", "sector")
Person = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Called:
    """Who may decide one step: any one of these members, a section, or the secretariat."""

    approver: ApproverWord
    members: tuple[Person, ...] = ()
    section: Person | None = None

    @property
    def names(self) -> list[str]:
        """Return how the approvers are shown before anything is sent."""
        if self.section:
            return [self.section[1]]
        return [name for _, name in self.members] or [APPROVER_LABELS["secretariat"]]


@dataclass(frozen=True, slots=True)
class People:
    """Who holds what on a day, as far as one applicant's chains may need it."""

    member_id: str
    post: str
    posts: dict[str, tuple[Person, ...]]
    #: Kind of unit → who leads the one that matters to the applicant.
    leading: dict[str, tuple[Person, ...]]
    section: Person

    def called(self, words: list[ApproverWord]) -> list[Called]:
        """Return the steps; whoever is missing, or would decide on themselves, is the secretariat's."""
        found: list[Called] = []
        for word in words:
            step = self._step(word)
            # The same people are not asked twice in a row.
            if not found or found[-1].names != step.names:
                found.append(step)
        return found

    def _step(self, word: ApproverWord) -> Called:
        if word == "organising_section":
            return Called(word, section=self.section)
        if word in CHAIR_GROUP:
            members = self.posts.get(word, ())
        elif word == "committee_head":
            members = self.leading.get("special_committee", ())
        elif word == "group_leader":
            members = next((self.leading[kind] for kind in _GROUPS if kind in self.leading), ())
        else:
            members = ()
        others = tuple(person for person in members if person[0] != self.member_id)
        return Called(word, others) if others else Called("secretariat")


def people(
    session: Session, council_id: str, member_id: str, section_id: str, unit_id: str | None, day: date
) -> People:
    """Look up who could be in a member's chain on a day: three statements.

    Args:
        section_id: The section that convened.
        unit_id: The committee or group whose activity it is, which goes before the member's own.
    """
    posts: dict[str, list[Person]] = {}
    held: list[str] = []
    for row in queries.post_holders(session, council_id, day):
        posts.setdefault(row.post, []).append((row.id, row.name))
        if row.id == member_id:
            held.append(row.post)
    leading: dict[str, list[Person]] = {}
    theirs: dict[str, list[Person]] = {}
    for row in queries.leaders(session, council_id, member_id, unit_id, day):
        (theirs if row.unit_id == unit_id else leading).setdefault(row.kind, []).append((row.id, row.name))
    if any(kind in theirs for kind in _GROUPS):
        leading = {kind: who for kind, who in leading.items() if kind not in _GROUPS}
    section = council.unit(session, council_id, section_id)
    return People(
        member_id,
        post_word(held),
        {post: tuple(who) for post, who in posts.items()},
        {kind: tuple(who) for kind, who in {**leading, **theirs}.items()},
        (section_id, section.name if section else ""),
    )
