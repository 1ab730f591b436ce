"""Decides whether an attachment is taken, and as what."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from app.core.errors import Invalid, TooLarge, UnsupportedMedia
from app.core.storage.documents import check_office, check_pdf
from app.core.storage.images import clean_image
from app.core.storage.names import display_name, extension

MAX_BYTES = 20 * 1024 * 1024
_KINDS = {
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "webp": ("image/webp", b"RIFF"),
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
}
ACCEPTED = "jpg、png、webp、pdf、docx、xlsx"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An attachment fit to be kept.

    Args:
        name: Safe to show and to save under.
        media_type: What it is, whatever the browser claimed.
        data: What to keep; for a picture not what came, but what was encoded anew.
        sha256: Hexadecimal digest of ``data``.
        size: Bytes of ``data``.
    """

    name: str
    media_type: str
    data: bytes
    sha256: str
    size: int


def accept(filename: str, data: bytes) -> Accepted:
    """Take an attachment whose extension, first bytes and structure all agree.

    Args:
        filename: As the browser sent it.
        data: The whole file, at most 20 MB.

    Raises:
        TooLarge: Too many bytes, pixels or parts.
        UnsupportedMedia: A kind that is not taken, or content of another kind.
        Invalid: Empty, damaged, or carrying macros, scripts or links to elsewhere.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("附件超过 20 MB，请压缩或拆分后再上传。", word="file_too_large")
    if not data:
        raise Invalid("文件是空的。", word="empty_file")
    name = display_name(filename)
    kind = extension(name)
    if kind in ("docm", "dotm", "xlsm", "xltm", "pptm"):
        raise UnsupportedMedia("不接受含宏的文件，请另存为 .docx 或 .xlsx。", word="macro")
    if kind not in _KINDS:
        raise UnsupportedMedia(f"不支持这种文件，请上传 {ACCEPTED}。", word="unsupported_extension")
    media_type, magic = _KINDS[kind]
    if not data.startswith(magic) or (kind == "webp" and data[8:12] != b"WEBP"):
        raise UnsupportedMedia(f"文件内容不是 .{kind}，请检查扩展名。", word="extension_mismatch")
    if kind == "pdf":
        check_pdf(data)
    elif kind in ("docx", "xlsx"):
        check_office(data, kind)
    else:
        data = clean_image(data, kind)
    return Accepted(name, media_type, data, hashlib.sha256(data).hexdigest(), len(data))
