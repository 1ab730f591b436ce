"""The dossier counts attendance, and nothing that merely has a state."""

from __future__ import annotations

from app.views.dossier.queries import NEXT, PART
from app.views.dossier.service import attendance


def text(*records: tuple[str, str, str]) -> str:
    return NEXT.join(PART.join(record) for record in records)


def test_a_suggestion_with_a_state_is_nothing_one_was_due_at() -> None:
    said = text(
        ("meeting", "plenary", "present"),
        ("meeting", "plenary", "absent"),
        ("meeting", "plenary", "excused_not_counted"),
        ("suggestion_received", "suggestion", "adopted"),
        ("suggestion_received", "suggestion", "done"),
    )
    counted = {"fact": "meeting", "type": "plenary", "due": 2, "attended": 1, "excused": 0, "absent": 1}
    assert attendance(said) == [counted]
