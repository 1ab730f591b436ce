"""The dossier counts attendance from rolls only."""

from __future__ import annotations

from app.views.dossier.service import attendance


def test_only_what_has_a_roll_is_counted_as_due() -> None:
    statuses = "meeting:standing:present,meeting:standing:absent,suggestion::accepted,opinion::"
    assert attendance(statuses) == [
        {"fact": "meeting", "type": "standing", "due": 2, "attended": 1, "excused": 0, "absent": 1}
    ]
