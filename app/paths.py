"""Where migrations, schemes and the web client lie, in clone and wheel."""

from __future__ import annotations

from pathlib import Path

_APP = Path(__file__).parent


def migrations_dir() -> Path:
    """Return the folder with ``env.py`` and ``versions``: inside a wheel, else beside the package."""
    packed = _APP / "_migrations"
    return packed if packed.is_dir() else _APP.parent / "migrations"


def library_dir() -> Path:
    """Return the folder of the published scheme documents."""
    return _APP / "schemes" / "library"


def web_dir() -> Path | None:
    """Return the built web client, or None when there is none."""
    built = _APP / "web"
    return built if (built / "index.html").is_file() else None
