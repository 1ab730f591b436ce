"""Runs the product as it is served; ``cold`` forgets finished tables at once."""

from __future__ import annotations


def main(port: int, *, cold: bool = False) -> None:
    """Serve on ``port`` with the settings of the environment."""
    from app.core.settings import Settings
    from app.serving import serve

    if cold:
        from app.standings import views

        views.KEPT = 0
    serve(Settings(), "127.0.0.1", port)
