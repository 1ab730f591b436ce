"""Judges pdf, docx and xlsx attachments by their structure."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from app.core.errors import Invalid
from app.core.sheets.archive import broken, check_archive

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
# A parsed tree takes ten times the room of its text, so the text is bounded first.
_TYPES_BYTES = 1024 * 1024
_PDF_HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
_PDF_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)\b")
_PDF_STREAM = re.compile(rb"\bstream\r?\n")
_PDF_END = re.compile(rb"startxref\s+([0-9]{1,12})\s+%%EOF[\s\x00]*\Z")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def check_office(data: bytes, extension: str) -> None:
    """Accept a docx or xlsx whose parts are plain, small and of the kind the name claims.

    Raises:
        Invalid, TooLarge: See ``check_archive``; also another kind under this extension.
    """
    check_archive(data, allow_nested=("word/embeddings/", "xl/embeddings/"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            if archive.getinfo("[Content_Types].xml").file_size > _TYPES_BYTES:
                raise broken()
            types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
        except (KeyError, ElementTree.ParseError) as error:
            raise broken() from error
    kinds = {node.get("ContentType", "") for node in types.iter()}
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds):
        raise Invalid("文件含有宏或可执行内容，请另存为不含宏的格式后再上传。", word="macro")
    if _MAIN[extension] not in kinds:
        raise Invalid(f"文件内容不是 .{extension}，请检查扩展名。", word="extension_mismatch")


def check_pdf(data: bytes) -> None:
    """Accept a PDF that begins and ends as one and carries no script.

    Raises:
        Invalid: Damaged, two formats in one, or with scripts.
    """
    if not _PDF_HEAD.match(data):
        raise broken()
    end = _PDF_END.search(data[-2048:])
    if not end or int(end[1]) >= len(data):
        raise broken("PDF 文件不完整，请重新导出后再上传。")
    at = data[int(end[1]) : int(end[1]) + 64]
    if not (at.lstrip().startswith(b"xref") or re.match(rb"\s*[0-9]+\s+[0-9]+\s+obj", at)):
        raise broken("PDF 文件结构异常，请重新导出后再上传。")
    if b"PK\x05\x06" in data[-70_000:]:
        raise Invalid("文件同时是另一种格式，已拒绝。", word="polyglot")
    # Names may be spelled with escapes (/J#61vaScript), so those are undone first.
    plain = _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), _outside_streams(data))
    if _PDF_ACTIVE.search(plain):
        raise Invalid("PDF 含有脚本，请重新打印为普通 PDF 后再上传。", word="active_content")


def _outside_streams(data: bytes) -> bytes:
    """Leave packed streams out: they hold every short byte sequence by chance."""
    *closed, rest = data.split(b"endstream")
    return b"\n".join([*(_PDF_STREAM.split(piece, maxsplit=1)[0] for piece in closed), rest])
