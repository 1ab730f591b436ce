"""In by 浙政钉: by the account id alone, once a code, from the browser that set out."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from app.access.identity.configured import configured
from app.access.identity.zhezhengding import ZhezhengdingProvider
from app.core import clock
from app.core.db import Database
from app.core.ids import new_id
from app.core.settings import Settings
from app.main import create_app
from tests.access.doors import set_account
from tests.access.stand_in import APP_SECRET, KEY, Platform
from tests.clients import CheckedClient
from tests.factories.house import Caller, House
from tests.facts.pieces import refused

PUBLIC = "https://lvzhi.example.gov.cn"
WORD = "zhezhengding"
VERIFIER = "a-secret-that-stays-in-this-browser-0123456789"
CHALLENGE = hashlib.sha256(VERIFIER.encode()).hexdigest()


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    made = Platform()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.over.set()
    made.shutdown()
    made.server_close()


def settings_of(db: Database, platform: Platform) -> Settings:
    return Settings(
        env="test", secret=db.secret, public_address=PUBLIC, zhezhengding_key=KEY,
        zhezhengding_secret=APP_SECRET, zhezhengding_gateway=platform.address,
        zhezhengding_login=platform.address,
    )  # fmt: skip


@pytest.fixture(scope="module")
def open_client(db: Database, platform: Platform) -> Iterator[CheckedClient]:
    application = create_app(settings_of(db, platform), db=db)
    application.state.identities[WORD].patience = 0.5
    with CheckedClient(application) as client:
        yield client


@pytest.fixture
def house(db: Database, open_client: CheckedClient, platform: Platform) -> House:
    platform.mood = ""
    return House(db, open_client)


def set_out(house: House, challenge: str = CHALLENGE) -> str:
    """Ask for the log-in page; return the state that it was given."""
    answer = house.client.post(f"/api/v1/auth/identities/{WORD}/start", json={"challenge": challenge})
    assert answer.status_code == 200, answer.text
    return parse_qs(urlsplit(answer.json()["address"]).query)["state"][0]


def code_of(platform: Platform, account: Any) -> str:
    """Let somebody scan; return the code that the browser brings back."""
    made = new_id()
    platform.codes[made] = account
    return made


def come_back(
    house: House, code: str, state: str = "", verifier: str = VERIFIER, by: Caller | None = None
) -> Any:
    body = {"code": code, "state": state or set_out(house), "verifier": verifier}
    if by is not None:
        return by.post(f"/me/identities/{WORD}", json=body)
    return house.client.post(f"/api/v1/auth/identities/{WORD}/token", json=body)


def bound(house: House, platform: Platform) -> tuple[Caller, int]:
    """Return a member whose account is bound, and the account id."""
    member, account = house.as_("member"), int(new_id()[-10:], 16)
    done = come_back(house, code_of(platform, account), by=member)
    assert done.status_code == 200, done.text
    return member, account


def test_the_log_in_page_is_told_of_it_only_where_it_is_set_up(
    house: House, client: CheckedClient, db: Database, platform: Platform
) -> None:
    ways = house.client.get("/api/v1/auth/identities").json()
    assert ways == [{"provider": WORD, "label": "浙政钉"}]
    assert client.get("/api/v1/auth/identities").json() == []
    whole = settings_of(db, platform)
    for missing in ("public_address", "zhezhengding_key", "zhezhengding_secret"):
        assert configured(whole.model_copy(update={missing: ""})) == {}


def test_who_bound_the_own_account_comes_in_by_it(house: House, platform: Platform) -> None:
    member, account = bound(house, platform)
    address = house.client.post(f"/api/v1/auth/identities/{WORD}/start", json={"challenge": CHALLENGE}).json()
    asked = parse_qs(urlsplit(address["address"]).query)
    assert asked["redirect_uri"] == [f"{PUBLIC}/log-in/{WORD}"] and asked["client_id"] == [KEY]
    answer = come_back(house, code_of(platform, account))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json()["seat_id"] == member.seat_id
    token = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert house.client.get("/api/v1/me", headers=token).json()["account_id"] == member.account_id
    shown = member.get("/me/identities").json()
    assert [(one["label"], one["subject"]) for one in shown] == [("浙政钉", f"…{str(account)[-4:]}")]


def test_name_and_mobile_lead_nobody_in(house: House, platform: Platform) -> None:
    # The platform names 李测试 with a mobile, as the member's own row does; the account id is another's.
    bound(house, platform)
    refused(come_back(house, code_of(platform, 4711)), 401, "identity_unbound")


def test_a_code_is_taken_once_even_if_the_platform_would_take_it_again(
    house: House, platform: Platform
) -> None:
    _, account = bound(house, platform)
    code, state = code_of(platform, account), set_out(house)
    assert come_back(house, code, state).status_code == 200
    platform.codes[code] = account
    refused(come_back(house, code, state), 401, "code_used")
    refused(come_back(house, code, by=house.as_("secretariat")), 401, "code_used")
    assert code in platform.codes


def test_of_many_who_show_one_code_at_once_one_gets_in(house: House, platform: Platform) -> None:
    _, account = bound(house, platform)
    code, state = code_of(platform, account), set_out(house)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: come_back(house, code, state).status_code, range(6)))
    assert sorted(answers) == [200, 401, 401, 401, 401, 401]


@pytest.mark.one_backend  # What the platform does has nothing to do with the database.
def test_what_another_browser_began_is_not_finished_here(house: House, platform: Platform) -> None:
    _, account = bound(house, platform)
    before = len(platform.asked)
    state = set_out(house)
    for said in (
        come_back(house, code_of(platform, account), state, verifier="somebody-else-s-browser-0123456789"),
        come_back(house, code_of(platform, account), state[:-1] + ("0" if state[-1] != "0" else "1")),
        come_back(house, code_of(platform, account), "nothing.at.all.signed"),
        come_back(house, code_of(platform, account), state.replace(WORD, "anotherone")),
    ):
        refused(said, 401, "bad_state")
    assert len(platform.asked) == before


@pytest.mark.one_backend  # What the platform does has nothing to do with the database.
def test_a_way_that_took_too_long_is_begun_anew(house: House, platform: Platform) -> None:
    state = set_out(house)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
        refused(come_back(house, "late", state), 401, "bad_state")


@pytest.mark.one_backend  # What the platform does has nothing to do with the database.
def test_a_wrong_code_and_a_strange_account_id_prove_nobody(house: House, platform: Platform) -> None:
    refused(come_back(house, "never-issued"), 401, "identity_not_proven")
    for strange in ("", "a b", "李测试", True, None, ["1"], "x" * 65):
        answer = come_back(house, code_of(platform, strange))
        assert answer.status_code in (401, 503), strange


@pytest.mark.one_backend  # What the platform does has nothing to do with the database.
@pytest.mark.parametrize("mood", ["breaks", "chats", "leads_away", "hangs"])
def test_a_platform_that_is_away_is_said_so_and_the_password_works(
    house: House, platform: Platform, mood: str
) -> None:
    member, account = bound(house, platform)
    code = code_of(platform, account)
    platform.mood = mood
    # Nothing kept may hide that it is away.
    house.client.app.state.identities[WORD]._token.until = 0.0
    started = time.monotonic()
    answer = come_back(house, code)
    refused(answer, 503, "identity_unavailable")
    assert "账号和密码" in answer.json()["detail"] and time.monotonic() - started < 4
    form = {"username": member.username, "password": "correct-horse-battery"}  # type: ignore[attr-defined]
    assert house.client.post("/api/v1/auth/token", data=form).status_code == 200


@pytest.mark.one_backend  # What the platform does has nothing to do with the database.
def test_while_it_hangs_nobody_waits_and_the_fifth_is_told_at_once(house: House, platform: Platform) -> None:
    member = house.as_("member")
    provider: ZhezhengdingProvider = house.client.app.state.identities[WORD]
    provider._token.until, platform.mood = 0.0, "hangs"
    states = [set_out(house) for _ in range(8)]

    def ask(state: str) -> tuple[int, float]:
        started = time.monotonic()
        status = come_back(house, new_id(), state).status_code
        return status, time.monotonic() - started

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(ask, state) for state in states]
        time.sleep(0.1)
        started = time.monotonic()
        assert member.get("/me").status_code == 200
        meanwhile = time.monotonic() - started
        answers = [one.result() for one in waiting]
    assert [status for status, _ in answers] == [503] * 8
    assert meanwhile < provider.patience
    # Nobody queues behind the four that wait: all eight are answered within one turn of patience.
    assert max(took for _, took in answers) < 2 * provider.patience


@pytest.mark.one_backend  # What the platform does has nothing to do with the database.
def test_the_app_token_is_asked_for_once(house: House, platform: Platform) -> None:
    bound(house, platform)
    before = platform.tokens
    for _ in range(3):
        come_back(house, code_of(platform, 4712))
    assert platform.tokens == before


def test_an_identity_is_one_accounts_and_an_account_has_one(house: House, platform: Platform) -> None:
    member, account = bound(house, platform)
    refused(come_back(house, code_of(platform, account), by=house.as_("chair")), 409, "identity_taken")
    refused(come_back(house, code_of(platform, 4713), by=member), 409, "identity_bound")
    assert come_back(house, code_of(platform, account), by=member).status_code == 200


def test_a_binding_is_taken_back_by_its_owner_and_told_in_the_audit(house: House, platform: Platform) -> None:
    member, account = bound(house, platform)
    assert member.delete(f"/me/identities/{WORD}").status_code == 204
    refused(member.delete(f"/me/identities/{WORD}"), 404, "not_found")
    refused(come_back(house, code_of(platform, account)), 401, "identity_unbound")
    said = house.as_("auditor").get("/audit").json()["items"]
    acts = {one["action"]: one for one in said if one["action"].startswith("identity:")}
    assert set(acts) == {"identity:bind", "identity:revoke"}
    # The chain holds a keyed digest, never the id itself.
    assert str(account) not in str(said)


def test_the_administrator_binds_and_takes_back_and_log_ins_end(house: House, platform: Platform) -> None:
    member, admin = house.as_("member"), house.as_("council_admin")
    path = f"/seats/{member.seat_id}/identities"
    account = str(int(new_id()[-10:], 16))
    assert admin.put(f"{path}/{WORD}", json={"subject": account}).status_code == 200
    opened = come_back(house, code_of(platform, int(account)))
    assert opened.json()["seat_id"] == member.seat_id
    assert admin.get(path).json()[0]["provider"] == WORD
    assert admin.put(f"{path}/{WORD}", json={"subject": "李测试"}).status_code == 422
    assert admin.delete(f"{path}/{WORD}").status_code == 204
    token = {"Authorization": f"Bearer {opened.json()['access_token']}"}
    assert house.client.get("/api/v1/me", headers=token).status_code == 401


def test_the_administrator_binds_nobody_elses_account(house: House, open_client: CheckedClient) -> None:
    stranger = House(house.db, open_client).as_("member")
    admin, body = house.as_("council_admin"), {"subject": "4714"}
    refused(admin.put(f"/seats/{stranger.seat_id}/identities/{WORD}", json=body), 404, "not_found")
    refused(admin.get(f"/seats/{stranger.seat_id}/identities"), 404, "not_found")
    system = house.as_("system_admin")
    path = f"/seats/{system.seat_id}/identities/{WORD}"
    refused(admin.put(path, json=body), 403, "role_not_grantable")
    refused(admin.delete(path), 403, "role_not_grantable")


def test_a_disabled_account_does_not_come_in(house: House, platform: Platform) -> None:
    member, account = bound(house, platform)
    set_account(house, member.account_id, disabled=True)
    assert come_back(house, code_of(platform, account)).status_code == 401
