"""What a member could still do: hypothetical facts and their postings."""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations, product
from typing import Any, Literal

from app.core.ids import new_id
from app.facts.activities.models import Activity, Sitting
from app.facts.attendance import postings as attendance
from app.facts.contributions import postings as contributions
from app.facts.contributions.kinds import KINDS, MEMBER, Kind
from app.facts.contributions.models import Contribution
from app.facts.models import Claim, ClaimParticipant
from app.facts.opinions import postings as opinions
from app.facts.opinions.models import LEVELS, Opinion
from app.facts.posting import Posting
from app.facts.proposals import postings as proposals
from app.facts.proposals.models import OUTCOMES, Proposal

#: At most so many things beyond the plainest deed of its kind: filed and excellent are two.
MOST_TRAITS = 3
#: Sittings that only some members are called to → the roles they are called in.
CALLED = {
    "standing_committee": ("standing", "vice_chair", "chair"),
    "chairpersons_council": ("standing", "vice_chair", "chair"),
}
Traits = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doable:
    """One deed within a member's reach.

    Args:
        kind: ``attendance``, ``proposal``, ``opinion``, or the kind of a contribution.
        role: What the member is in it: ``author``, ``participant``, ``joint``, ….
        traits: What is special about it, by the names of the fact's own fields.
        posting: What it would post about the member once verified.
        data: Of a contribution: what its ``data`` would hold.
    """

    kind: str
    role: str
    traits: Traits
    posting: Posting
    data: Traits = field(default_factory=dict)

    @property
    def word(self) -> str:
        """Return a stable id: kind, role and traits."""
        said = [f"{name}={_said(value)}" for name, value in sorted(self.traits.items())]
        return "-".join([self.kind, self.role, *said])

    def on(self, day: date) -> Doable:
        """Return the same deed on another day."""
        return replace(self, posting=replace(self.posting, occurred_on=day))


def doable(member_id: str, role: str, day: date, read: Mapping[str, Collection[str]]) -> Iterator[Doable]:
    """Yield what a member could do, the plainest deeds of each kind first.

    Args:
        member_id, role: Who: ``member``, ``standing``, ``vice_chair`` or ``chair``.
        day: When.
        read: Fact → attributes that anybody asks about; nothing else is varied.
    """
    yield from _sittings(member_id, role, day, read)
    yield from _proposals(member_id, day, read.get("proposal"))
    yield from _opinions(member_id, day, read.get("opinion"))
    for word, kind in KINDS.items():
        if MEMBER in kind.subjects and kind.fact in read and not kind.office:
            yield from _contributions(member_id, day, word, kind, read[kind.fact])


def _sittings(member_id: str, role: str, day: date, read: Mapping[str, Collection[str]]) -> Iterator[Doable]:
    for word, (fact, _) in attendance.FACTS.items():
        if fact not in read or role not in CALLED.get(word, (role,)):
            continue
        for consultation in (False, True) if "consultation" in read[fact] else (False,):
            activity = Activity(id=new_id(), kind=word, series=[], consultation=consultation)
            sitting = Sitting(id=new_id(), activity_id=activity.id, half_days=1)
            claim = Claim(id=new_id(), kind="attendance", occurred_on=day)
            posting = attendance.says(claim, sitting, activity, member_id, "present")
            traits = {"activity": word, **({"consultation": True} if consultation else {})}
            yield Doable("attendance", "present", traits, posting)


def _proposals(member_id: str, day: date, read: Collection[str] | None) -> Iterator[Doable]:
    if read is None:
        return
    choices: dict[str, Sequence[Any]] = {"filing": ("filed",)}
    choices |= {name: (True,) for name in ("livelihood", "plenary") if name in read}
    choices |= {"outcomes": OUTCOMES} if "outcomes" in read else {}
    rated = [name for name in ("process_satisfaction", "result_satisfaction") if name in read]
    choices |= dict.fromkeys(rated, ("satisfied", "basically_satisfied"))
    for form, leads in (("personal", True), ("joint", True), ("joint", False), ("collective", True)):
        for traits in _combined(choices):
            # Results are of filed proposals only.
            if traits.keys() & {"outcomes", *rated} and "filing" not in traits:
                continue
            claim = Claim(
                id=new_id(), kind="proposal", occurred_on=day, member_id=member_id if leads else None
            )
            proposal = Proposal(
                id=claim.id,
                form=form,
                category="",
                livelihood=traits.get("livelihood", False),
                plenary=traits.get("plenary", False),
                filing=traits.get("filing", "pending"),
                outcomes=[traits["outcomes"]] if "outcomes" in traits else [],
                process_satisfaction=traits.get("process_satisfaction", "unrated"),
                result_satisfaction=traits.get("result_satisfaction", "unrated"),
            )
            shares = _shares(member_id if not leads else None, form == "personal")
            role = form if leads else f"{form}_participant"
            yield from _mine("proposal", role, traits, proposals.says(claim, proposal, shares), member_id)


def _opinions(member_id: str, day: date, read: Collection[str] | None) -> Iterator[Doable]:
    if read is None:
        return
    choices: dict[str, Sequence[Any]] = {"adopted": LEVELS}
    choices |= {"instructed": LEVELS} if "instructed" in read else {}
    choices |= {"urgent": (True,)} if "urgent" in read else {}
    for leads in (True, False) if "role" in read else (True,):
        for traits in _combined(choices):
            claim = Claim(
                id=new_id(), kind="opinion", occurred_on=day, member_id=member_id if leads else None
            )
            opinion = Opinion(id=claim.id, urgent=traits.get("urgent", False))
            lists = [[traits[name]] if name in traits else [] for name in ("adopted", "instructed")]
            shares = _shares(None if leads else member_id, leads)
            found = opinions.says(claim, opinion, lists[0], lists[1], shares)
            yield from _mine("opinion", "author" if leads else "participant", traits, found, member_id)


def _contributions(
    member_id: str, day: date, word: str, kind: Kind, read: Collection[str]
) -> Iterator[Doable]:
    columns = {"type": kind.type, "level": kind.level, "status": kind.status}
    asked = {field for name, field in columns.items() if field and name in read}
    asked |= {name for name in kind.attrs if name in read}
    plain: dict[str, Any] = {}
    choices: dict[str, Sequence[Any]] = {}
    for name, kept in kind.schema.model_fields.items():
        values = _values(kept.annotation)
        if kept.is_required():
            plain[name] = values[0] if values else _sample(kept.examples, name)
        else:
            plain[name] = kept.get_default(call_default_factory=True)
        if name in asked and values:
            choices[name] = [value for value in values if value != plain[name]]
    many = {name for name, value in plain.items() if isinstance(value, list)}
    for traits in _combined(choices):
        data = plain | {name: [value] if name in many else value for name, value in traits.items()}
        claim = Claim(id=new_id(), kind="contribution", occurred_on=day, member_id=member_id)
        row = Contribution(id=claim.id, kind=word, data=data)
        fixed = {name: plain[name] for name in asked if name in plain and plain[name] not in ("", None, [])}
        # What has to come from a meeting is made at a consultation, where suggestions are asked for.
        source = Activity(id=new_id(), kind="consultation", series=[], consultation=True)
        needs_one = kind.schema.model_fields.get(contributions.FROM_ACTIVITY)
        said = contributions.says(claim, row, source if needs_one and needs_one.is_required() else None, ())
        for one in _mine(word, "author", {**fixed, **traits}, said, member_id):
            yield replace(one, data=data)


def _values(annotation: Any) -> list[Any]:
    """Return the words that a field may hold; of a list, those of its members."""
    if annotation is bool:
        return [False, True]
    if typing.get_origin(annotation) is Literal:
        return list(typing.get_args(annotation))
    inner = typing.get_args(annotation)
    return [value for one in inner[:1] for value in _values(one)]


def _sample(examples: list[Any] | None, name: str) -> Any:
    return (
        examples[0] if examples else new_id() if name.endswith("_id") or name.startswith("from_") else "示例"
    )


def _combined(choices: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield every choice of traits, few before many."""
    for number in range(min(len(choices), MOST_TRAITS) + 1):
        for names in combinations(choices, number):
            for values in product(*(choices[name] for name in names)):
                yield dict(zip(names, values, strict=True))


def _shares(participant: str | None, alone: bool) -> list[ClaimParticipant]:
    """Return the shares of a hypothetical piece: alone, or with one more who has accepted."""
    if alone:
        return []
    other = participant or new_id()
    return [ClaimParticipant(member_id=other, role="participant", state="accepted")]


def _mine(kind: str, role: str, traits: Traits, found: Sequence[Posting], member_id: str) -> Iterator[Doable]:
    yield from (Doable(kind, role, traits, one) for one in found if one.member_id == member_id)


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
