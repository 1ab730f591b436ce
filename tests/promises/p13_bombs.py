"""P13: hostile files are refused quickly and cheaply."""

from __future__ import annotations

import io
import json
import struct
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

import psutil
from PIL import Image

from app.core.errors import Problem
from app.core.sheets import read_table
from app.core.storage import accept

SECONDS = 5.0
MEGABYTES = 150.0
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def links(*targets: tuple[str, str, str]) -> str:
    """Return a relationship part from (type, target, mode)."""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}" {mode}/>'
        for number, (kind, target, mode) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def sheet(rows: str) -> str:
    """Return a worksheet part around its rows."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


GOOD_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>王小明</t></is></c></row>'
)


def workbook(
    rows: str = GOOD_ROWS, *, extra: dict[str, bytes | str] | None = None, parts: Iterable[str] = ()
) -> bytes:
    """Return a minimal workbook.

    Args:
        rows: The inside of ``sheetData``.
        extra: Further parts, or replacements of the ordinary ones.
        parts: Names left out.
    """
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml", ""), ("sharedStrings", "sharedStrings.xml", "")
        ),
        "xl/worksheets/sheet1.xml": sheet(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}"><si><t>姓名</t></si></sst>',
        **(extra or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if name not in parts:
                archive.writestr(name, content)
    return buffer.getvalue()


def packed_210_megabytes() -> bytes:
    """A sheet of 210 MB of blanks in a few hundred kilobytes."""
    buffer = io.BytesIO(workbook())
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(210):
            part.write(b" " * (1 << 20))
    return buffer.getvalue()


def letters(index: int) -> str:
    """Return the letters of a zero-based column."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def sparse() -> bytes:
    """One cell at A1 and one in the farthest corner."""
    return workbook(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def nested() -> bytes:
    """A workbook that carries an archive of archives."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deeper.zip", b"PK\x05\x06" + b"\0" * 18)
    return workbook(extra={"xl/media/image1.png": inner.getvalue()})


def laughs() -> bytes:
    """Entities that double into billions."""
    entities = '<!ENTITY l0 "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 11)
    )
    strings = f'<!DOCTYPE sst [{entities}]><sst xmlns="{_MAIN}"><si><t>&l10;</t></si></sst>'
    return workbook('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', extra={"xl/sharedStrings.xml": strings})


def lying() -> bytes:
    """A directory that declares 64 bytes for a part of many."""
    data = bytearray(workbook(extra={"xl/styles.xml": "<styleSheet>" + " " * 3_000_000 + "</styleSheet>"}))
    at = data.rindex(b"xl/styles.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<L", 64)
    return bytes(data)


def wide() -> bytes:
    """One row of 50,000 columns."""
    cells = "".join(f'<c r="{letters(index)}1"><v>1</v></c>' for index in range(50_000))
    return workbook(f'<row r="1">{cells}</row>')


def tall(rows: int = 1_000_000) -> bytes:
    """A million short rows."""
    return workbook(
        "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, rows + 1))
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return one PNG chunk."""
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))


def pixel_flood() -> bytes:
    """A small PNG that claims 60,000 × 60,000 pixels."""
    header = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def large_photo(side: int = 7_000, **options: Any) -> bytes:
    """A real photo of 49 million pixels."""
    out = io.BytesIO()
    Image.effect_noise((side // 10, side // 10), 90).convert("RGB").resize((side, side)).save(
        out, "JPEG", quality=30, **options
    )
    return out.getvalue()


def large_drawing() -> bytes:
    """An empty PNG of 49 million pixels in a few kilobytes."""
    out = io.BytesIO()
    Image.new("L", (7_000, 7_000)).save(out, "PNG")
    return out.getvalue()


def endless_streams() -> bytes:
    """A PDF of openings that never close, to keep a search busy."""
    head, rest = b"%PDF-1.4\n", plain_pdf()[9:]
    body = head + b"stream\n" * 2_000_000 + rest[: rest.index(b"startxref")]
    at = body.rindex(b"xref")
    return body + b"startxref\n" + str(at).encode() + b"\n%%EOF\n"


SECRET = b"GPS-SECRET-30.6943N-121.0152E"


def photo_with_place() -> bytes:
    """A photo whose EXIF data tells where it was taken, twice."""
    picture = Image.new("RGB", (640, 480), (200, 30, 30))
    exif = picture.getexif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def polyglot() -> bytes:
    """A PDF that is a zip as well."""
    return plain_pdf() + workbook()


def plain_pdf(extra: bytes = b"") -> bytes:
    """Return the smallest honest PDF, with one more object if wanted."""
    body = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog " + extra + b">>\nendobj\n"
    return body + b"xref\n0 1\ntrailer\n<< >>\nstartxref\n" + str(len(body)).encode() + b"\n%%EOF\n"


def macro() -> bytes:
    """A workbook with a macro project."""
    return workbook(extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 512})


def external() -> bytes:
    """A workbook that fetches from a share."""
    relations = links(("externalLinkPath", "file://server/share/a.xlsx", 'TargetMode="External"'))
    return workbook(
        extra={
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{_MAIN}"/>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations,
        }
    )


def echo() -> bytes:
    """One long shared string, shown by a hundred thousand cells."""
    columns = [letters(column) for column in range(100)]
    cells = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{name}{row}" t="s"><v>0</v></c>' for name in columns) + "</row>"
        for row in range(1, 1001)
    )
    strings = f'<sst xmlns="{_MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'
    return workbook(cells, extra={"xl/sharedStrings.xml": strings})


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file and what must become of it."""

    name: str
    filename: str
    make: Callable[[], bytes]
    door: str = "sheet"
    cleaned: bool = False


CASES = (
    Case("210 MB in 505 KB", "名册.xlsx", packed_210_megabytes),
    Case("sparse XFD1048576", "名册.xlsx", sparse),
    Case("nested zip", "名册.xlsx", nested),
    Case("billion laughs", "名册.xlsx", laughs),
    Case("lying sizes", "名册.xlsx", lying),
    Case("50,000 columns", "名册.xlsx", wide),
    Case("1,000,000 rows", "名册.xlsx", tall),
    Case("pixel flood", "现场.png", pixel_flood, "attachment"),
    Case("EXIF and GPS", "现场.jpg", photo_with_place, "attachment", cleaned=True),
    Case("polyglot as pdf", "材料.pdf", polyglot, "attachment"),
    Case("macro", "名册.xlsx", macro),
    Case("external link", "名册.xlsx", external),
    # Beyond the promised twelve.
    Case("polyglot as xlsx", "名册.xlsx", polyglot),
    Case("300,000 rows that unpack small", "名册.xlsx", lambda: tall(300_000)),
    Case("echoing shared string", "名册.xlsx", echo),
    Case("macro as attachment", "材料.xlsx", macro, "attachment"),
    Case(
        "PDF with a script",
        "材料.pdf",
        lambda: plain_pdf(b"/OpenAction << /S /J#61vaScript >> "),
        "attachment",
    ),
    Case("49 megapixel photo", "现场.jpg", large_photo, "attachment", cleaned=True),
    Case("49 megapixel progressive", "现场.jpg", lambda: large_photo(progressive=True), "attachment"),
    Case("49 megapixel drawing", "图.png", large_drawing, "attachment"),
    Case("endless PDF streams", "材料.pdf", endless_streams, "attachment", cleaned=True),
    Case("quote that never closes", "名册.csv", lambda: b'\xe5\xa7\x93,"' + b"a\n" * 5_000_000),
    Case("a million lines", "名册.csv", lambda: b"a,b\n" * 1_000_000),
)


class Meter:
    """Samples the memory of this process and its children while it is open."""

    def __enter__(self) -> Self:
        self._process = psutil.Process()
        self._stop = threading.Event()
        self._floor = self._now()
        self._peak = self._floor
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._start = time.perf_counter()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._start
        self._stop.set()
        self._thread.join()
        self.megabytes = (self._peak - self._floor) / 2**20

    def _now(self) -> int:
        total = 0
        for process in (self._process, *self._process.children(recursive=True)):
            try:
                # Shares, not sizes: a child that was just forked would count its parent's memory again.
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
        return int(total)

    def _watch(self) -> None:
        while not self._stop.wait(0.004):
            self._peak = max(self._peak, self._now())


def judge(case: Case, *, check_directory: bool = True) -> dict[str, Any]:
    """Hand one file in and say what happened.

    Args:
        case: Which.
        check_directory: False plants the defect: the archive is believed unread.

    Returns:
        ``name``, ``word`` (why refused, or what was accepted), ``seconds``, ``megabytes``, ``ok``.
    """
    data = case.make()
    with Meter() as meter:
        try:
            if case.door == "sheet":
                read_table(data, case.filename, check_directory=check_directory)
                word, ok = "accepted", False
            else:
                taken = accept(case.filename, data)
                bare = SECRET not in taken.data and (
                    taken.media_type == "application/pdf" or not Image.open(io.BytesIO(taken.data)).getexif()
                )
                word, ok = "cleaned" if bare else "kept its secret", bare and case.cleaned
        except Problem as problem:
            word, ok = f"{problem.status} {problem.word}", 400 <= problem.status < 500 and not case.cleaned
        except Exception as error:  # noqa: BLE001  Whatever it is, the client would see a 500.
            word, ok = f"5xx {type(error).__name__}", False
    ok = ok and meter.seconds <= SECONDS and meter.megabytes <= MEGABYTES
    return {
        "name": case.name,
        "word": word,
        "seconds": round(meter.seconds, 2),
        "megabytes": round(meter.megabytes),
        "ok": ok,
    }


def run() -> dict[str, Any]:
    """Judge the corpus, then the same with the archive check switched off, which must fail."""
    verdicts = [judge(case) for case in CASES]
    planted = [judge(case, check_directory=False) for case in CASES if case.filename.endswith(".xlsx")]
    caught = sum(not verdict["ok"] for verdict in planted)
    failed = sum(not verdict["ok"] for verdict in verdicts) + (caught < 3)
    slowest = max(verdict["seconds"] for verdict in verdicts)
    fattest = max(verdict["megabytes"] for verdict in verdicts)
    return {
        "id": "P13",
        "what": "hostile files are refused (or cleaned) within 5 s and 150 MB",
        "judged": len(verdicts),
        "failed": failed,
        "figure": f"slowest {slowest} s, most memory +{fattest} MB; without the archive check "
        f"{caught} of {len(planted)} slipped through",
        "verdicts": verdicts,
        "planted_caught": caught,
    }


if __name__ == "__main__":
    result = run()
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    print()
    sys.exit(1 if result["failed"] else 0)
