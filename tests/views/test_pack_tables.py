"""Every table and list of a small council's pack is what the API says, cell by cell."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.promises.pack_tables import of_small


@pytest.mark.one_backend  # Files are written from one value; P36 reads a large pack's.
def test_tables_of_everybody_say_what_the_api_says_and_a_changed_cell_is_seen(house: House) -> None:
    wrong, numbers, seen = of_small(house)
    assert wrong == [] and numbers > 100
    assert [name for name, found in seen.items() if not found] == [] and len(seen) > 30
