"""What `lvzhi term-review` prints."""

from __future__ import annotations

from app.core.db import Database
from app.council.lookup import council_id_of
from app.views.term_review.schemas import TermReview
from app.views.term_review.service import of_council


def run(db: Database, council_code: str, term: int, as_json: bool) -> str:
    """Return a term's review as text for the terminal, or as JSON.

    Raises:
        NotFound: no such council or term.
    """
    council_id = council_id_of(db, council_code)
    found = db.read_now(of_council, council_id, term, council=council_id)
    return found.model_dump_json(indent=1) if as_json else _text(found)


def _text(review: TermReview) -> str:
    parts = [f"第 {review.term} 届（{review.starts_on} 至 {review.ends_on}）"]
    for line in review.lines:
        parts.append(f"\n{line.no}. {line.title}")
        parts += [f"   {figure.label}：{figure.display}  ——  {figure.source}" for figure in line.figures]
    return "\n".join(parts)
