"""What a paper is put together from, whatever the file."""

from __future__ import annotations

from typing import NamedTuple


class Title(NamedTuple):
    """The title, centred; ``under`` stands in smaller letters below it."""

    text: str
    under: str = ""


class Heading(NamedTuple):
    """A heading of the first level."""

    text: str


class Line(NamedTuple):
    """A paragraph, its first line indented by two characters unless ``flush``."""

    text: str
    flush: bool = False


class Signature(NamedTuple):
    """Lines at the right foot: who, when."""

    lines: tuple[str, ...]


class Table(NamedTuple):
    """A table with a head row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Break(NamedTuple):
    """A new page: the next copy."""


Piece = Title | Heading | Line | Signature | Table | Break
