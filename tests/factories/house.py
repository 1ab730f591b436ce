"""A council for one test: units, a term, people, one seat per role."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from app.access.models import Account, Login, LoginSession, Seat, SeatDirectory
from app.access.passwords import hash_now
from app.access.permissions import ROLES
from app.access.tokens import Tokens
from app.core import clock
from app.core.db import Database
from app.core.ids import new_id
from app.council.models import Council, DutyYear, Member, Placement, Post, Tenure, Term, Unit

PASSWORD = "correct-horse-battery"


@cache
def password_hash() -> str:
    """Return the hash of ``PASSWORD``, computed once."""
    return hash_now(PASSWORD)


class Caller:
    """The client speaking as one seat."""

    def __init__(self, client: Any, token: str, seat_id: str, account_id: str, member_id: str | None) -> None:
        self._client = client
        self.token = token
        self.seat_id, self.account_id, self.member_id = seat_id, account_id, member_id

    def request(self, method: str, path: str, **kwargs: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **kwargs.pop("headers", {})}
        return self._client.request(method, "/api/v1" + path, headers=headers, **kwargs)

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.request("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> Any:
        return self.request("POST", path, **kwargs)

    def put(self, path: str, **kwargs: Any) -> Any:
        return self.request("PUT", path, **kwargs)

    def patch(self, path: str, **kwargs: Any) -> Any:
        return self.request("PATCH", path, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> Any:
        return self.request("DELETE", path, **kwargs)


class House:
    """One fresh council with term 14 (2022 to next year at least), a section per office, seats on demand."""

    def __init__(self, db: Database, client: Any) -> None:
        self.db, self.client = db, client
        self.council_id = new_id()
        self.code = "c" + self.council_id.replace("-", "")[-12:]
        self.tokens = Tokens(db.secret)
        self._callers: dict[str, Caller] = {}
        self.write(self._found)

    def write(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        """Run ``fn(session, …)`` with this council bound."""
        return self.db.write_now(fn, *args, council=self.council_id, **kwargs)

    def read(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        """Run ``fn(session, …)`` read-only with this council bound."""
        return self.db.read_now(fn, *args, council=self.council_id, **kwargs)

    def _found(self, session: Session) -> None:
        session.add(
            Council(
                id=self.council_id,
                code=self.code,
                name=f"政协{self.code}委员会",
                short_name=self.code,
                level="county",
                settings={},
                created_at=clock.now(),
            )
        )
        session.flush()
        self.term_id = new_id()
        # The running year belongs to the term whenever the tests run.
        last = max(2026, clock.today().year)
        session.add(
            Term(
                council_id=self.council_id,
                id=self.term_id,
                number=14,
                starts_on=date(2022, 2, 20),
                ends_on=date(last + 1, 2, 20),
            )
        )
        session.flush()
        for year in range(2022, last + 1):
            session.add(
                DutyYear(
                    council_id=self.council_id,
                    term_id=self.term_id,
                    year=year,
                    starts_on=date(year, 1, 1) if year > 2022 else date(2022, 2, 20),
                    ends_on=date(year, 12, 31),
                )
            )
        session.flush()
        self.section_id = self.add_unit(session, "section", "提案委办公室")
        self.other_section_id = self.add_unit(session, "liaison_office", "新埭镇联络室")

    def add_unit(self, session: Session, kind: str, name: str) -> str:
        """Add a unit; return its id."""
        unit = Unit(council_id=self.council_id, id=new_id(), kind=kind, name=name)
        session.add(unit)
        session.flush()
        return unit.id

    def unit(self, kind: str, name: str) -> str:
        """Add a unit in a transaction of its own; return its id."""
        return str(self.write(self.add_unit, kind, name))

    def member(self, name: str = "王小明", *, standing: bool = False, unit_id: str | None = None) -> str:
        """Add a member of the running term; return the id."""
        return str(self.write(self.add_member, name, standing=standing, unit_id=unit_id))

    def add_member(
        self, session: Session, name: str, *, standing: bool = False, unit_id: str | None = None
    ) -> str:
        """Add a member inside a transaction; return the id."""
        member = Member(
            council_id=self.council_id,
            id=new_id(),
            number=new_id()[-12:],
            name=name,
            stroke_key=name,
            pinyin="",
            initials="",
            created_at=clock.now(),
        )
        session.add(member)
        session.flush()
        since = date(2022, 2, 20)
        session.add(
            Tenure(council_id=self.council_id, member_id=member.id, term_id=self.term_id, starts_on=since)
        )
        if standing:
            session.add(
                Post(council_id=self.council_id, member_id=member.id, post="standing_member", starts_on=since)
            )
        if unit_id:
            unit = session.get_one(Unit, (self.council_id, unit_id))
            session.add(
                Placement(
                    council_id=self.council_id,
                    member_id=member.id,
                    unit_id=unit_id,
                    unit_kind=unit.kind,
                    starts_on=since,
                )
            )
        session.flush()
        return member.id

    def seat(
        self,
        *roles: str,
        member_id: str | None = None,
        section_id: str | None = None,
        must_change: bool = False,
        username: str = "",
    ) -> Caller:
        """Open an account with a seat and a live session; return it as a caller."""
        return self.write(self._seat, roles, member_id, section_id, must_change, username)  # type: ignore[no-any-return]

    def _seat(
        self,
        session: Session,
        roles: tuple[str, ...],
        member_id: str | None,
        section_id: str | None,
        must_change: bool,
        username: str,
    ) -> Caller:
        now = clock.now()
        account = Account(
            id=new_id(),
            display_name="-".join(roles),
            password_hash=password_hash(),
            must_change=must_change,
            created_at=now,
        )
        session.add(account)
        session.flush()
        name = username or f"u{account.id.replace('-', '')[-14:]}"
        session.add(Login(kind="username", key=name, account_id=account.id))
        seat = Seat(
            council_id=self.council_id,
            id=new_id(),
            account_id=account.id,
            member_id=member_id,
            section_id=section_id,
            roles=sorted(roles),
            created_at=now,
        )
        session.add(seat)
        session.add(SeatDirectory(account_id=account.id, council_id=self.council_id, seat_id=seat.id))
        opened = LoginSession(
            id=new_id(),
            account_id=account.id,
            council_id=self.council_id,
            seat_id=seat.id,
            created_at=now,
            used_at=now,
            expires_at=now + timedelta(days=90),
        )
        session.add(opened)
        session.flush()
        token = self.tokens.issue(account.id, opened.id, self.council_id, seat.id)
        caller = Caller(self.client, token, seat.id, account.id, member_id)
        caller.username = name  # type: ignore[attr-defined]
        caller.session_id = opened.id  # type: ignore[attr-defined]
        return caller

    def as_(self, role: str) -> Caller:
        """Return the caller of a role: a member has a member row, staff sit in ``section_id``."""
        assert role in ROLES, role
        if role not in self._callers:
            member_id = self.member("李测试") if role == "member" else None
            kept = {"convener", "section_clerk", "verifier", "secretariat"}
            section = self.section_id if role in kept else None
            self._callers[role] = self.seat(role, member_id=member_id, section_id=section)
        return self._callers[role]
