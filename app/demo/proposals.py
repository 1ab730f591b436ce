"""The 13th term's proposals: 1005 received, 931 filed, 671 about people's lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo import frame, topics
from app.demo.days import chosen, spread
from app.demo.desk import Bench
from app.demo.people import Person, Roster
from app.facts.proposals.service import NewProposal, add_many
from app.ledger.verification import verify_many

SECTION = "提案委办公室"
#: Per year: received, filed, of the filed about people's lives.
COUNTS = {
    2017: (176, 162, 112),
    2018: (196, 181, 128),
    2019: (205, 190, 138),
    2020: (211, 196, 144),
    2021: (217, 202, 149),
}
_UNFILED = (
    ("not_filed", "内容不够具体，建议进一步调研"),
    ("merged", "与同主题提案合并办理"),
    ("converted", "属一般情况反映，转为社情民意信息"),
)
_KEY, _EXCELLENT = 10, 12


def drawn(random: Random, roster: Roster, day: date, count: int = 1) -> list[Person]:
    """Draw different members of ``day``, the diligent more often."""
    present = roster.on(day)
    found: list[Person] = []
    while len(found) < count:
        person = random.choices(present, [one.diligence for one in present])[0]
        if person not in found:
            found.append(person)
    return found


def enter(
    bench: Bench, roster: Roster, year: int, last: date, plenary: date, counts: tuple[int, int, int]
) -> None:
    """Hand a year's proposals in, with what became of them, and verify them.

    Args:
        last: Nothing is handed in later.
        plenary: First day of the year's plenary, when three of four are handed in.
        counts: Received, filed, of the filed about people's lives.
    """
    news = list(_year(bench, roster, year, last, plenary, counts))
    verify(bench, "heshi", bench.by("bangongshi", add_many, news))


def verify(bench: Bench, by: str, ids: list[str]) -> None:
    """Verify what was just entered, by another account; everything must pass.

    Raises:
        ValueError: something was refused, which is a defect of the demo.
    """
    refused = [verdict for verdict in bench.by(by, verify_many, ids) if verdict.word]
    if refused:
        raise ValueError(f"{len(refused)} refused, the first: {refused[0].word}")


def _year(
    bench: Bench, roster: Roster, year: int, last: date, plenary: date, counts: tuple[int, int, int]
) -> Iterator[NewProposal]:
    random, titles = Random(f"{frame.SEED}:proposals:{year}"), topics.Titles()
    received, filed, livelihood = counts
    filed_at = sorted(chosen(random, filed, received))
    lives = {filed_at[index] for index in chosen(random, livelihood, filed)}
    at_plenary = received * 3 // 4
    days = [plenary + timedelta(days=index % 3) for index in range(at_plenary)]
    days += spread(random, plenary + timedelta(days=10), last, received - at_plenary)
    key, excellent = (chosen(random, min(most, filed), filed) for most in (_KEY, _EXCELLENT))
    number = 0
    for index, day in enumerate(days):
        subject = _subject(random, index in lives)
        title = random.choice(topics.PROPOSALS).format(random.choice(topics.PLACES), subject)
        fate = _unfiled(random)
        if index in filed_at:
            outcomes = ["handled"] + ["key"] * (number in key) + ["excellent"] * (number in excellent)
            number += 1
            fate = {
                "filing": "filed",
                "number": f"{year}-{number:03d}",
                "outcomes": tuple(outcomes),
                "handling_unit": random.choice(topics.UNITS),
                "process_satisfaction": _rating(random),
                "result_satisfaction": _rating(random),
            }
        yield NewProposal(
            title=titles.once(f"{year}年 {title}"),
            body=f"案由：{subject}关系群众切身利益。分析：调研中了解到若干不足。建议：明确责任，加大投入，常态督查。",
            section_id=bench.section(SECTION),
            occurred_on=day,
            category=random.choice(topics.CATEGORIES),
            livelihood=index in lives,
            plenary=index < at_plenary,
            **_signed(bench, random, roster, day),
            **fate,
        )


def _subject(random: Random, livelihood: bool) -> str:
    return random.choice([word for word in topics.SUBJECTS if (word in topics.LIVELIHOOD) == livelihood])


def _rating(random: Random) -> str:
    return "satisfied" if random.randrange(100) < 88 else "basically_satisfied"


def _unfiled(random: Random) -> dict[str, Any]:
    filing, reason = random.choice(_UNFILED)
    return {"filing": filing, "filing_reason": reason}


def _signed(bench: Bench, random: Random, roster: Roster, day: date) -> dict[str, Any]:
    """Return form, subject and signers: alone, with others, or in the name of a group."""
    chance = random.randrange(100)
    others = 0 if chance < 60 else random.randrange(1, 5)
    persons = drawn(random, roster, day, 1 + others)
    ids = [bench.members[person.number] for person in persons]
    if chance < 60:
        return {"form": "personal", "member_id": ids[0], "shares": ((ids[0], "lead"),)}
    shares = ((ids[0], "lead" if chance < 85 else "drafter"), *((id_, "participant") for id_ in ids[1:]))
    if chance < 85:
        return {"form": "joint", "member_id": ids[0], "shares": shares}
    group = next(
        place.name for place in persons[0].places if place.what == "activity_group" and place.on(day)
    )
    return {"form": "collective", "unit_id": bench.unit("activity_group", group), "shares": shares}
