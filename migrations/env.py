"""Runs migrations with foreign keys off and counts every row before and after."""

from __future__ import annotations

from alembic import context

from app.core.db.migrate import run_migrations

run_migrations(context)
