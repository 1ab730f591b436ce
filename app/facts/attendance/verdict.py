"""What one member's line says: the office's mark, the sign-in, the leave."""

from __future__ import annotations

from app.core.db.base import AnyRow


def verdict(mark: AnyRow | None, *, signed: bool, leave: str, closed: bool = False) -> str | None:
    """Return the status that counts; None while nobody said anything.

    Somebody's own mark goes before everything; presence goes before leave, for who came is there.
    What closing wrote is only what nobody had said: at a roll open again, it is told anew.

    Args:
        mark: The newest mark (``status``, ``method``).
        leave: What the granted leave makes of it (``excused``, ``excused_not_counted``), or empty.
        closed: Whether the roll is closed: then its marks are the record.
    """
    if mark is not None and (closed or mark.method != "closing"):
        return str(mark.status)
    if signed:
        return "present"
    if leave:
        return leave
    return "absent" if mark is not None else None
