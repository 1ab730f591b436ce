"""Backups: every row and file of one moment, in one archive.

In: a database that may be in use, a store of files. Out: one archive that proves itself.
Never: a key or secret of the installation, half a restore, a word of 履职.
"""

from app.core.backup import folder
from app.core.backup.read import Archive, Damaged, opened
from app.core.backup.restore import restore
from app.core.backup.write import write

__all__ = ["Archive", "Damaged", "folder", "opened", "restore", "write"]
