"""Reads an uploaded table off the event loop, two at a time."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from app.core.sheets.read import read_table
from app.core.sheets.table import Table

# The reading itself happens in a child process; these threads only wait for it.
_pool = ThreadPoolExecutor(2, "sheets")


async def read_aside(data: bytes, filename: str) -> Table:
    """Like ``read_table``, without holding the event loop or a database thread."""
    return await asyncio.get_running_loop().run_in_executor(_pool, read_table, data, filename)
