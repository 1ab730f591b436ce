"""Members: added, changed, shown as of any day, never deleted."""

from app.council.members.bulk import NewMember, NewPlace, NewPost, NewTenure, add_many
from app.council.members.seats import GivenSeat, give_many

__all__ = ["GivenSeat", "NewMember", "NewPlace", "NewPost", "NewTenure", "add_many", "give_many"]
