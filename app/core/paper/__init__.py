"""Papers in official form: pieces in, a Word or PDF file out."""

from app.core.paper.docx import MEDIA_TYPE, document
from app.core.paper.pdf import PDF, Unprintable, printed
from app.core.paper.pieces import Break, Cell, Form, Heading, Line, Piece, Signature, Table, Title

__all__ = [
    "MEDIA_TYPE", "PDF", "Break", "Cell", "Form", "Heading", "Line", "Piece", "Signature", "Table", "Title",
    "Unprintable", "document", "printed",
]  # fmt: skip
