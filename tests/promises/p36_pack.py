"""P36: a year's pack is the scorecards in every file, whatever ended the process that wrote it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.core import clock
from app.core.db import Database
from app.core.paper import Line, Unprintable, pdf
from app.council.lookup import council_id_of
from app.views.pack import workbook
from app.views.pack.files import ARCHIVE, MANIFEST, MEMBERS, SLIPS, SUMMARY, Folder, digest_of
from app.views.pack.values import Frozen
from tests.promises import office
from tests.promises import pack_numbers as read
from tests.promises import pack_tables as tables
from tests.promises.sealed_councils import demo_house
from tests.promises.stage import stage

CODE, YEAR, MOST_MB = "pinghu", 2021, 400
#: The moment at which each pack is begun, and that at which an ended one is gone on with.
BEGUN, LATER = "2026-11-24T08:00:00+08:00", "2026-11-25T09:30:00+08:00"
#: The parts of the members whose papers are there when the process is killed; then amid the archive.
MOMENTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def run(moments: tuple[float, ...] = MOMENTS) -> dict[str, Any]:
    """Load the demo; write its pack at one go and through kills; read every file back."""
    with stage("sqlite") as made:
        house = demo_house(made)
        given = {
            "LVZHI_ENV": "test", "LVZHI_SECRET": made.settings.secret, "LVZHI_VAR": str(made.settings.var),
            "LVZHI_DATABASE_URL": made.settings.database,
        }  # fmt: skip
        folder = made.settings.var / "p36"
        told = judged(made.db, folder, given, moments)
        demo = tables.of_demo(house, YEAR, folder / "whole" / SUMMARY / f"{YEAR}年度履职情况汇总.xlsx")
        return _with_tables(told, [demo, tables.of_small(made.house())])


def _with_tables(told: dict[str, Any], of: list[tables.Judged]) -> dict[str, Any]:
    """Add what the tables of everybody said, and the cells that were changed in them."""
    wrong = [one for each, _, _ in of for one in each]
    planted = {f"{at}: {name}": seen for at, (_, _, found) in enumerate(of) for name, seen in found.items()}
    missed = [name for name, seen in planted.items() if not seen]
    numbers = sum(number for _, number, _ in of)
    return told | {
        "judged": told["judged"] + numbers,
        "failed": told["failed"] + len(wrong) + len(missed),
        "figure": f"{told['figure']}；汇总各表 {numbers:,} 个数都是接口所答，改 {len(planted)} 格，"
        f"查出 {len(planted) - len(missed)}",
        "deviations": [*told["deviations"], *(one[:300] for one in [*wrong, *missed][:10])],
    }


def judged(db: Database, folder: Path, given: dict[str, str], moments: tuple[float, ...]) -> dict[str, Any]:
    """Judge the pack of a database that holds the demo."""
    council_id = council_id_of(db, CODE)
    cards = db.read_now(lambda session: read.cards(session, council_id, YEAR), council=council_id)
    whole, cut = folder / "whole", folder / "cut"
    peak = written(whole, given, BEGUN)
    broken, kills = _through_kills(cut, whole, given, len(cards), moments)
    wrong = broken + _differing(whole, cut)
    peak = max(peak, written(cut, given, LATER))
    wrong += _differing(whole, cut)
    compared, numbers, odd = read_back(whole, cards)
    odd += _opened(whole, folder / "opened", cards)
    frozen = Folder(whole).frozen()
    assert frozen is not None
    planted = dict(_planted(folder / "planted", frozen, cards))
    missed = [name for name, caught in planted.items() if not caught]
    too_large = [f"{peak} MB"] if peak > MOST_MB else []
    wrong += [*odd, *too_large, *missed]
    opened = "逐份打开、另存再读" if office.installed() else "未装，没有做"
    return {
        "id": "P36",
        "what": "年终材料：中途 kill -9 后接着做，各文件逐字节相同；每个数读回都等于生效的计分",
        "judged": numbers + compared + kills,
        "failed": len(wrong),
        "figure": f"{len(cards)} 名委员、{compared} 个文件、{numbers:,} 个数；kill -9 {kills} 次；"
        f"内存峰值 {peak} MB（≤ {MOST_MB}）；LibreOffice {opened}；"
        f"预设缺陷 {len(planted)} 种，查出 {len(planted) - len(missed)}",
        "deviations": [one[:300] for one in wrong[:10]],
    }


def _start(out: Path, given: dict[str, str], moment: str) -> subprocess.Popen[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LVZHI_")}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.promises.packing", CODE, str(YEAR), str(out), moment],
        env={**kept, **given}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def written(out: Path, given: dict[str, str], moment: str) -> int:
    """Write a pack or what is left of it; return the peak of memory in MB."""
    child = _start(out, given, moment)
    said, _ = child.communicate()
    assert child.returncode == 0, said
    return int(said.splitlines()[-1])


def _through_kills(
    out: Path, whole: Path, given: dict[str, str], members: int, moments: tuple[float, ...]
) -> tuple[list[str], int]:
    """Kill the process at each moment; return files that stand there half written, and how many kills."""
    wrong, kills = [], 0
    for number, part in enumerate(moments):
        child = _start(out, given, LATER if number else BEGUN)
        while child.poll() is None and not _reached(out, round(members * part), part == moments[-1]):
            time.sleep(0.01)
        kills += child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
        wrong += [f"half written: {name}" for name in _files(out) if not _same(out, whole, name)]
    if kills < len(moments):
        wrong.append(f"only {kills} kills")
    # The last one goes on to the end.
    written(out, given, LATER)
    return wrong, kills


def _reached(out: Path, papers: int, last: bool) -> bool:
    if last:
        return any(out.glob(f"{ARCHIVE}.*.part"))
    ready = len(list((out / MEMBERS).glob("*.docx"))) if (out / MEMBERS).is_dir() else 0
    # At the first moment: the first paper is about to be written.
    return ready >= papers if papers else (out / MEMBERS).is_dir()


def _files(out: Path) -> list[str]:
    """Return the names of all files that claim to be finished."""
    found = (path for path in out.rglob("*") if path.is_file() and path.suffix != ".part")
    return sorted(str(path.relative_to(out)) for path in found if path.name != ".frozen.json")


def _same(out: Path, whole: Path, name: str) -> bool:
    mine, others = out / name, whole / name
    return mine.is_file() and others.is_file() and digest_of(mine) == digest_of(others)


def _differing(whole: Path, cut: Path) -> list[str]:
    names = sorted({*_files(whole), *_files(cut)})
    assert MANIFEST in names and ARCHIVE in names
    return [f"differs: {name}" for name in names if not _same(cut, whole, name)]


def read_back(out: Path, cards: list[read.Card]) -> tuple[int, int, list[str]]:
    """Return how many files and numbers were compared, and what differed."""
    book = read.Book(out / f"{SUMMARY}/{YEAR}年度履职情况汇总.xlsx")
    wrong = [] if len(book.places) == len(cards) else [f"{len(book.places)} rows of {len(cards)}"]
    files, numbers = 1, 0
    for card in cards:
        odd = [*read.of_book(book, card), *_papers(out, book, card)]
        wrong += [f"{card.stem}: {one}" for one in odd]
        files += 3
        # Points, place and grade in each of the four files, and every line's count, points and basis.
        lines = sum(len(read.NUMBER.findall(" ".join(line[2:]))) for line in card.lines)
        numbers += 4 * (lines + 1)
    return files, numbers, wrong


def _papers(out: Path, book: read.Book, card: read.Card) -> Iterator[str]:
    rows, texts = read.word_of(out / MEMBERS / f"{card.stem}.docx")
    yield from read.of_word(rows, book, card)
    text, boxes = read.pdf_of(out / MEMBERS / f"{card.stem}.pdf")
    yield from read.of_pdf(text, rows, texts, card)
    notice, more = read.pdf_of(out / SLIPS / f"{card.stem}.pdf")
    yield from read.of_slip(notice, card)
    if boxes or more:
        yield f"{boxes + more} glyphs are missing"


def _opened(out: Path, into: Path, cards: list[read.Card]) -> list[str]:
    """Let LibreOffice open workbook and Word files and save them anew; return what differs then."""
    if not office.installed():
        return []
    workbook_file = out / f"{SUMMARY}/{YEAR}年度履职情况汇总.xlsx"
    (again,) = office.reopened([workbook_file], "xlsx", into)
    book = read.Book(again)
    wrong = [f"LibreOffice, {card.stem}: {one}" for card in cards for one in read.of_book(book, card)]
    words = office.reopened([out / MEMBERS / f"{card.stem}.docx" for card in cards], "docx", into)
    for card, word in zip(cards, words, strict=True):
        odd = list(read.of_word(read.word_of(word)[0], book, card)) if word.is_file() else ["not opened"]
        wrong += [f"LibreOffice, {card.stem}: {one}" for one in odd]
    slip = out / SLIPS / f"{cards[0].stem}.pdf"
    (picture,) = office.reopened([slip], "png", into)
    return wrong if picture.is_file() else [*wrong, "LibreOffice: a PDF was not opened"]


def _planted(root: Path, frozen: Frozen, cards: list[read.Card]) -> Iterator[tuple[str, bool]]:
    """Yield planted defects, each with whether it was found."""
    member = next(one for one in frozen.members if len(one.score) > 1)
    card = next(one for one in cards if one.number == member.number)
    few = frozen.model_copy(update={"members": (member, *frozen.members[-2:])})
    line = member.score[0].model_copy(update={"points": f"{member.score[0].points}1"})
    changed = member.model_copy(update={"score": (line, *member.score[1:])})
    other = frozen.model_copy(update={"members": (changed,)})
    good, bad = _folder(root / "good", few), _folder(root / "bad", other)
    book = read.Book(workbook.summary(frozen))
    yield "untouched is not judged wrong", not list(_papers(good, book, card))
    yield "xlsx number changed", bool(list(read.of_book(read.Book(workbook.summary(other)), card)))
    for name in (f"{MEMBERS}/{card.stem}.docx", f"{MEMBERS}/{card.stem}.pdf", f"{SLIPS}/{card.stem}.pdf"):
        kept = (good / name).read_bytes()
        shutil.copy(bad / name, good / name)
        yield f"{name} number changed", bool(list(_papers(good, book, card)))
        (good / name).write_bytes(kept)
    if office.installed():
        (again,) = office.reopened([bad / MEMBERS / f"{card.stem}.docx"], "docx", root / "opened")
        yield (
            "Word number changed, read through LibreOffice",
            bool(list(read.of_word(read.word_of(again)[0], book, card))),
        )
    yield "half-written file skipped", bool(_skipped(root / "half", few, good))
    yield "glyph missing", _box_seen(root)


def _folder(root: Path, year: Frozen) -> Path:
    folder = Folder(root)
    folder.begin(year)
    while folder.write_some(year, 5):
        pass
    folder.finish(year)
    return root


class _InPlace(Folder):
    """Writes under the final name from the start, and ends amid a Word file."""

    def _keep(self, name: str, content: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[: len(content) // 2] if name.endswith(".docx") else content)
        if name.endswith(".docx"):
            raise KeyboardInterrupt


def _skipped(root: Path, year: Frozen, good: Path) -> list[str]:
    folder = _InPlace(root)
    folder.begin(year)
    try:
        folder.write_some(year, 1)
    except KeyboardInterrupt:
        _folder(root, year)
    return _differing(good, root)


def _box_seen(root: Path) -> bool:
    """Print what no font draws, its check taken away: the typesetter refuses, or a box is counted."""
    real: Any = pdf.check
    pdf.check = lambda *_: None
    try:
        path = root / "box.pdf"
        path.write_bytes(pdf.printed([Line("李\ue863")], title="", made_at=clock.now()))
        return read.pdf_of(path)[1] > 0
    except (Unprintable, RuntimeError):
        return True
    finally:
        pdf.check = real
