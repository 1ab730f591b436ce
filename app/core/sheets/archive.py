"""Judges a zip file before anything inside is believed."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from app.core.errors import Invalid, TooLarge

MAX_ENTRIES = 200
MAX_DIRECTORY_BYTES = 512 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
# Below this size even the tightest packing cannot hurt, and tiny style parts pack very well.
RATIO_FLOOR = 1024 * 1024
_CHUNK = 64 * 1024
_NESTED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_MACRO = re.compile(
    r"vbaproject|macrosheets/|activex/|(^|/)[^/]*\.(vbs|js|exe|dll|com|bat|ps1)$", re.IGNORECASE
)
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_LOCAL_PATH = re.compile(r"(file:///)?[a-z]:[\\/]", re.IGNORECASE)
_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")


def broken(sentence: str = "文件已损坏，无法打开，请重新保存后再上传。") -> Invalid:
    """Return the refusal of a file that is not what its structure claims."""
    return Invalid(sentence, word="broken_file")


def check_archive(data: bytes, *, directory: bool = True, allow_nested: tuple[str, ...] = ()) -> list[str]:
    """Check the zip directory, then that every part is as small and as plain as it says.

    Args:
        data: The whole file.
        directory: Switches the check off; only the bomb harness does, to prove that it matters.
        allow_nested: Path prefixes under which a packed part is allowed (it is never opened).

    Returns:
        The names of the parts.

    Raises:
        Invalid: Damaged, lying, nested, with macros, entities or links to elsewhere.
        TooLarge: Too many parts, or too much once unpacked.
    """
    if not data.startswith(b"PK\x03\x04"):
        raise broken()
    if not directory:
        return []
    _check_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise broken() from error
    _check_directory(entries)
    for entry in entries:
        _check_part(data, entry, allow_nested)
    return [entry.filename for entry in entries]


def _check_end(data: bytes) -> None:
    """Bound the directory before zipfile builds an object per entry of it."""
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != b"PK\x05\x06":
        # A comment or anything else behind the directory is how one file is two things at once.
        raise broken("文件末尾有多余内容，请重新保存后再上传。")
    _, _, _, _, entries, size, offset, _ = _END.unpack_from(data, at)
    locator = at - _END64_LOCATOR.size
    if locator >= 0 and data[locator : locator + 4] == b"PK\x06\x07":
        start = _END64_LOCATOR.unpack_from(data, locator)[2]
        if start + _END64.size > len(data) or data[start : start + 4] != b"PK\x06\x06":
            raise broken()
        wide = _END64.unpack_from(data, start)
        for narrow, limit, real in (
            (entries, 0xFFFF, wide[7]),
            (size, 0xFFFFFFFF, wide[8]),
            (offset, 0xFFFFFFFF, wide[9]),
        ):
            if narrow not in (limit, real):
                raise broken()
        entries, size, offset, at = wide[7], wide[8], wide[9], start
    if offset + size != at:
        raise broken("文件结构异常，请重新保存后再上传。")
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES:
        raise TooLarge("文件内部的部件过多，请只保留需要的内容后重新保存。", word="too_many_parts")


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise TooLarge("文件内部的部件过多，请只保留需要的内容后重新保存。", word="too_many_parts")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise broken()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge("文件展开后超过 50 MB，请拆分或删去多余内容。", word="unpacks_too_large")
    for entry in entries:
        if entry.file_size > RATIO_FLOOR and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise TooLarge("文件的压缩比异常，已拒绝打开。", word="compression_ratio")
        if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken("文件已加密或使用了不支持的压缩方式，请去掉密码后重新保存。")
        name = entry.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\x00" in name:
            raise broken()
        if _MACRO.search(name):
            raise Invalid("文件含有宏或可执行内容，请另存为不含宏的格式后再上传。", word="macro")
        if "externallinks/" in name.lower():
            raise external_link()


def external_link() -> Invalid:
    """Return the refusal of a file that fetches from elsewhere."""
    return Invalid(
        "文件含有指向其他文件或网址的链接，请断开链接（表格在“数据—编辑链接”中）后重新上传。",
        word="external_link",
    )


def _inflate(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the part piece by piece, never more than the directory declared."""
    at = entry.header_offset
    if data[at : at + 4] != b"PK\x03\x04" or at + 30 > len(data):
        raise broken()
    name_length, extra_length = struct.unpack_from("<HH", data, at + 26)
    start = at + 30 + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if len(packed) != entry.compress_size:
        raise broken()
    if entry.compress_type == zipfile.ZIP_STORED:
        if entry.compress_size != entry.file_size:
            raise broken("文件声明的大小与实际不符，已拒绝打开。")
        for position in range(0, len(packed), _CHUNK):
            yield bytes(packed[position : position + _CHUNK])
        return
    inflater = zlib.decompressobj(-15)
    total = 0
    pending: bytes | memoryview = packed
    while not inflater.eof:
        piece = inflater.decompress(pending, _CHUNK)
        pending = inflater.unconsumed_tail
        total += len(piece)
        if total > entry.file_size or (not piece and not pending and not inflater.eof):
            raise broken("文件声明的大小与实际不符，已拒绝打开。")
        yield piece
    if total != entry.file_size:
        raise broken("文件声明的大小与实际不符，已拒绝打开。")


def _check_part(data: bytes, entry: zipfile.ZipInfo, allow_nested: tuple[str, ...]) -> None:
    name = entry.filename.lower()
    markup = name.endswith((".xml", ".rels", ".vml"))
    checksum, tail, kept, first = 0, b"", bytearray(), True
    try:
        for piece in _inflate(data, entry):
            checksum = zlib.crc32(piece, checksum)
            if first:
                first = False
                if piece.startswith(_NESTED) and not entry.filename.startswith(allow_nested or ("\x00",)):
                    raise Invalid("文件内又嵌有压缩文件，请去掉后重新上传。", word="nested_archive")
                # Wide encodings would hide a DOCTYPE from the byte search below.
                if markup and (piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:64]):
                    raise broken()
            if markup and _DOCTYPE.search(tail + piece):
                raise Invalid("文件含有实体声明，已拒绝打开，请重新保存后再上传。", word="entities")
            if name.endswith(".rels"):
                kept += piece
            tail = piece[-32:]
    except zlib.error as error:
        raise broken() from error
    if checksum != entry.CRC:
        raise broken()
    if kept:
        _check_relations(bytes(kept))


def _check_relations(markup: bytes) -> None:
    """Refuse parts that live elsewhere; an ordinary hyperlink in a cell is no such part."""
    if len(markup) > RATIO_FLOOR:
        raise broken()
    try:
        # Safe: a document type, the only way to entities, was refused above.
        root = ElementTree.fromstring(markup)
    except ElementTree.ParseError as error:
        raise broken() from error
    for relation in root.iter():
        kind = relation.get("Type", "").lower()
        elsewhere = relation.get("TargetMode", "").lower() == "external"
        # Word notes the author's own template path in every document made from one.
        own = kind.endswith("/attachedtemplate") and _LOCAL_PATH.match(relation.get("Target", ""))
        if elsewhere and not own and not kind.endswith("/hyperlink"):
            raise external_link()
        if kind.endswith(("/vbaproject", "/xlmacrosheet", "/control")):
            raise Invalid("文件含有宏或可执行内容，请另存为不含宏的格式后再上传。", word="macro")
