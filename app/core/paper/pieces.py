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
    """A table with a head row, repeated on every page; ``widths`` are parts of the whole."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


class Cell(NamedTuple):
    """A box of a form: a caption (``head``) or what is written beside it.

    ``tall`` in millimetres; ``foot`` puts the words at its right foot, where seals stand.
    """

    text: str
    across: int = 1
    down: int = 1
    head: bool = False
    tall: int = 0
    foot: bool = False


class Form(NamedTuple):
    """A printed form: a grid whose boxes span columns and rows, as in an official register."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Break(NamedTuple):
    """A new page: the next copy."""


Piece = Title | Heading | Line | Signature | Table | Form | Break
