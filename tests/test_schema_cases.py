"""Six generated cases for every operation; `make promises` sends a hundred."""

from __future__ import annotations

import pytest

from tests.promises import schema_cases


@pytest.mark.slow
def test_no_generated_case_meets_a_5xx_or_an_undocumented_answer() -> None:
    fired = schema_cases.fire(6)
    assert fired.judged > 1000, "the operations were not found"
    assert not fired.failures, "\n".join(dict.fromkeys(fired.failures))


def test_the_generated_cases_see_a_planted_defect() -> None:
    assert schema_cases.planted().failures
