"""What one member's line says: the office's mark, the sign-in, the leave."""

from __future__ import annotations

from app.core.db.base import AnyRow
from app.facts.attendance.rules.presence import Told


def verdict(mark: AnyRow | None, *, came: Told | None, leave: str, closed: bool = False) -> Told | None:
    """Return the status that counts, and why; None while nobody said anything.

    Somebody's own mark goes before everything; presence goes before leave, for who came is there,
    unless it was so short that it counts as absence. What closing wrote is only what nobody had
    said: at a roll open again, it is told anew.

    Args:
        mark: The newest mark (``status``, ``method``, ``note``).
        came: What sign-ins make of it under the rules in force.
        leave: What the granted leave makes of it (``excused``, ``excused_not_counted``), or empty.
        closed: Whether the roll is closed: then its marks are the record.
    """
    if mark is not None and (closed or mark.method != "closing"):
        return Told(str(mark.status))
    if came is not None and not (leave and came.status == "absent"):
        return came
    if leave:
        return Told(leave)
    return Told("absent") if mark is not None else None
