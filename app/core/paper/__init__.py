"""Papers in official form: pieces in, a Word file out."""

from app.core.paper.docx import MEDIA_TYPE, document
from app.core.paper.pieces import Break, Heading, Line, Piece, Signature, Table, Title

__all__ = ["MEDIA_TYPE", "Break", "Heading", "Line", "Piece", "Signature", "Table", "Title", "document"]
