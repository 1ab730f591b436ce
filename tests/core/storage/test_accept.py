"""Attachments are taken when extension, first bytes and structure agree."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from PIL import Image

from app.core.errors import Problem
from app.core.storage import accept
from tests.promises.p13_bombs import (
    SECRET,
    external,
    links,
    macro,
    photo_with_place,
    pixel_flood,
    plain_pdf,
    polyglot,
    workbook,
)


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode in ("P", "1") else None).save(out, kind, **options)
    return out.getvalue()


def document(extra: dict[str, str] | None = None, main: str = "document.main+xml") -> bytes:
    out = io.BytesIO()
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{main}"
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/a.xml" ContentType="{kind}"/></Types>',
        "word/document.xml": "<document/>",
        **(extra or {}),
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("filename", "data", "media_type"),
    [
        ("现场.JPG", picture("JPEG"), "image/jpeg"),
        ("现场.jpeg", picture("JPEG", "CMYK"), "image/jpeg"),
        ("现场.png", picture("PNG", "RGBA"), "image/png"),
        ("图.png", picture("PNG", "P"), "image/png"),
        ("图.png", picture("PNG", "1"), "image/png"),
        ("图.png", picture("PNG", "I;16"), "image/png"),
        ("图.webp", picture("WEBP", "RGBA"), "image/webp"),
        ("材料.pdf", plain_pdf(), "application/pdf"),
        (
            "材料.docx",
            document(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("名单.xlsx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_an_honest_file_is_taken_as_what_it_is(filename: str, data: bytes, media_type: str) -> None:
    taken = accept(filename, data)
    assert (taken.name, taken.media_type) == (filename, media_type)
    assert taken.size == len(taken.data)
    assert taken.sha256 == hashlib.sha256(taken.data).hexdigest()
    if media_type.startswith("image/"):
        assert Image.open(io.BytesIO(taken.data)).size == (40, 20)
    else:
        assert taken.data == data


@pytest.mark.parametrize(
    ("filename", "data", "status", "word"),
    [
        ("空.pdf", b"", 422, "empty_file"),
        ("大.pdf", b"%PDF-1.4" + b" " * (20 * 2**20), 413, "file_too_large"),
        ("图.svg", b"<svg/>", 415, "unsupported_extension"),
        ("页.html", b"<html>", 415, "unsupported_extension"),
        ("程序.exe", b"MZ", 415, "unsupported_extension"),
        ("无扩展名", b"abc", 415, "unsupported_extension"),
        ("表.xlsm", workbook(), 415, "macro"),
        ("图.png", picture("JPEG"), 415, "extension_mismatch"),
        ("图.jpg", picture("PNG"), 415, "extension_mismatch"),
        ("图.webp", b"RIFF\0\0\0\0WAVE", 415, "extension_mismatch"),
        ("图.jpg", b"\xff\xd8\xff\xe0" + b"x" * 500, 422, "broken_file"),
        ("图.jpg", picture("JPEG", size=(400, 400))[:900], 422, "broken_file"),
        ("图.png", pixel_flood(), 413, "too_many_pixels"),
        ("图.png", picture("PNG", "1", (5000, 5000)), 413, "too_many_pixels"),
        ("图.jpg", picture("JPEG", "L", (5000, 5000), progressive=True), 413, "too_many_pixels"),
        (
            "材料.docx",
            document({"[Content_Types].xml": f"<a>{list(range(200_000))}</a>"}),
            422,
            "broken_file",
        ),
        ("报告\u202efdp.exe", b"MZ", 415, "unsupported_extension"),
        ("材料.pdf", b"MZ" + plain_pdf(), 415, "extension_mismatch"),
        ("材料.pdf", plain_pdf()[:-9], 422, "broken_file"),
        ("材料.pdf", plain_pdf() + b"<script>", 422, "broken_file"),
        ("材料.pdf", polyglot(), 422, "broken_file"),
        ("材料.pdf", workbook(), 415, "extension_mismatch"),
        ("材料.pdf", plain_pdf(b"/S /JavaScript "), 422, "active_content"),
        ("材料.pdf", plain_pdf(b"/S /L#61unch "), 422, "active_content"),
        ("材料.pdf", plain_pdf(b"stream\nx") + b"endstream /JS " + plain_pdf(), 422, "broken_file"),
        ("材料.docx", workbook(), 422, "extension_mismatch"),
        ("名单.xlsx", document(), 422, "extension_mismatch"),
        ("名单.xlsx", macro(), 422, "macro"),
        ("名单.xlsx", external(), 422, "external_link"),
        ("材料.docx", document({"word/vbaData.xml": "", "word/vbaProject.bin": ""}), 422, "macro"),
        ("材料.docx", document({"word/a.js": "x"}), 422, "macro"),
        ("材料.docx", document({"../../a.xml": "x"}), 422, "broken_file"),
        ("材料.docx", document({"A.xml": "", "a.xml": ""}), 422, "broken_file"),
        ("材料.docx", document({f"a{number}.xml": "" for number in range(250)}), 413, "too_many_parts"),
        ("材料.docx", document({"a.xml": " " * 51 * 2**20}), 413, "unpacks_too_large"),
        ("材料.docx", document({"a.xml": " " * 9 * 2**20}), 413, "compression_ratio"),
        ("材料.docx", document({"a.xml": '<!DOCTYPE a [<!ENTITY b "c">]>'}), 422, "entities"),
        ("材料.docx", document()[:-4], 422, "broken_file"),
        ("材料.docx", document() + b"MZ", 422, "broken_file"),
        ("材料.docx", b"PK\x03\x04" + document(), 422, "broken_file"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name(
    filename: str, data: bytes, status: int, word: str
) -> None:
    with pytest.raises(Problem) as caught:
        accept(filename, data)
    assert (caught.value.status, caught.value.word) == (status, word)
    assert caught.value.sentence.endswith("。")


def template(target: str) -> bytes:
    relations = links(("attachedTemplate", target, 'TargetMode="External"'))
    return document({"word/_rels/settings.xml.rels": relations})


def test_a_template_on_the_author_s_own_disk_is_harmless_and_one_elsewhere_is_not() -> None:
    assert accept("材料.docx", template("file:///C:\\Users\\wang\\a.dotx"))
    for target in ("http://evil.example/a.dotm", "file://server/a.dotm", "\\\\server\\a.dotm"):
        with pytest.raises(Problem) as caught:
            accept("材料.docx", template(target))
        assert caught.value.word == "external_link"


def test_a_photo_loses_the_place_where_it_was_taken() -> None:
    assert SECRET in photo_with_place()
    taken = accept("现场.jpg", photo_with_place())
    assert SECRET not in taken.data
    assert dict(Image.open(io.BytesIO(taken.data)).getexif()) == {}


def test_what_hides_behind_a_picture_is_left_behind() -> None:
    taken = accept("现场.jpg", picture("JPEG") + b"<script>alert(1)</script>" + workbook())
    assert b"<script>" not in taken.data and b"PK\x03\x04" not in taken.data


def test_a_photo_taken_sideways_is_stored_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    taken = accept("现场.jpg", picture("JPEG", exif=exif))
    assert Image.open(io.BytesIO(taken.data)).size == (20, 40)


def test_a_huge_photo_is_stored_at_a_size_a_phone_can_show() -> None:
    taken = accept("现场.jpg", picture("JPEG", size=(8000, 6000)))
    assert max(Image.open(io.BytesIO(taken.data)).size) == 3200


def test_every_cut_of_a_document_is_refused_and_never_crashes() -> None:
    for name, whole in (("a.docx", document()), ("a.png", picture("PNG")), ("a.pdf", plain_pdf())):
        for length in range(1, len(whole) - 20, 7):
            with pytest.raises(Problem):
                accept(name, whole[:length])
