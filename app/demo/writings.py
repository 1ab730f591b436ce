"""What the 13th term's members wrote, said and did: the light kinds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from app.demo import frame, topics
from app.demo.days import chosen, share, spread
from app.demo.events import Event, due_at
from app.demo.meetings import PLENARIES, Years
from app.demo.people import Roster
from app.demo.pieces import Piece
from app.demo.proposals import drawn

SPEECHES = {2017: 22, 2018: 23, 2019: 25, 2020: 26, 2021: 26}
REPORTS = {2017: 42, 2018: 46, 2019: 49, 2020: 51, 2021: 53}
HISTORY = {2017: 190, 2018: 205, 2019: 220, 2020: 233, 2021: 246}
CHARACTERS = 3_798_127
MEDIA = {2017: 38, 2018: 41, 2019: 44, 2020: 48, 2021: 52}
SUGGESTIONS, CARRIED_OUT = 1835, 504
_OPEN = ("issued", "accepted", "not_accepted")
#: Members' own deeds, so many a year.
_DEEDS = {"study_note": 44, "charity": 36, "member_award": 9, "party_link": 14, "contact": 12}


def suggestions(events: list[Event], roster: Roster) -> Iterator[Piece]:
    """Yield what was suggested at consultations and halls, each hall's carried-out ones among it."""
    random = Random(f"{frame.SEED}:suggestions")
    invited = [event for event in events if "come_and_consult" in event.series]
    halls = [event for event in events if "livelihood_hall" in event.series]
    made = dict(zip([e.title for e in invited], share(random, SUGGESTIONS, len(invited), 8), strict=True))
    done = dict(zip([e.title for e in halls], share(random, CARRIED_OUT, len(halls), 4), strict=True))
    for event in sorted({*invited, *halls}, key=lambda event: (event.day, event.title)):
        finished = done.get(event.title, 0)
        count = max(made.get(event.title, 0), finished) if event.title in made else finished + 2
        due = due_at(event, roster)
        for index in range(count):
            # At a hall, what was carried out is exactly its share; elsewhere it is left to chance.
            states = _OPEN if event.title in done else (*_OPEN, "done", "done")
            state = "done" if index < finished else random.choice(states)
            to = random.choice(topics.UNITS)
            data = {"text": f"建议{to}就“{event.topic}”制定清单、限期推进。", "to_unit": to, "state": state}
            yield Piece(
                "suggestion",
                f"就“{event.topic}”提出的意见建议之{index + 1}",
                event.day,
                data,
                member=random.choice(due).number,
                activity=event.title,
            )


def speeches(roster: Roster) -> Iterator[Piece]:
    """Yield the material for speeches at the plenaries."""
    random = Random(f"{frame.SEED}:speeches")
    for day in PLENARIES:
        for index in range(SPEECHES[day.year]):
            title = random.choice(topics.SPEECHES).format(random.choice(topics.SUBJECTS))
            form, spoken = ("oral", day + timedelta(days=1)) if index < 10 else ("written", day)
            person = drawn(random, roster, day)[0]
            if index % 4 == 3:
                yield Piece("plenary_speech", title, spoken, {"form": form}, unit=("sector", person.sector))
            else:
                yield Piece("plenary_speech", title, spoken, {"form": form}, member=person.number)


def reports(years: Years, roster: Roster, events: list[Event]) -> Iterator[Piece]:
    """Yield research reports, some of them of a survey that took place."""
    random = Random(f"{frame.SEED}:reports")
    for year, first, last in years:
        surveys = [event for event in events if event.kind == "survey" and first <= event.day <= last]
        for index, day in enumerate(spread(random, first, last, REPORTS[year])):
            title, _ = topics.one(random, topics.REPORTS)
            survey = surveys[index] if index < len(surveys) else None
            when = survey.day if survey else day
            adopted = random.choice(([], [], ["county"], ["county"], ["prefecture"], ["county", "province"]))
            authors = [person.number for person in drawn(random, roster, when, random.randrange(1, 4))]
            yield Piece(
                "research_report",
                title,
                when,
                {"adopted_by": adopted},
                member=authors[0],
                others=tuple(authors[1:]),
                activity=survey.title if survey else "",
            )


def history(years: Years, roster: Roster) -> Iterator[Piece]:
    """Yield history pieces; two of five come from people who are no members."""
    random = Random(f"{frame.SEED}:history")
    lengths = iter(share(random, CHARACTERS, sum(HISTORY.values()), 600))
    for year, first, last in years:
        for index, day in enumerate(spread(random, first, last, HISTORY[year])):
            title = random.choice(topics.HISTORY).format(random.choice(topics.PLACES[:8]))
            data = {"characters": next(lengths), "published_in": random.choice(("", "", *topics.BOOKS))}
            if index % 5 in (1, 3):
                yield Piece("history_piece", title, day, {**data, "outside_author": "本地文史爱好者"})
            else:
                yield Piece("history_piece", title, day, data, member=drawn(random, roster, day)[0].number)


def media(years: Years, roster: Roster) -> Iterator[Piece]:
    """Yield reports about the council: national and provincial ones, and local ones beside them."""
    random = Random(f"{frame.SEED}:media")
    for year, first, last in years:
        here = chosen(random, 14, MEDIA[year] + 14)
        for index, day in enumerate(spread(random, first, last, MEDIA[year] + 14)):
            outlet, level = random.choice(topics.LOCAL_OUTLETS if index in here else topics.OUTLETS)
            title = f"平湖政协：{random.choice(topics.SPEECHES).format(random.choice(topics.SUBJECTS))}"
            author = drawn(random, roster, day)[0].number if index % 6 == 0 else ""
            yield Piece("media_item", title, day, {"outlet": outlet, "level": level}, member=author)


def deeds(years: Years, roster: Roster) -> Iterator[Piece]:
    """Yield what single members did: study, charity, links, awards, service in hard times."""
    random = Random(f"{frame.SEED}:deeds")
    for year, first, last in years:
        for kind, count in _DEEDS.items():
            for day in spread(random, first, last, count):
                one, other = drawn(random, roster, day, 2)
                data, title = _deed(random, kind, year)
                yield Piece(
                    kind,
                    title,
                    day,
                    data,
                    member=one.number,
                    linked=other.number if kind == "party_link" else "",
                )
    for task, title, first, last, count in _TASKS:
        for day in spread(random, first, last, count):
            yield Piece(
                "special_task", title, day, {"task": task}, member=drawn(random, roster, day)[0].number
            )


_TASKS = (
    ("epidemic", "参加疫情防控一线值守", date(2020, 1, 28), date(2020, 4, 30), 90),
    ("resumption", "助企复工复产", date(2020, 2, 20), date(2020, 6, 30), 40),
    ("typhoon", "防汛抗台值守", date(2021, 7, 22), date(2021, 7, 30), 30),
)


def _deed(random: Random, kind: str, year: int) -> tuple[dict[str, object], str]:
    subject = random.choice(topics.SUBJECTS)
    if kind == "study_note":
        return {"form": random.choice(("note", "essay", "talk")), "topic": subject}, "“书香政协”读书体会"
    if kind == "charity":
        form = random.choice(("donation", "volunteering", "assistance"))
        fen = random.randrange(1, 60) * 100_000 if form == "donation" else 0
        return {"form": form, "amount_fen": fen, "people": random.randrange(1, 60)}, f"“{subject}”公益服务"
    if kind == "member_award":
        level = random.choice(("county", "county", "prefecture", "province"))
        return {"by": "有关部门", "level": level, "year": year, "rank": "excellent"}, f"{year}年度先进个人"
    if kind == "party_link":
        return {"form": random.choice(("talk", "visit", "meeting"))}, "党员委员联系党外委员"
    return {"counterpart": "民主党派基层组织", "form": random.choice(("visit", "meeting"))}, "走访党派团体"
