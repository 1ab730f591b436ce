"""Writes the files of a pack, each whole; the manifest last."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from app.core.paper import Piece, Unprintable, document, printed
from app.core.storage.local import sync_folder
from app.core.storage.names import display_name
from app.views.pack import papers, workbook
from app.views.pack.values import Frozen, MemberYear

#: The frozen year beside the files: what is resumed from; no part of the pack.
FROZEN = ".frozen.json"
MANIFEST, ARCHIVE = "manifest.json", "履职材料.zip"
SUMMARY, MEMBERS, SLIPS, TALKS = "汇总", "委员", "结果通知", "约谈提醒"
_PIECE = 1024 * 1024
#: What happens between files; a harness counts them and kills.
Beat = Callable[[int, int], None]


class Folder:
    """A pack on disk: what is there is finished, whatever ended the process that wrote it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def begin(self, year: Frozen) -> None:
        """Freeze a year: from now on nothing else is asked."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._keep(FROZEN, year.model_dump_json().encode())

    def frozen(self) -> Frozen | None:
        """Return the frozen year; None when the pack was not begun."""
        try:
            return Frozen.model_validate_json((self.root / FROZEN).read_bytes())
        except FileNotFoundError:
            return None

    def manifest(self) -> dict[str, Any] | None:
        """Return the manifest; None until everything is written."""
        if not (self.root / ARCHIVE).is_file():
            return None
        found: dict[str, Any] = orjson.loads((self.root / MANIFEST).read_bytes())
        return found

    def ready(self, year: Frozen) -> int:
        """Return of how many members the papers are written."""
        return sum(self._has(member) for member in year.members)

    def write_some(self, year: Frozen, most: int, beat: Beat | None = None) -> bool:
        """Write the papers of the next members; tell whether there are more."""
        waiting = [member for member in year.members if not self._has(member)]
        for number, member in enumerate(waiting[:most], start=1):
            self._write_member(year, member)
            if beat is not None:
                beat(len(year.members) - len(waiting) + number, len(year.members))
        return len(waiting) > most

    def finish(self, year: Frozen) -> dict[str, Any]:
        """Write what is about everybody, then the manifest, then the archive; return the manifest."""
        # Of processes that were ended amid a file.
        for left in self.root.rglob("*.part"):
            left.unlink()
        unset = [told for member in year.members if (told := self._unset(year, member))]
        for name, content in _of_everybody(year):
            self._keep(name, content)
        names = sorted(
            str(path.relative_to(self.root))
            for folder in (SUMMARY, MEMBERS, SLIPS, TALKS)
            for path in (self.root / folder).rglob("*")
        )
        manifest = {
            "council": year.council, "year": year.year, "made_at": year.made_at.isoformat(),
            "run": year.run_id, "ledger_seq": year.ledger_seq, "result_digest": year.result_digest,
            "scheme": year.scheme, "scheme_digest": year.scheme_digest,
            **_seal(year),
            "frozen_sha256": digest_of(self.root / FROZEN),
            "members": len(year.members), "unset": unset,
            "files": [
                {"name": name, "bytes": path.stat().st_size, "sha256": digest_of(path)}
                for name, path in ((name, self.root / name) for name in names)
            ],
        }  # fmt: skip
        self._keep(MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        self._archive([*names, MANIFEST])
        return manifest

    def _has(self, member: MemberYear) -> bool:
        # The Word file is written last of a member's, and it can always be written.
        return (self.root / _word(member)).is_file()

    def _write_member(self, year: Frozen, member: MemberYear) -> None:
        pieces = list(papers.dossier(year, member))
        title = f"{year.year}年度委员履职材料"
        for name, these, heading in (
            (_pdf(member), pieces, title),
            (_slip(member), list(papers.slip(year, member)), "履职考核结果通知"),
        ):
            try:
                content = printed(
                    these, title=heading, made_at=year.made_at, whose=member.name, close=these is pieces
                )
            except Unprintable:
                # Named in the manifest; one name does not keep the office from everybody else's papers.
                continue
            self._keep(name, content)
        self._keep(_word(member), document(pieces, title=title, made_at=year.made_at, close=True))

    def _unset(self, year: Frozen, member: MemberYear) -> dict[str, Any] | None:
        missing = [name for name in (_pdf(member), _slip(member)) if not (self.root / name).is_file()]
        if not missing:
            return None
        try:
            printed(papers.dossier(year, member), title="", made_at=year.made_at, whose=member.name)
            printed(papers.slip(year, member), title="", made_at=year.made_at, whose=member.name)
        except Unprintable as refused:
            return {"member": member.number, "files": missing, "sentence": refused.sentence}
        return {"member": member.number, "files": missing, "sentence": ""}

    def _keep(self, name: str, content: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name[:70]}.{os.getpid()}.part")
        with open(part, "wb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)

    def _archive(self, names: list[str]) -> None:
        part = self.root / f"{ARCHIVE}.{os.getpid()}.part"
        with open(part, "wb", opener=_private) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for name in names:
                    # Of no date, so that the same files make the same archive.
                    with archive.open(zipfile.ZipInfo(name), "w") as into:
                        for piece in pieces_of(self.root / name):
                            into.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.root / ARCHIVE)
        sync_folder(self.root)


def _seal(year: Frozen) -> dict[str, Any]:
    """Return what the manifest says of the seal; each sheet is checked by its code."""
    if year.sealed is None:
        return {"state": "未封存", "sealed": None}
    sheets = [
        {"member": member.number, **member.sheet.model_dump(include={"version", "code", "digest"})}
        for member in year.members
        if member.sheet
    ]
    sealed = {**year.sealed.model_dump(mode="json"), "sheets": sheets}
    return {"state": "已封存", "sealed": sealed}


def _of_everybody(year: Frozen) -> Iterator[tuple[str, bytes]]:
    yield f"{SUMMARY}/{year.year}年度履职情况汇总.xlsx", workbook.summary(year)
    if year.announced:
        yield from _both(
            f"{SUMMARY}/{year.year}年度考核结果公示稿", list(papers.announcement(year)), year, ""
        )
    if year.sanctions:
        mark = workbook.mark(year)
        yield f"{TALKS}/{year.year}年度约谈提醒名单.xlsx", workbook.talks(year)
        yield (
            f"{TALKS}/{year.year}年度约谈提醒名单.pdf",
            printed(papers.talks(year), title="约谈提醒名单", made_at=year.made_at, watermark=mark),
        )


def _both(name: str, pieces: list[Piece], year: Frozen, watermark: str) -> Iterator[tuple[str, bytes]]:
    yield f"{name}.docx", document(pieces, title="公示稿", made_at=year.made_at)
    try:
        yield f"{name}.pdf", printed(pieces, title="公示稿", made_at=year.made_at, watermark=watermark)
    except Unprintable:
        return


def _stem(member: MemberYear) -> str:
    name = member.name.encode()[:120].decode(errors="ignore")
    return display_name(f"{member.number} {name}".replace("/", "_").replace("\\", "_"))


def _word(member: MemberYear) -> str:
    return f"{MEMBERS}/{_stem(member)}.docx"


def _pdf(member: MemberYear) -> str:
    return f"{MEMBERS}/{_stem(member)}.pdf"


def _slip(member: MemberYear) -> str:
    return f"{SLIPS}/{_stem(member)}.pdf"


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, read a piece at a time."""
    whole = hashlib.sha256()
    for piece in pieces_of(path):
        whole.update(piece)
    return whole.hexdigest()


def pieces_of(path: Path) -> Iterator[bytes]:
    """Yield a file a piece at a time."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
