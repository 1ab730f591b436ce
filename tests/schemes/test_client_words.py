"""What a receipt says has words in the client."""

from __future__ import annotations

import json
from pathlib import Path

from app.scoring.trace import REASONS

WORDS = Path(__file__).parents[2] / "web" / "src" / "locales" / "zh-CN.pages.json"


def test_every_reason_for_not_counting_is_said_on_the_phone() -> None:
    said = json.loads(WORDS.read_text(encoding="utf-8"))["not_counted"]
    assert said == REASONS
