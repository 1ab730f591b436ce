"""Who sits in the demo councils: made-up members with dated histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from app.demo import frame
from app.demo.names import people

LEADERS = ("chair", "vice_chair", "secretary_general")
STANDING = (*LEADERS, "standing_member")
ONE = timedelta(days=1)
_EDUCATION = ("大专", "本科", "本科", "本科", "硕士研究生", "博士研究生")
_PARTY = {
    "民盟": "民盟盟员",
    "民建": "民建会员",
    "民进": "民进会员",
    "农工党": "农工党党员",
    "九三学社": "九三学社社员",
}
_JOBS = {
    "经济": ("某某服饰有限公司", "总经理"),
    "工商联": ("某某箱包股份有限公司", "董事长"),
    "农业": ("某某果蔬专业合作社", "理事长"),
    "教育": ("某某中学", "高级教师"),
    "医药卫生": ("某某医院", "副主任医师"),
    "科技": ("某某光电科技有限公司", "高级工程师"),
    "文化艺术": ("某某文化馆", "副研究馆员"),
}


@dataclass(slots=True)
class Held:
    """Something held from a day to a day: a unit of a kind, a post, or a tenure."""

    what: str
    name: str
    starts_on: date
    ends_on: date | None = None
    role: str = "member"

    def on(self, day: date) -> bool:
        """Tell whether it is held on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(slots=True)
class Person:
    """A planned member. ``steadiness`` is how often of a thousand he or she comes."""

    number: str
    name: str
    sex: str
    born_on: date
    sector: str
    party: str
    education: str
    employer: str
    title: str
    mobile: str
    steadiness: int
    diligence: int
    tenures: list[Held] = field(default_factory=list)
    posts: list[Held] = field(default_factory=list)
    places: list[Held] = field(default_factory=list)

    def sits_on(self, day: date) -> bool:
        """Tell whether the person is a member on ``day``."""
        return any(tenure.on(day) for tenure in self.tenures)


class Roster:
    """The planned members of a council, as of any day, in order of their numbers."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self.persons = sorted(persons, key=lambda person: person.number)
        self._known: dict[tuple[str, ...] | date, list[Person]] = {}

    def on(self, day: date) -> list[Person]:
        """Return who is a member on ``day``."""
        if day not in self._known:
            self._known[day] = [person for person in self.persons if person.sits_on(day)]
        return self._known[day]

    def holding(self, posts: tuple[str, ...], day: date) -> list[Person]:
        """Return who holds one of ``posts`` on ``day``."""
        return [p for p in self.on(day) if any(post.name in posts and post.on(day) for post in p.posts)]

    def placed(self, kind: str, name: str, day: date) -> list[Person]:
        """Return who has a place in a unit on ``day``."""
        return [
            person
            for person in self.on(day)
            if any(place.what == kind and place.name == name and place.on(day) for place in person.places)
        ]


def term_13() -> list[Person]:
    """Return the members of the 13th term: 212 begin, 24 leave, 27 join, 215 stay to the end."""
    random = Random(f"{frame.SEED}:people")
    made = Maker(random, people(random), "13", frame.TERM_13, frame.TERM_14 - ONE)
    first = [made.person(index) for index in range(1, 213)]
    _give_posts(first)
    for index in random.sample(range(60, 212), 24):
        _leave(random, first[index])
    later = [made.person(index, _joining(random)) for index in range(213, 240)]
    for person in random.sample(first[60:], 18):
        _move_sector(random, person)
    return [*first, *later]


def _joining(random: Random) -> date:
    """Members are added by the Standing Committee, mostly shortly before a plenary."""
    return random.choice((date(2018, 1, 5), date(2019, 1, 4), date(2019, 12, 27), date(2021, 1, 22)))


class Maker:
    """Makes members of one term."""

    def __init__(
        self, random: Random, names: Iterator[tuple[str, str]], term: str, first: date, last: date | None
    ) -> None:
        self.random, self.names, self.term, self.first, self.last = random, names, term, first, last

    def person(self, index: int, joined: date | None = None) -> Person:
        """Return the member with this serial number, placed in every kind of unit."""
        random, starts = self.random, joined or self.first
        name, sex = next(self.names)
        sector = list(frame.SECTORS)[(index * 7) % len(frame.SECTORS)]
        employer, title = _JOBS.get(sector, ("某某单位", "科长"))
        party = _PARTY.get(sector) or ("中共党员" if random.randrange(100) < 36 else "群众")
        person = Person(
            number=f"{self.term}-{index:03d}",
            name=name,
            sex=sex,
            born_on=date(
                self.first.year - random.randrange(32, 60), random.randrange(1, 13), random.randrange(1, 29)
            ),
            sector=sector,
            party="中共党员" if sector == "中共" else party,
            education=random.choice(_EDUCATION),
            employer=f"平湖市{employer}",
            title=title,
            mobile=f"1990{self.term}{index:05d}",
            steadiness=random.choice((780, 860, 900, 920, 940, 960, 985)),
            diligence=random.choice((1, 2, 3, 4, 5, 6, 8)),
            tenures=[Held("tenure", "term_ended" if self.last else "active", starts, self.last)],
        )
        place(person, starts, self.last, branch=index % len(frame.BRANCHES))
        return person


def place(person: Person, starts: date, ends: date | None, *, branch: int) -> None:
    """Give a member a place in every kind of unit, through the reform of the committees."""
    group, committee = frame.SECTORS[person.sector]
    town = frame.TOWNS[sum(map(ord, person.number)) % len(frame.TOWNS)]
    spans = [(committee, starts, ends)]
    if committee in frame.AFTER_REFORM and starts < frame.REFORM:
        spans = [(frame.BEFORE_REFORM, starts, frame.REFORM - ONE), (committee, frame.REFORM, ends)]
    person.places += [
        Held("sector", person.sector, starts, ends),
        Held("activity_group", group, starts, ends),
    ]
    person.places += [Held("special_committee", name, one, other) for name, one, other in spans]
    person.places.append(Held("area_group", f"{town}委员小组", starts, ends))
    if person.party == "中共党员":
        person.places.append(Held("party_branch", frame.BRANCHES[branch], starts, ends))


def _give_posts(first: list[Person]) -> None:
    """Let the first numbers lead: chairs (one follows another), vice chairs, standing members."""
    ends = frame.TERM_14 - ONE
    turn = date(2020, 1, 8)
    first[0].posts.append(Held("post", "chair", frame.TERM_13, turn - ONE))
    first[1].posts += [
        Held("post", "vice_chair", frame.TERM_13, turn - ONE),
        Held("post", "chair", turn, ends),
    ]
    for person in first[2:7]:
        person.posts.append(Held("post", "vice_chair", frame.TERM_13, ends))
    first[0].posts.append(Held("post", "standing_member", turn, ends))
    first[7].posts.append(Held("post", "secretary_general", frame.TERM_13, ends))
    for person in first[8:46]:
        person.posts.append(Held("post", "standing_member", frame.TERM_13, ends))


def _leave(random: Random, person: Person) -> None:
    """End a membership before the term, with everything held."""
    day = date(random.randrange(2018, 2022), random.randrange(1, 12), random.randrange(1, 28))
    state = random.choice(("resigned", "transferred", "transferred", "deceased"))
    person.tenures[0].ends_on, person.tenures[0].name = day, state
    for place_ in list(person.places):
        if place_.starts_on > day:
            person.places.remove(place_)
        elif place_.ends_on is None or place_.ends_on > day:
            place_.ends_on = day


def _move_sector(random: Random, person: Person) -> None:
    """Change sector, activity group and committee in the middle of the term."""
    day, tenure = date(2019, 3, 1), person.tenures[0]
    if tenure.starts_on >= day or (tenure.ends_on and tenure.ends_on < day):
        return
    sector = random.choice([name for name in frame.SECTORS if name != person.sector])
    group, committee = frame.SECTORS[sector]
    for kind, name in (("sector", sector), ("activity_group", group), ("special_committee", committee)):
        for held in [place_ for place_ in person.places if place_.what == kind]:
            if held.starts_on >= day:
                person.places.remove(held)
            elif held.ends_on is None or held.ends_on >= day:
                held.ends_on = day - ONE
        person.places.append(Held(kind, name, day, tenure.ends_on))
    person.sector = sector
