"""Open councils, show and change the own one."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access import queries as access
from app.access.actor import Actor
from app.access.schemas import Slip
from app.access.seats import INITIAL_LIFE, NewAccount, give_seat, open_account
from app.core import audit, clock
from app.core.audit import AUTHOR, Author
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council import queries
from app.council.models import Council
from app.council.schemas import CouncilEdit, CouncilNew, CouncilOut, CouncilSettings


def open_council(session: Session, actor: Actor, new: CouncilNew) -> str:
    """Create the council's row, from the system council; return its id.

    One that was opened but never got its administrator (the process ended in between) is taken
    up again, so that the request may simply be repeated.

    Raises:
        Conflict: the code belongs to a council that works already.
        Invalid: the administrator's user name is taken.
    """
    known = queries.council_by_code(session, new.code)
    if known is not None and (known.name != new.name or queries.has_seats(session, known.id)):
        raise Conflict("这个代码已有政协使用，请换一个。", word="code_taken")
    if access.login_taken(session, "username", new.admin_username):
        raise Invalid(errors=[FieldError("admin_username", "taken", "这个账号名已被使用，请换一个。")])
    if known is not None:
        return known.id
    council = Council(
        id=new_id(),
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        level=new.level,
        settings={},
        created_at=clock.now(),
    )
    session.add(council)
    session.flush()
    audit.record(session, "council:open", "council", council.id, after={"code": council.code})
    return council.id


def seat_first_admin(
    session: Session, author: str, council_id: str, new: CouncilNew, password: str, password_hash: str
) -> Slip | None:
    """Open the first administrator's account, under the new council's own binding.

    Returns:
        The slip to print, or None when the council has its administrator already.
    """
    if queries.has_seats(session, council_id):
        return None
    session.info[AUTHOR] = Author(author, None)
    account_id = open_account(session, NewAccount(new.admin_name, new.admin_username, password_hash))
    seat_id = give_seat(session, council_id, account_id, ["council_admin"])
    return Slip(
        seat_id=seat_id,
        display_name=new.admin_name,
        username=new.admin_username,
        initial_password=password,
        valid_until=clock.now() + INITIAL_LIFE,
    )


def show_any(session: Session, actor: Actor, council_id: str) -> CouncilOut:
    """Return any council of the installation, for system administrators."""
    council = session.get(Council, council_id)
    if council is None:
        raise NotFound()
    return council_out(council)


def list_all(session: Session, actor: Actor) -> list[CouncilOut]:
    """Return every council of the installation, for system administrators."""
    return [council_out(council) for council in queries.councils(session)]


def show_own(session: Session, actor: Actor) -> CouncilOut:
    """Return the actor's council."""
    return council_out(queries.council(session, actor.council_id))


def edit_own(session: Session, actor: Actor, changes: CouncilEdit, version: int) -> CouncilOut:
    """Change name or settings of the actor's council.

    Raises:
        Stale: changed since.
    """
    council = queries.council(session, actor.council_id)
    if council.version != version:
        raise Stale()
    said = changes.model_dump(exclude_unset=True, exclude_none=True)
    before = {key: getattr(council, key) for key in said}
    for key, value in said.items():
        setattr(council, key, value)
    council.version += 1
    session.flush()
    audit.record(session, "council:edit", "council", council.id, before=before, after=said)
    return council_out(council)


def council_out(council: Council) -> CouncilOut:
    """Turn a council into its shape; settings of older versions that mean nothing now stay inside."""
    known = {key: value for key, value in council.settings.items() if key in CouncilSettings.model_fields}
    return CouncilOut(
        id=council.id,
        code=council.code,
        name=council.name,
        short_name=council.short_name,
        level=council.level,
        settings=CouncilSettings(**known),
        version=council.version,
    )
