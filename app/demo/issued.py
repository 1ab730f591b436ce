"""What the 13th council itself issued, received, gave and won."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from app.demo import frame, topics
from app.demo.days import share, spread
from app.demo.events import Event
from app.demo.meetings import PLENARIES, Years
from app.demo.pieces import Piece

#: Kind → how many in each year of the term.
SERIES = {
    "bulletin": (21, 23, 25, 27, 29),
    "hearing": (6, 6, 7, 7, 8),
    "oversight_letter": (13, 15, 17, 18, 19),
    "special_oversight": (2, 2, 3, 3, 3),
    "regulation": (24, 31, 27, 24, 23),
}
PHOTOS, BOOKS = 2558, 13_642
GRANTED_TO, GRANTED, STEP = 193, 106_550_000, 50_000
#: Sheets with instructions a year, and how many items one sheet in ten decides.
_SHEETS = (7, 7, 8, 9, 10)
_DOUBLE = 4
_STREAK = range(2013, 2022)


def in_series(years: Years) -> Iterator[Piece]:
    """Yield bulletins, hearings, letters, special oversights and regulations."""
    random = Random(f"{frame.SEED}:issued")
    for kind, counts in SERIES.items():
        number, topic = 0, iter(topics.SPECIAL_OVERSIGHT)
        for (year, first, last), count in zip(years, counts, strict=True):
            for order, day in enumerate(spread(random, first, last, count), start=1):
                number += 1
                subject = random.choice(topics.SUBJECTS)
                if kind == "bulletin":
                    yield Piece(kind, f"社情民意信息专报第{number}期", day, {"number": number})
                elif kind == "hearing":
                    yield Piece(kind, f"市委常委会会议听取政协党组{year}年第{order}次汇报", day)
                elif kind == "oversight_letter":
                    data = {"number": f"{year}-{order:02d}", "to": random.choice(topics.UNITS)}
                    yield Piece(kind, f"关于“{subject}”的民主监督建议书", day, data)
                elif kind == "special_oversight":
                    theme = next(topic)
                    yield Piece(kind, f"{theme}专项集体民主监督", day, {"topic": theme})
                else:
                    data = {
                        "adopted_by": random.choice(("主席会议", "常委会会议")),
                        "effective_on": day.isoformat(),
                    }
                    yield Piece(kind, f"{subject}工作规则（{year}年第{order}号）", day, data)


def documents(events: list[Event]) -> Iterator[Piece]:
    """Yield 9 formal recommendations and a special report from consultations, 12 suggestions, resolutions."""
    random = Random(f"{frame.SEED}:documents")
    standing = [event for event in events if event.kind == "standing_committee" and event.consultation]
    leading = [event for event in events if event.kind == "chairpersons_council" and event.consultation]
    for event in standing:
        data = {"type": "formal_recommendation"}
        yield Piece("document", f"关于{event.topic}的建议案", event.day, data, activity=event.title)
    report = leading[0]
    data = {"type": "special_report"}
    yield Piece("document", f"关于{report.topic}的专题报告", report.day, data, activity=report.title)
    for day in spread(random, frame.TERM_13, date(2021, 12, 20), 12):
        subject = random.choice(topics.SUBJECTS)
        yield Piece("document", f"关于{subject}的政协建议", day, {"type": "cppcc_suggestion"})
    for day, title in (
        (PLENARIES[0], "关于汇聚智慧凝聚力量积极助力新崛起的决议"),
        (PLENARIES[4], "关于助力高质量发展勇当共同富裕典范的决议"),
    ):
        yield Piece("document", title, day, {"type": "resolution"})


def instructions(years: Years) -> Iterator[Piece]:
    """Yield leaders' instructions: one sheet may decide two items, so items are what counts."""
    random, sheet = Random(f"{frame.SEED}:instructions"), 0
    for (_, first, last), count in zip(years, _SHEETS, strict=True):
        for day in spread(random, first, last, count):
            sheet += 1
            subject = random.choice(topics.SUBJECTS)
            data = {
                "level": "county",
                "count": 2 if sheet <= _DOUBLE else 1,
                "matter": f"关于{subject}的建议",
            }
            yield Piece(
                "instruction",
                f"对“{subject}”建议的批示（第{sheet}件）",
                day,
                {**data, "text": "请研究落实。"},
            )


def collected(years: Years) -> Iterator[Piece]:
    """Yield photographs collected, books given, and the yearly bursaries of two regions."""
    random = Random(f"{frame.SEED}:collected")
    first, last = years[0][1], years[-1][2]
    for index, (day, count) in enumerate(
        zip(spread(random, first, last, 60), share(random, PHOTOS, 60, 8), strict=True), start=1
    ):
        yield Piece("history_photos", f"照片资料第{index}批", day, {"count": count, "source": "社会征集"})
    for index, (day, count) in enumerate(
        zip(spread(random, first, last, 30), share(random, BOOKS, 30, 60), strict=True), start=1
    ):
        data = {"count": count, "recipients": random.choice(("学校", "农家书屋", "机关单位", "离退休干部"))}
        yield Piece("books_given", f"赠送{random.choice(topics.BOOKS)}（第{index}批）", day, data)
    persons = iter(share(random, GRANTED_TO, 10, 10))
    amounts = iter(share(random, GRANTED // STEP, 10, 100))
    for year, _, _ in years:
        for region in ("平湖", "青田"):
            data = {"person_times": next(persons), "amount_fen": next(amounts) * STEP, "region": region}
            yield Piece("grant", f"{year}年协进助学金（{region}）", date(year, 8, 26), data)


def honours() -> Iterator[Piece]:
    """Yield what the council won; the nine first prizes in a row began in the term before."""
    for year in _STREAK:
        data = {"by": "嘉兴市政协", "level": "prefecture", "year": year, "area": "opinion", "rank": "first"}
        yield Piece("honour", f"{year}年度社情民意信息工作考核一等奖", date(year + 1, 1, 15), data)
    for (name, _), stars, level, by in zip(
        frame.SALONS, (4, 3), ("province", "prefecture"), ("省政协", "嘉兴市政协"), strict=True
    ):
        data = {"level": level, "stars": stars, "year": 2021}
        yield Piece("salon_rating", f"{by}评定{name}", date(2021, 11, 18), data, unit=("venue", name))


def views(events: list[Event]) -> Iterator[Piece]:
    """Yield the live audience of each meeting with the mayor, as the broadcaster counted it."""
    for event in events:
        if event.kind == "face_to_face":
            data = {"count": event.views, "source": "平湖传媒中心"}
            yield Piece("face_to_face_views", f"{event.title}直播访问", event.day, data)
