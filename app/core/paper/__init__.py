"""Papers in official form: pieces in, a Word or PDF file out."""

from app.core.paper.docx import MEDIA_TYPE, document
from app.core.paper.pdf import PDF, Unprintable, printed
from app.core.paper.pieces import Break, Cell, Form, Heading, Line, Piece, Signature, Table, Title
from app.core.paper.sheet import Paper

__all__ = [
    "Break",
    "Cell",
    "Form",
    "Heading",
    "Line",
    "MEDIA_TYPE",
    "PDF",
    "Paper",
    "Piece",
    "Signature",
    "Table",
    "Title",
    "Unprintable",
    "document",
    "printed",
]
