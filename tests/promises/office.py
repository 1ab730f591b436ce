"""Lets an office program open files and save them again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

#: Files that one call opens: a call costs a start, a long one nothing that can be seen.
_SOME = 60


def installed() -> bool:
    """Return whether there is LibreOffice on this machine."""
    return shutil.which("soffice") is not None


def reopened(files: Sequence[Path], kind: str, into: Path) -> list[Path]:
    """Open each file in LibreOffice, save it as another of a kind; return those, in the same order.

    Args:
        kind: The ending of what is saved: ``docx``, ``xlsx``, ``png``.
    """
    into.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation=file://{into}/.profile"
    for at in range(0, len(files), _SOME):
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(into)]
        subprocess.run(
            [*command, *map(str, files[at : at + _SOME])],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
        )  # fmt: skip
    return [into / f"{file.stem}.{kind}" for file in files]
