"""A throw-away PostgreSQL database with an owner role and an ordinary role."""

from __future__ import annotations

import os
from functools import cache

import psycopg
from psycopg import sql

ADDRESS = "127.0.0.1:5432"
SERVER = f"postgresql://postgres@{ADDRESS}/postgres"


@cache
def postgres_answers() -> bool:
    """Tell whether a server takes connections as its superuser without a password."""
    if os.environ.get("LVZHI_TEST_POSTGRES") == "off":
        return False
    try:
        psycopg.connect(SERVER, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


class PostgresTests:
    """Names and life of one worker's database.

    The application's role is neither owner nor superuser: as either, row-level security proves
    nothing.
    """

    def __init__(self, worker: str, address: str = ADDRESS) -> None:
        self.server = f"postgresql://postgres@{address}/postgres"
        self.name = f"lvzhi_test_{worker}_{os.getpid()}"
        self.owner, self.app = f"{self.name}_owner", f"{self.name}_app"
        self.owner_url = f"postgresql://{self.owner}@{address}/{self.name}"
        self.app_url = f"postgresql://{self.app}@{address}/{self.name}"
        self.super_url = f"postgresql://postgres@{address}/{self.name}"

    def create(self) -> None:
        """Make roles and database afresh."""
        self.drop()
        with psycopg.connect(self.server, autocommit=True) as server:
            for role in (self.owner, self.app):
                server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(self.name), sql.Identifier(self.owner)
                )
            )

    def drop(self) -> None:
        """Remove database and roles."""
        with psycopg.connect(self.server, autocommit=True) as server:
            name = sql.Identifier(self.name)
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            for role in (self.owner, self.app):
                server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
