"""Makes an uploaded file's name safe to show and to save."""

from __future__ import annotations

import re
import unicodedata

MAX_BYTES = 255
_DEVICES = re.compile(r"(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|\Z)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def extension(name: str) -> str:
    """Return the last extension in lower case, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def display_name(name: str) -> str:
    """Return the name without path, hidden or reordering characters and device names.

    Args:
        name: As the browser sent it.

    Returns:
        At most 255 bytes of UTF-8, the extension kept; ``附件`` when nothing is left.
    """
    name = name.replace("\\", "/").rpartition("/")[2]
    # Format characters (Cf) include U+202E, which shows ``exe.pdf`` as ``fdp.exe``.
    name = "".join(
        character
        for character in name
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    name = _FORBIDDEN.sub("_", name).strip().strip(".").strip()
    if not name:
        return "附件"
    if _DEVICES.match(name):
        name = f"_{name}"
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 16:
        stem, dot, suffix = name, "", ""
    room = MAX_BYTES - len((dot + suffix).encode())
    while len(stem.encode()) > room:
        stem = stem[:-1]
    return f"{stem}{dot}{suffix}"
