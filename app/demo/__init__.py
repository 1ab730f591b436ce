"""样板: demo councils built through the ordinary services.

Enters: a database, a day and a seed. Leaves: two councils whose figures anybody can recount.
Never: a fact written past its service, or a real person's name.
"""

from app.demo.loading import Summary, load

__all__ = ["Summary", "load"]
