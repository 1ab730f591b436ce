"""What a database says of its own structure, in comparable words."""

from __future__ import annotations

import re

from sqlalchemy import Connection

_POSTGRES = {
    "column": "SELECT table_name || '.' || column_name, data_type || ' ' || is_nullable || ' ' || "
    "coalesce(character_maximum_length::text, '') || ' ' || coalesce(column_default, '') "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "constraint": "SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
    "index": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "trigger": "SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal",
    "policy": "SELECT tablename || '.' || policyname, coalesce(qual, '') || ' / ' || with_check "
    "FROM pg_policies WHERE schemaname = 'public'",
    "security": "SELECT relname, relrowsecurity::text || relforcerowsecurity::text FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
    "function": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "right": "SELECT table_name || ' ' || privilege_type, '' FROM information_schema.role_table_grants "
    "WHERE table_schema = 'public' AND grantee <> user",
}


def catalogue(connection: Connection) -> dict[str, str]:
    """Return kind and name → definition of everything in the database but its version table."""
    if connection.dialect.name == "sqlite":
        found = _sqlite(connection)
    else:
        found = {
            f"{kind} {name}": said
            for kind, query in _POSTGRES.items()
            for name, said in connection.exec_driver_sql(query).all()
        }
    return {name: said for name, said in found.items() if "alembic_version" not in name}


def structure(connection: Connection) -> dict[str, str]:
    """Return the part of the catalogue that models describe: no triggers, policies and rights."""
    kinds = ("table", "column", "constraint", "index")
    return {name: said for name, said in catalogue(connection).items() if name.split()[0] in kinds}


def _sqlite(connection: Connection) -> dict[str, str]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    return {f"{kind} {name}": _plain(sql) for kind, name, sql in connection.exec_driver_sql(query).all()}


def _plain(sql: str) -> str:
    """Return DDL without the accidents of its making: spaces, quotes, the order of constraints."""
    head, _, body = re.sub(r"\s+", " ", sql.replace('"', "")).partition("(")
    if not head.startswith("CREATE TABLE"):
        return f"{head}({body}"
    parts = re.split(r",\s(?![^(]*\))", body.rstrip(") ") + ")")
    return head + " | ".join(sorted(part.strip().rstrip(")") for part in parts))
