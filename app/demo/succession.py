"""Who goes on into later terms, and who is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from app.demo import frame
from app.demo.names import people
from app.demo.people import ONE, Held, Maker, Person, Roster, term_13

_CARRIED = 150
_NEW = 95


def roster(terms: Sequence[frame.PlannedTerm]) -> Roster:
    """Return everybody from the 13th term to the running one.

    The 13th term of a member is the same however many terms follow.
    """
    random = Random(f"{frame.SEED}:succession")
    old = term_13()
    last = frame.TERM_14 - ONE
    carried = _carried(random, [person for person in old if person.sits_on(last)])
    for person in carried:
        for place in person.places:
            if place.ends_on == last:
                place.ends_on = None
    _name_conveners(carried)
    known = {person.name for person in old}
    names = ((name, sex) for name, sex in people(random) if name not in known)
    made = Maker(random, names, "14", frame.TERM_14, None)
    new = [made.person(index) for index in range(1, _NEW + 1)]
    for person in new:
        person.tenures.clear()
    _give_posts(carried, new, terms)
    later = [term for term in terms if term.number >= 14]
    for person in [*carried, *new]:
        for term in later:
            over = term is not later[-1]
            ends = term.ends_on if over else None
            person.tenures.append(Held("tenure", "term_ended" if over else "active", term.starts_on, ends))
    return Roster([*old, *new])


def _carried(random: Random, sitting: Sequence[Person]) -> list[Person]:
    """Draw who stays; the second number stays for certain, it leads the next term."""
    leader = next(person for person in sitting if person.number == "13-002")
    rest = [person for person in sitting if person is not leader]
    return [leader, *sorted(random.sample(rest, _CARRIED - 1), key=lambda person: person.number)]


def _name_conveners(carried: Sequence[Person]) -> None:
    """Let one of those who stay convene each group and committee: the first who leads nothing else."""
    named: set[tuple[str, str]] = set()
    for person in carried:
        kinds = ("activity_group", "area_group", "special_committee")
        open_ = [held for held in person.places if held.what in kinds and held.ends_on is None]
        free = [held for held in open_ if (held.what, held.name) not in named]
        if not person.posts and free and not any(held.role == "convener" for held in open_):
            free[0].role = "convener"
            named.add((free[0].what, free[0].name))


def _give_posts(carried: list[Person], new: list[Person], terms: Sequence[frame.PlannedTerm]) -> None:
    """Elect the leaders of the 14th term; later terms keep them, so that a far demo day works."""
    since: date = frame.TERM_14
    others = [person for person in carried if person is not carried[0]]
    wanted = [("chair", [carried[0]]), ("vice_chair", [*others[:4], *new[:2]])]
    wanted += [("secretary_general", [new[2]]), ("standing_member", [*others[4:32], *new[3:15]])]
    for post, persons in wanted:
        for person in persons:
            person.posts.append(Held("post", post, since))
