"""The demo's accounts: one per role, printed and written to a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.access.passwords import hash_now
from app.access.seats import NewAccount, give_seat, open_account
from app.demo.desk import Bench

#: The one password of every demo account; an installation outside the demo never has it.
PASSWORD = "shuzhi-demo-2022"
FILE = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account and its seat. ``member`` is a number; ``section`` a unit's kind and name."""

    username: str
    name: str
    roles: tuple[str, ...]
    member: str = ""
    section: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the accounts file."""

    role: str
    council: str
    username: str
    password: str


def open_all(bench: Bench, accounts: Sequence[DemoAccount]) -> None:
    """Open every account that is not there yet, with its seat; no first-login change."""
    for account in accounts:
        if account.username in bench.seats:
            continue
        new = NewAccount(account.name, account.username, hash_now(PASSWORD), must_change=False)
        account_id = open_account(bench.session, new)
        give_seat(
            bench.session,
            bench.council_id,
            account_id,
            list(account.roles),
            member_id=bench.members[account.member] if account.member else None,
            section_id=bench.unit(*account.section) if account.section else None,
        )


def printed(council: str, accounts: Sequence[DemoAccount]) -> list[Printed]:
    """Return the lines of a council's accounts; the first role is what the account is for."""
    return [Printed(account.roles[0], council, account.username, PASSWORD) for account in accounts]


def write(var: Path, lines: Sequence[Printed]) -> Path:
    """Write the accounts file; return its path."""
    path = var / FILE
    var.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    return path
