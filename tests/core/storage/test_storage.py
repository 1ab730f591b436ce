"""Files are kept whole under random names and handed out safely."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from app.core.errors import NotFound, Problem
from app.core.storage import LocalStorage, content_disposition, display_name, parse_range
from app.core.storage.headers import DOWNLOAD_HEADERS


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("streamed", [False, True])
def test_what_is_put_is_got_with_its_size_and_digest(tmp_path: Path, streamed: bool) -> None:
    store = LocalStorage(tmp_path / "var" / "files")
    content = os.urandom(700_000)
    kept = store.put(io.BytesIO(content) if streamed else content)
    assert store.get(kept.key) == content
    assert kept.size == store.size(kept.key) == len(content)
    assert kept.sha256 == store.sha256(kept.key) == hashlib.sha256(content).hexdigest()
    assert b"".join(store.chunks(kept.key, 10, 300_020)) == content[10:300_020]


def test_keys_are_random_and_files_private(tmp_path: Path) -> None:
    store = LocalStorage(tmp_path)
    keys = {store.put(b"same").key for _ in range(50)}
    assert len(keys) == 50
    assert all(path.stat().st_mode & 0o077 == 0 for path in files(tmp_path))


def test_a_deleted_file_is_not_found_and_deleting_twice_is_no_error(tmp_path: Path) -> None:
    store = LocalStorage(tmp_path)
    key = store.put(b"x").key
    store.delete(key)
    store.delete(key)
    for ask in (store.get, store.size, store.sha256):
        with pytest.raises(NotFound):
            ask(key)


@pytest.mark.parametrize(
    "key", ["", "../../etc/passwd", "/etc/passwd", "a" * 39, "A" * 40, "a" * 40 + "\n", "\0"]
)
def test_a_key_is_never_a_path(tmp_path: Path, key: str) -> None:
    store = LocalStorage(tmp_path)
    for ask in (store.get, store.size, store.sha256, store.delete):
        with pytest.raises(NotFound):
            ask(key)


class Torn(io.BytesIO):
    """A stream that breaks off in the middle."""

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if not piece:
            raise ConnectionResetError
        return piece


def test_a_stream_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    stream: BinaryIO = Torn(b"half")
    with pytest.raises(ConnectionResetError):
        LocalStorage(tmp_path).put(stream)
    assert files(tmp_path) == []


def test_file_and_folder_are_synced_before_the_key_is_returned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    real = os.fsync

    def counting(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", counting)
    key = LocalStorage(tmp_path / "new").put(b"x").key
    folder = tmp_path / "new" / key[:2] / key[2:4]
    assert synced[-2:] == [(folder / key).stat().st_ino, folder.stat().st_ino]
    assert {path.stat().st_ino for path in (tmp_path, tmp_path / "new", folder.parent)} <= set(synced)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("述职报告.pdf", "述职报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\照片.jpg", "照片.jpg"),
        ("a\x00b.pdf", "ab.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("CON", "_CON"),
        ("con.pdf", "_con.pdf"),
        ("lpt1.tar.gz", "_lpt1.tar.gz"),
        ("concert.pdf", "concert.pdf"),
        ("  .hidden. ", "hidden"),
        ("..", "附件"),
        ("", "附件"),
        ("\ud800.pdf", "pdf"),
        ('a"<b>.pdf', "a__b_.pdf"),
        ("王𠮷.pdf", "王𠮷.pdf"),
    ],
)
def test_a_file_name_is_shown_without_its_tricks(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_a_long_name_keeps_its_extension_within_255_bytes() -> None:
    shown = display_name("履" * 300 + ".docx")
    assert shown.endswith("履.docx") and len(shown.encode()) <= 255
    assert len(display_name("a" * 300 + "." + "b" * 300).encode()) <= 255


def test_the_disposition_carries_a_plain_and_an_encoded_name() -> None:
    assert content_disposition("述职 1.pdf") == (
        "attachment; filename=\"__ 1.pdf\"; filename*=UTF-8''%E8%BF%B0%E8%81%8C%201.pdf"
    )
    hostile = content_disposition('a"\r\nX: y\\";.pdf')
    assert "\r" not in hostile and "\n" not in hostile and hostile.count('"') == 2
    assert hostile.isascii()
    assert DOWNLOAD_HEADERS["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, None),
        ("", None),
        ("bytes=0-9", (0, 10)),
        ("bytes=90-", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=50-1000", (50, 100)),
        ("bytes=99-99", (99, 100)),
        ("bytes=9-1", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 4000 + "-", None),
    ],
)
def test_a_range_is_read_or_ignored_as_the_standard_says(
    header: str | None, part: tuple[int, int] | None
) -> None:
    found = parse_range(header, 100)
    assert (found and (found.start, found.end)) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_is_refused_with_the_size(header: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_range(header, 100)
    assert caught.value.status == 416
    assert caught.value.headers == {"Content-Range": "bytes */100"}


def test_a_range_says_where_it_lies() -> None:
    part = parse_range("bytes=0-0", 7)
    assert part is not None and part.content_range == "bytes 0-0/7"
