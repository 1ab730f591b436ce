"""The bomb harness runs here on every commit."""

from __future__ import annotations

from tests.promises import p13_bombs


def test_hostile_files_are_refused_and_the_harness_catches_a_missing_check() -> None:
    result = p13_bombs.run()
    assert [verdict for verdict in result["verdicts"] if not verdict["ok"]] == []
    assert result["judged"] >= 12
    assert result["planted_caught"] >= 3
    assert result["failed"] == 0
