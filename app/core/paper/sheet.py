"""A finished paper before it is a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.core.paper.docx import document
from app.core.paper.pdf import printed
from app.core.paper.pieces import Piece


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper is made of, whatever the file.

    Args:
        name: Of the file, without its ending. title: Of its properties, where nobody is named.
        whose: The person it is about, for the refusal of a character that no font draws.
        made_at: The moment of the data. close: Narrow margins and small letters.
    """

    name: str
    title: str
    whose: str
    pieces: list[Piece]
    made_at: datetime
    close: bool = False

    def word(self) -> bytes:
        """Return it as a .docx file."""
        return document(self.pieces, title=self.title, made_at=self.made_at, close=self.close)

    def archive(self) -> bytes:
        """Return it as a PDF file.

        Raises:
            Unprintable: no font has a glyph for a character.
        """
        return printed(
            self.pieces, title=self.title, made_at=self.made_at, whose=self.whose, close=self.close
        )
