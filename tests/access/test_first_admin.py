"""An empty installation gets its first administrator from the shell."""

from __future__ import annotations

import pytest

from app.access.first_admin import make
from app.core.db import Database
from app.core.errors import Invalid
from app.core.ids import new_id
from tests.clients import CheckedClient


def test_the_first_administrator_logs_in_and_must_change_the_password(
    db: Database, client: CheckedClient
) -> None:
    name = "root" + new_id()[-12:]
    password = make(db, name, "系统管理员")
    answer = client.post("/api/v1/auth/token", data={"username": name, "password": password})
    assert answer.json()["password_change_required"] is True
    with pytest.raises(Invalid):
        make(db, name, "又一个")
