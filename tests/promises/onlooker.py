"""Reads a database as an intruder does: physical places, bytes, every moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from app.core.db.engine import sqlite_module
from app.core.ids import random_id
from tests.factories.house import Caller
from tests.promises.stage import Stage

#: What a vote is expected to change; every other table is compared whole.
URN = "ballot_urns"


@dataclass
class Orders:
    """Orders that the intruder could read: of voters and of what sheets left, by number of voter."""

    voters: dict[str, list[int]] = field(default_factory=dict)
    matter: dict[str, list[int]] = field(default_factory=dict)


class Onlooker:
    """Has the database as superuser and a copy of it after every vote; has no key."""

    def __init__(self, made: Stage, voting: list[Caller]) -> None:
        self.made, self.voting = made, voting
        self.sqlite = made.server is None
        self.signs: list[str] = []
        self.sealed: list[bytes] = []
        self.connection: Any
        if made.server is None:
            path = Path(made.db.engine.url.database or "")
            self.files = [path, path.with_name(path.name + "-wal")]
            self.connection = sqlite_module().connect(str(path), isolation_level=None)
        else:
            self.connection = psycopg.connect(made.server.super_url, autocommit=True)
            self.since = self.ask("SELECT pg_current_wal_lsn()::text")[0][0]

    def ask(self, statement: Any, *given: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        cursor = self.connection.execute(statement, given) if given else self.connection.execute(statement)
        return list(cursor.fetchall())

    def look(self, poll_id: str) -> None:
        """Take a copy of the urn as it is after a vote."""
        sign = "?" if self.sqlite else "%s"
        id_ = poll_id.replace("-", "") if self.sqlite else poll_id
        row = self.ask(f"SELECT participation, sealed FROM {URN} WHERE poll_id = {sign}", id_)[0]
        self.signs.append(row[0])
        self.sealed.append(bytes(row[1]))

    def tables(self) -> list[str]:
        """Return the names of all tables."""
        if self.sqlite:
            found = self.ask("SELECT name FROM sqlite_master WHERE type = 'table'")
        else:
            found = self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return sorted(name for (name,) in found)

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Return a table's rows in physical order, place and transaction first."""
        if self.sqlite:
            return self.ask(f"SELECT rowid, 0, * FROM {table} ORDER BY rowid")
        place = "(ctid::text::point)[0]::int8 * 100000 + (ctid::text::point)[1]::int8"
        return self.ask(f"SELECT {place}, xmin::text::int8, * FROM {table} ORDER BY ctid")

    def rows_elsewhere(self) -> dict[str, int]:
        """Return a number for each other table that changes with any row of it."""
        return {name: hash(str(self.rows(name))) for name in self.tables() if name != URN}

    def raw_bytes_hold(self, needles: list[str | bytes]) -> int:
        """Return how many of what the voters sent stand in files and log of the database."""
        hay = b"".join(self._raw())
        assert len(hay) > 100_000, "the onlooker saw no bytes"
        plain = [one.encode() if isinstance(one, str) else one for one in needles]
        return sum(one in hay for one in plain)

    def _raw(self) -> Iterator[bytes]:
        if self.sqlite:
            yield from (file.read_bytes() for file in self.files if file.exists())
            return
        toast = f"SELECT reltoastrelid FROM pg_class WHERE relname = '{URN}'"
        for (path,) in self.ask(
            f"SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname = '{URN}' OR oid = ({toast})"
        ):
            yield bytes(self.ask("SELECT pg_read_binary_file(%s)", path)[0][0])
        for (name,) in self.ask(
            "SELECT name FROM pg_ls_waldir() WHERE name >= pg_walfile_name(%s::pg_lsn) ORDER BY name",
            self.since,
        ):
            yield bytes(
                self.ask("SELECT pg_read_binary_file('pg_wal/' || %s, 0, 16777216, true)", name)[0][0] or b""
            )

    def orders(self, poll_id: str, matter: dict[str, list[str]]) -> Orders:
        """Return every order that tables, copies and their differences show after the count."""
        found = physical_orders(self, self.tables(), matter)
        self._by_signs(poll_id, found)
        self._by_first_sight(found, matter)
        return found

    def _by_signs(self, poll_id: str, found: Orders) -> None:
        """Read from the copies in which order people voted: that much is visible."""
        sign = "?" if self.sqlite else "%s"
        id_ = poll_id.replace("-", "") if self.sqlite else poll_id
        rows = self.ask(f"SELECT place, member_id FROM ballot_voters WHERE poll_id = {sign}", id_)
        people = {str(voter.member_id).replace("-", ""): nth for nth, voter in enumerate(self.voting)}
        who = {place: people[str(member).replace("-", "")] for place, member in rows}
        order, before = [], "-" * len(self.signs[0])
        for signs in self.signs:
            order += [who[n] for n in range(len(signs)) if signs[n] != before[n]]
            before = signs
        found.voters["投票次序"] = order
        found.voters["名单位置"] = [who[place] for place in sorted(who)]

    def _by_first_sight(self, found: Orders, matter: dict[str, list[str]]) -> None:
        """Look in which copy each receipt and text stands for the first time, if any shows it."""
        for kind, of_voter in matter.items():
            forms = [one.encode() if kind == "text" else bytes.fromhex(one) for one in of_voter]
            if any(form not in self.sealed[-1] for form in forms):
                continue
            seen = {
                nth: next(n for n, copy in enumerate(self.sealed) if form in copy)
                for nth, form in enumerate(forms)
            }
            found.matter[f"{kind} 首见"] = sorted(seen, key=seen.__getitem__)

    @contextmanager
    def naive_tables(self, people: str, ballots: str) -> Iterator[Callable[[str, str], None]]:
        """Make the obvious schema for a while; both rows of a vote are written in one transaction."""
        for name, column in ((people, "member"), (ballots, "said")):
            self.ask_none(f"CREATE TABLE {name} (id text PRIMARY KEY, {column} text)")
        sign = "?" if self.sqlite else "%s"

        def write(member: str, said: str) -> None:
            self.ask_none("BEGIN")
            self.ask_none(f"INSERT INTO {people} VALUES ({sign}, {sign})", random_id(), member)
            self.ask_none(f"INSERT INTO {ballots} VALUES ({sign}, {sign})", random_id(), said)
            self.ask_none("COMMIT")

        try:
            yield write
        finally:
            for name in (people, ballots):
                self.ask_none(f"DROP TABLE {name}")

    def ask_none(self, statement: str, *given: Any) -> None:
        """Run a statement."""
        self.connection.execute(statement, given) if given else self.connection.execute(statement)

    def close(self) -> None:
        """Leave."""
        self.connection.close()


def physical_orders(onlooker: Onlooker, tables: Any, matter: dict[str, list[str]]) -> Orders:
    """Return the orders of rows that name one voter or one thing, by place, transaction and columns."""
    found = Orders()
    known = {
        name.replace("-", ""): nth
        for nth, voter in enumerate(onlooker.voting)
        for name in (
            str(voter.member_id),
            voter.seat_id,
            voter.account_id,
            str(getattr(voter, "session_id", "")),
        )
    }
    things = {one: nth for of_voter in matter.values() for nth, one in enumerate(of_voter)}
    for table in tables:
        rows = onlooker.rows(table)
        _orders_of(found.voters, table, rows, known)
        _orders_of(found.matter, table, rows, things)
        _listed(found.matter, table, rows, things)
    return found


def _orders_of(into: dict[str, list[int]], table: str, rows: list[Any], known: dict[str, int]) -> None:
    mine = []
    for row in rows:
        named = {known[text] for text in map(_plain, row[2:]) if text in known}
        if len(named) == 1:
            mine.append((row, named.pop()))
    if not mine:
        return
    for column in range(len(mine[0][0])):
        into[f"{table}.{column}"] = _once(
            [who for _, who in sorted(mine, key=lambda one: str(one[0][column]).zfill(40))]
        )


def _listed(into: dict[str, list[int]], table: str, rows: list[Any], things: dict[str, int]) -> None:
    """Read lists inside a row: receipts and texts as they stand there."""
    for row in rows:
        for column, value in enumerate(row[2:]):
            text = value if isinstance(value, str) else str(value) if isinstance(value, list) else ""
            places = (
                sorted((text.index(one), nth) for one, nth in things.items() if one in text)
                if len(text) > 100
                else []
            )
            if len(places) > 1:
                into[f"{table}.{column} 内"] = [nth for _, nth in places]


def _once(order: list[int]) -> list[int]:
    return list(dict.fromkeys(order))


def _plain(value: Any) -> str:
    text = str(value)
    return text.replace("-", "") if len(text) in (32, 36) else text


__all__ = ["Onlooker", "Orders", "physical_orders"]
