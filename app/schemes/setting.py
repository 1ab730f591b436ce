"""A compiled scheme set as a document for people."""

from __future__ import annotations

from app.schemes import prose
from app.schemes.prose_across import across
from app.schemes.reading_schemas import SchemeReading
from app.scoring.engine import Compiled


def reading(ready: Compiled, digest: str) -> SchemeReading:
    """Return a scheme as a set document, its worked examples computed.

    Args:
        digest: SHA-256 of the text that it was read from.
    """
    scheme = ready.scheme
    return SchemeReading(
        code=scheme.id,
        title=scheme.title,
        digest=digest,
        place="".join(dict.fromkeys(scheme.place.values())),
        year=scheme.year,
        adopted_by=scheme.adopted_by,
        effective=scheme.effective,
        seen=scheme.seen,
        unseen=list(scheme.unseen),
        notes=list(scheme.notes),
        structure=prose.structure(scheme),
        sections=prose.sections(scheme),
        choices=prose.choices(scheme),
        gates=prose.gates(scheme),
        grades=prose.grades(scheme),
        across=across(scheme),
        open_points=prose.open_points(scheme),
        examples=prose.examples(ready),
    )
