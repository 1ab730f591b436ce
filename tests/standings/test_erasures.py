"""Who left is erased once: no table names the person any more, every sum and chain still holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.access.models import Account, Login, LoginSession, SeatDirectory
from app.core import clock
from app.core.crypto import digest
from app.core.ids import new_id
from app.core.records import AuditEntry
from app.facts.attendance.signing.models import SignInAttempt
from app.standings.cli import verify
from app.standings.evaluation_year.models import SealedSheet
from app.stewardship.care.models import CareVisit
from app.tables import metadata
from tests.factories.house import PASSWORD, Caller, House
from tests.facts.pieces import refused, wrong
from tests.performance.year import lived
from tests.stewardship.test_care import visit

NAME, MOBILE, DEVICE, EMPLOYER = "欧阳离任", "13805730009", "phone-of-the-member", "平湖市离任服饰公司"
ORDER = {"ground": "written_request", "reason": "本人要求。", "document": "收文〔2026〕12号", "confirm": NAME}


def filled(house: House) -> Caller:
    """Return a member with facts, feedback, a request, a sign-in and a sealed sheet."""
    member, office = house.as_("member"), house.as_("council_admin")
    shown = office.get(f"/members/{member.member_id}").json()
    facts = {"name": NAME, "mobile": MOBILE, "employer": EMPLOYER, "birth_date": "1970-01-02"}
    version = {"If-Match": f'"{shown["version"]}"'}
    assert office.patch(f"/members/{member.member_id}", json=facts, headers=version).status_code == 200
    assert member.post("/me/feedback", json={"text": f"我是{NAME}，字太小。"}).status_code == 201
    asked = {"field": "education", "value": "大专", "reason": f"{NAME}的学历有误。"}
    assert member.post("/me/corrections", json=asked).status_code == 201
    assert visit(house, str(member.member_id), "hardship").status_code == 201
    house.write(_rows, house, member)
    return member


def _rows(session: Session, house: House, member: Caller) -> None:
    now = clock.now()
    base = {"council_id": house.council_id, "member_id": member.member_id}
    judged = {"way": "hall_code", "verdict": "accepted", "doubts": [], "seen_at": now, "received_at": now}
    session.add(SignInAttempt(**base, **judged, id=new_id(), nonce=new_id(), device=DEVICE))
    text = f'{{"profile":{{"name":"{NAME}"}}}}'
    kept = {"year": 2022, "version": 1, "text": text, "digest": digest(text.encode()), "kept_at": now}
    session.add(SealedSheet(**base, **kept, id=new_id(), code=new_id()[-12:], kept_by=new_id()))
    account = session.get_one(Account, member.account_id)
    account.display_name = NAME


def left(house: House, member: Caller, on: str = "2022-12-31") -> None:
    said = {"on": on, "state": "transferred", "ground": f"{NAME}因工作调离"}
    done = house.as_("council_admin").post(f"/members/{member.member_id}/leave", json=said)
    assert done.status_code == 200, done.text


def erase(house: House, member: Caller, **said: str) -> Any:
    path = f"/members/{member.member_id}/erasure"
    return house.as_("council_admin").post(path, json={**ORDER, **said})


def everything(house: House) -> str:
    """Return every row of the council and of the accounts as one text."""

    def read(session: Session) -> str:
        found = []
        for table in metadata.sorted_tables:
            statement = select(table)
            if "council_id" in table.c:
                statement = statement.where(table.c.council_id == house.council_id)
            elif table.name != "accounts":
                continue
            found += [repr(tuple(row)) for row in session.execute(statement)]
        return "\n".join(found)

    return str(house.read(read))


def notes(house: House) -> list[Any]:
    """Return the sealed notes of visits that are still there."""
    kept = select(CareVisit.note_sealed).where(CareVisit.council_id == house.council_id)
    return [note for note in house.read(lambda session: session.scalars(kept).all()) if note]


def acts(house: House) -> int:
    mine = AuditEntry.council_id == house.council_id
    return len(house.read(lambda session: session.scalars(select(AuditEntry.id).where(mine)).all()))


def test_after_an_erasure_nothing_names_the_person_and_everything_still_holds(house: House) -> None:
    year = lived(house)
    member = filled(house)
    year.put_in_force()
    assert notes(house)
    before = everything(house)
    assert all(word in before for word in (NAME, DEVICE, EMPLOYER, "date(1970"))
    left(house, member)
    done = erase(house, member)
    assert done.status_code == 200, done.text
    assert not notes(house)
    after = everything(house)
    assert [word for word in (NAME, MOBILE, DEVICE, EMPLOYER, "date(1970") if word in after] == []
    (found,) = verify(house.db, house.code, {})
    assert found.breaks == (), found.text
    admin = house.as_("council_admin")
    shown = admin.get(f"/members/{member.member_id}").json()
    assert (shown["name"], shown["erased_at"] is not None, shown["particulars"]["mobile"]) == (
        "已注销委员", True, None,
    )  # fmt: skip
    assert shown["number"].startswith("zx-") and shown["tenures"][0]["ground"] == ""
    dossier = house.as_("auditor").get(f"/members/{member.member_id}/dossier?year={year.number}").json()
    assert dossier["profile"]["name"] == "已注销委员"
    assert len(dossier["records"]) == 1
    refused(member.get("/me/dossier"), 401, "session_revoked")
    log_in = {"username": member.username, "password": PASSWORD}  # type: ignore[attr-defined]
    assert house.client.post("/api/v1/auth/token", data=log_in).status_code == 401


def test_an_order_given_again_changes_nothing_and_the_row_stays_as_it_is(house: House) -> None:
    member, admin = filled(house), house.as_("council_admin")
    left(house, member)
    first = erase(house, member).json()
    before = acts(house)
    again = erase(house, member, confirm="谁", reason="又一次。")
    assert (again.status_code, again.json()["done"]) == (200, first["done"])
    assert acts(house) == before
    assert (first["may_by_request"], first["done"]["document"]) == (False, ORDER["document"])
    version = {"If-Match": f'"{admin.get(f"/members/{member.member_id}").json()["version"]}"'}
    change = admin.patch(f"/members/{member.member_id}", json={"name": "又一个人"}, headers=version)
    refused(change, 409, "erased")
    refused(
        admin.post(f"/members/{member.member_id}/tenures", json={"starts_on": "2026-01-01"}), 409, "erased"
    )


def test_only_who_left_is_erased_with_the_name_written_again_and_a_document(house: House) -> None:
    member = filled(house)
    refused(erase(house, member), 409, "still_member")
    left(house, member)
    assert wrong(erase(house, member, confirm="欧阳")) == [("confirm", "differs")]
    assert wrong(erase(house, member, reason=f"{NAME}要求")) == [("reason", "names_member")]
    assert wrong(erase(house, member, document="")) == [("document", "missing")]
    refused(
        house.as_("secretariat").post(f"/members/{member.member_id}/erasure", json=ORDER), 403, "forbidden"
    )
    assert NAME in everything(house)


def test_the_years_of_the_council_have_to_pass_first(house: House) -> None:
    member, admin = filled(house), house.as_("council_admin")
    today = clock.today()
    left(house, member, str(date(today.year - 2, today.month, min(today.day, 28))))
    refused(erase(house, member, ground="retention"), 409, "retained")
    path = f"/members/{member.member_id}/erasure"
    state = admin.get(path).json()
    assert (state["may_by_retention"], state["retained_until"][:4]) == (False, str(today.year + 8))
    version = {"If-Match": f'"{admin.get("/council").json()["version"]}"'}
    shorter = admin.patch("/council", json={"settings": {"retention_years": 1}}, headers=version)
    assert shorter.status_code == 200, shorter.text
    assert admin.get(path).json()["may_by_retention"]
    done = erase(house, member, ground="retention").json()["done"]
    assert (done["ground"], done["document"]) == ("retention", "")


def test_a_seat_with_other_work_is_handed_over_first(house: House) -> None:
    both = house.seat("member", "convener", member_id=house.member(NAME))
    left(house, both)
    refused(erase(house, both), 409, "has_duties")


def test_an_account_of_two_councils_keeps_its_other_seat(house: House) -> None:
    member, other = filled(house), House(house.db, house.client)
    left(house, member)

    def second(session: Session) -> None:
        seat = SeatDirectory(account_id=member.account_id, council_id=other.council_id, seat_id=new_id())
        session.add(seat)

    other.write(second)
    assert erase(house, member).status_code == 200

    def read(session: Session) -> tuple[bool, int, bool]:
        account = session.get_one(Account, member.account_id)
        mine = LoginSession.account_id == member.account_id
        live = session.scalars(select(LoginSession).where(mine, LoginSession.revoked_at.is_(None))).first()
        names = session.scalars(select(Login.key).where(Login.account_id == member.account_id)).all()
        return account.disabled, len(names), live is None

    assert house.read(read) == (False, 1, True)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (SignInAttempt, {"device": ""}),
        (SignInAttempt, {"device": "", "verdict": "forged"}),
        (SealedSheet, {"text": ""}),
        (SealedSheet, {"text": "", "digest": "0" * 64}),
    ],
)
def test_the_database_lets_nothing_be_emptied_without_its_order(
    house: House, table: Any, values: dict[str, str]
) -> None:
    filled(house)

    def change(session: Session) -> None:
        session.execute(update(table).where(table.council_id == house.council_id).values(**values))

    with pytest.raises(DBAPIError):
        house.write(change)


def test_beside_an_order_only_the_body_and_the_device_may_be_emptied(house: House) -> None:
    member = filled(house)
    left(house, member)
    assert erase(house, member).status_code == 200
    for table, values in ((SignInAttempt, {"verdict": "forged"}), (SealedSheet, {"text": "新的正文"})):

        def change(session: Session, table: Any = table, values: Any = values) -> None:
            session.execute(update(table).where(table.council_id == house.council_id).values(**values))

        with pytest.raises(DBAPIError):
            house.write(change)
    assert acts(house) > 0
