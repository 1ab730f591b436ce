"""A new secret: everything sealed anew, whenever it was broken off, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import LargeBinary, select, update
from sqlalchemy.orm import Session

from app import tables
from app.access import seats
from app.cli import main
from app.core.crypto import blind, seal, unseal
from app.core.db import Database
from app.council.messages.courier import place
from app.council.messages.models import MessageChannel
from app.council.models import Member
from app.council.rekey.service import SEALED, rekey
from tests.access.doors import log_in
from tests.conftest import SECRET
from tests.factories.house import House

NEW = "the-newer-secret-of-this-installation-0123456789"


@pytest.fixture
def renewed(db: Database, settings: Any) -> Iterator[Database]:
    """The same database as the application opens it under the new secret."""
    made = Database.of(settings.model_copy(update={"secret": NEW}))
    yield made
    made.close()


def numbered(house: House, count: int) -> dict[str, str]:
    """Give members mobiles, sealed under the secret in use; return id to mobile."""
    made = {}
    for number in range(count):
        mobile = f"139{int(house.code[-6:], 16) % 10**6:06d}{number:02d}"
        member = house.member(f"甲{number}")
        made[member] = mobile

        def give(session: Session, member: str = member, mobile: str = mobile) -> None:
            sealed = seal(SECRET, f"{house.council_id}|members|mobile|{member}", mobile)
            values = {"mobile_sealed": sealed, "mobile_index": blind(SECRET, "mobile", mobile)}
            mine = (Member.council_id == house.council_id, Member.id == member)
            session.execute(update(Member).where(*mine).values(values))

        house.write(give)
    return made


def opened(db: Database, house: House, secret: str) -> dict[str, str]:
    """Return the mobiles that a secret opens, and prove their index."""

    def work(session: Session) -> dict[str, str]:
        mine = (Member.council_id == house.council_id, Member.mobile_sealed.is_not(None))
        found = {}
        for row in session.scalars(select(Member).where(*mine)):
            assert row.mobile_sealed is not None
            text = unseal(secret, f"{house.council_id}|members|mobile|{row.id}", row.mobile_sealed)
            assert row.mobile_index == blind(secret, "mobile", text)
            found[row.id] = text
        return found

    return db.read_now(work, council=house.council_id)


def back(db: Database) -> None:
    """Seal all under the tests' secret again, for whoever shares this database."""
    rekey(db, NEW)


def test_every_sealed_column_is_known() -> None:
    sealed = {
        (table.name, column.name)
        for table in tables.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.name.endswith("_sealed")
    }
    assert sealed == {(one.table.name, one.column) for one in SEALED}
    others = {
        table.name
        for table in tables.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and not column.name.endswith("_sealed")
    }
    # The urn has a key of its own, outside every database.
    assert others == {"ballot_urns"}


def test_mobiles_robots_and_log_ins_go_over_to_the_new_secret(
    house: House, db: Database, renewed: Database
) -> None:
    mobiles = numbered(house, 3)
    mobile = next(iter(mobiles.values()))
    member = house.as_("member")
    key = blind(SECRET, "mobile", mobile)
    house.write(lambda session: seats.give_login(session, member.account_id, "mobile", key))
    admin = house.as_("council_admin")
    address = "https://oapi.dingtalk.com/robot/send?access_token=7"
    channel = {"robot": "dingtalk", "address": address, "secret": "SEC7"}
    set_up = admin.put("/message-channel", json={**channel, "active": True}, headers={"If-Match": '"0"'})
    assert set_up.status_code == 200, set_up.text
    found = rekey(renewed, SECRET)
    assert found.lost == [] and found.counts["sealed"] >= 5
    assert opened(renewed, house, NEW) == mobiles

    def robot(session: Session) -> tuple[str, str]:
        mine = MessageChannel.council_id == house.council_id
        row = session.scalars(select(MessageChannel).where(mine)).one()
        assert row.secret_sealed is not None
        sealed = {"address": row.address_sealed, "secret": row.secret_sealed}
        opened = [unseal(NEW, place(row, field), value) for field, value in sealed.items()]
        return opened[0], opened[1]

    assert renewed.read_now(robot, council=house.council_id) == (channel["address"], "SEC7")
    assert log_in(house.client, mobile).status_code == 401
    back(db)
    assert log_in(house.client, mobile).status_code == 200
    said = house.as_("auditor").get("/audit").json()["items"]
    assert "council:rekey" in [one["action"] for one in said] and mobile not in str(said)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_broken_off_anywhere_it_is_begun_again_and_nothing_is_lost(
    house: House, db: Database, renewed: Database, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mobiles = numbered(house, 4)
    monkeypatch.setattr("app.council.rekey.service.CHUNK", 1)

    class Broken(Exception):
        pass

    left = [steps]
    real = seal

    def breaks(*given: Any) -> bytes:
        if not left[0]:
            raise Broken
        left[0] -= 1
        return real(*given)

    monkeypatch.setattr("app.council.rekey.service.seal", breaks)
    with pytest.raises(Broken):
        rekey(renewed, SECRET)
    monkeypatch.setattr("app.council.rekey.service.seal", real)
    again = rekey(renewed, SECRET)
    assert again.lost == [] and again.counts["already"] >= steps
    assert opened(renewed, house, NEW) == mobiles
    once_more = rekey(renewed, SECRET)
    assert (once_more.counts["sealed"], once_more.lost) == (0, [])
    back(db)


def test_what_neither_secret_opens_is_named_and_left_alone(
    house: House, db: Database, renewed: Database
) -> None:
    (member,) = numbered(house, 1)
    strange = seal("x" * 40, f"{house.council_id}|members|mobile|{member}", "13900000000")
    mine = (Member.council_id == house.council_id, Member.id == member)
    house.write(lambda session: session.execute(update(Member).where(*mine).values(mobile_sealed=strange)))
    assert rekey(renewed, SECRET).lost == [f"members {member}"]
    row = house.read(lambda session: session.get_one(Member, (house.council_id, member)))
    assert row.mobile_sealed == strange
    house.write(lambda session: session.execute(update(Member).where(*mine).values(mobile_sealed=None)))
    back(db)


def test_the_command_asks_for_the_old_secret_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "old"
    for text in ("short", NEW):
        file.write_text(text + "\n", encoding="utf-8")
        monkeypatch.setenv("LVZHI_SECRET", NEW)
        monkeypatch.setenv("LVZHI_ENV", "test")
        monkeypatch.setenv("LVZHI_VAR", str(tmp_path))
        done = CliRunner().invoke(main, ["rekey", "--old-secret-file", str(file)])
        assert done.exit_code == 2 and "原来的 LVZHI_SECRET" in done.output
