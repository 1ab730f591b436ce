"""Runs the product as it is served, or without one of the things that make it quick."""

from __future__ import annotations


def main(port: int, *, cold: bool = False, alone: bool = False) -> None:
    """Serve on ``port`` with the settings of the environment.

    Args:
        cold: Finished tables are forgotten at once.
        alone: Every sign-in is a transaction of its own.
    """
    from app.core.settings import Settings
    from app.serving import serve

    if cold:
        from app.standings import views

        views.KEPT = 0
    if alone:
        from app.core.db import groups

        groups.MOST = 1
    serve(Settings(), "127.0.0.1", port)
