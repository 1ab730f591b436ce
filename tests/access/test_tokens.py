"""Access tokens: what is refused, how long they live, how keys change."""

from __future__ import annotations

import ast
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from jose import jwt

import app
from app.access.tokens import Tokens
from app.core import clock
from app.core.errors import Unauthenticated
from app.core.ids import new_id
from app.core.settings import Settings
from app.core.signing_keys import signing_keys
from tests.access.doors import log_in
from tests.access.hostile_tokens import HS256, claims_of, corpus, sign
from tests.factories.house import House

SECRET = "tokens-secret-tokens-secret-tokens-secret"
IDS = (new_id(), new_id(), new_id(), new_id())


def live(house: House) -> tuple[Any, str]:
    """Return good claims of a live session, and its refresh token."""
    member = house.as_("member")
    pair = log_in(house.client, member.username).json()  # type: ignore[attr-defined]
    said = jwt.get_unverified_claims(pair["access_token"])
    make = partial(claims_of, said["sub"], said["sid"], said["cid"], said["seat"])
    return make, pair["refresh_token"]


def knock(house: House, token: str) -> Any:
    return house.client.get("/api/v1/me", headers={"Authorization": b"Bearer " + token.encode()})


def test_the_corpus_is_wrong_in_one_way_only_since_its_good_claims_open_the_door(house: House) -> None:
    good, _ = live(house)
    assert knock(house, sign(HS256, good(), house.db.secret.encode())).status_code == 200


def test_every_hostile_token_is_401_with_the_same_kind_of_body(house: House) -> None:
    good, refresh_token = live(house)
    tokens = list(corpus(good, house.db.secret, refresh_token))
    assert len(tokens) >= 100 and len({name for name, _ in tokens}) == len(tokens)
    wrong = [(name, answer.status_code) for name, token in tokens
             if (answer := knock(house, token)).status_code != 401]  # fmt: skip
    assert wrong == []


def test_other_schemes_than_bearer_open_nothing(house: House) -> None:
    token = house.as_("member").token
    for value in ("", "Bearer", "Bearer ", f"Basic {token}", f"bearer{token}", f"Token {token}", token):
        answer = house.client.get("/api/v1/me", headers={"Authorization": value})
        assert answer.status_code == 401, value
        assert answer.json()["word"] in ("unauthenticated", "bad_token")


def test_a_token_in_the_address_opens_nothing(house: House) -> None:
    token = house.as_("member").token
    for name in ("access_token", "token", "authorization"):
        assert house.client.get(f"/api/v1/me?{name}={token}").status_code == 401


def test_a_refusal_never_repeats_the_token(house: House) -> None:
    answer = knock(house, "canary-canary-canary")
    assert "canary" not in answer.text


@pytest.fixture(params=["Asia/Shanghai", "UTC", "America/New_York"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The process believes to live in another time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_a_token_lives_ten_minutes_in_every_time_zone(zone: str) -> None:
    tokens = Tokens(SECRET)
    with time_machine.travel(datetime(2026, 3, 1, 8, tzinfo=UTC), tick=False) as travel:
        token = tokens.issue(*IDS)
        said = jwt.get_unverified_claims(token)
        assert said["iat"] == int(datetime(2026, 3, 1, 8, tzinfo=UTC).timestamp())
        assert said["exp"] - said["iat"] == 600
        travel.shift(timedelta(minutes=9, seconds=59))
        assert Tokens(SECRET).check(token) == tokens.check(token)
        travel.shift(timedelta(seconds=1))
        for checker in (tokens, Tokens(SECRET)):
            with pytest.raises(Unauthenticated) as refused:
                checker.check(token)
            assert refused.value.word == "expired_token"


def test_a_clock_that_jumps_back_an_hour_makes_no_token_older_than_it_is() -> None:
    tokens = Tokens(SECRET)
    token = tokens.issue(*IDS)
    with time_machine.travel(clock.now() - timedelta(hours=1)), pytest.raises(Unauthenticated):
        Tokens(SECRET).check(token)
    with time_machine.travel(clock.now() + timedelta(hours=1)), pytest.raises(Unauthenticated):
        tokens.check(token)


def test_the_previous_secret_is_accepted_until_it_is_dropped() -> None:
    old, new = SECRET, "newer-secret-newer-secret-newer-secret-1"
    token = Tokens(old).issue(*IDS)
    assert Tokens(new, old).check(token).account_id == IDS[0]
    fresh = Tokens(new, old).issue(*IDS)
    assert Tokens(new).check(fresh).account_id == IDS[0]
    for wrong, checker in ((token, Tokens(new)), (fresh, Tokens(old))):
        with pytest.raises(Unauthenticated):
            checker.check(wrong)


def test_the_newest_key_signs_and_older_ones_count_until_their_end() -> None:
    newest, older = "newest-" * 6, "older-" * 7
    before = Tokens(SECRET, keys=signing_keys(f"2026a={older}"))
    token = before.issue(*IDS)
    assert jwt.get_unverified_header(token)["kid"] == "2026a"
    end = clock.today() + timedelta(days=1)
    both = Tokens(SECRET, keys=signing_keys(f"2026b={newest}, 2026a@{end}={older}"))
    assert jwt.get_unverified_header(both.issue(*IDS))["kid"] == "2026b"
    assert both.check(token).account_id == IDS[0]
    gone = Tokens(SECRET, keys=signing_keys(f"2026b={newest}"))
    over = Tokens(SECRET, keys=signing_keys(f"2026b={newest},2026a@{clock.today()}={older}"))
    for checker in (gone, over):
        with pytest.raises(Unauthenticated):
            checker.check(token)
    with pytest.raises(Unauthenticated):
        before.check(both.issue(*IDS))


def test_no_token_outlives_its_key_even_when_it_was_seen_before() -> None:
    older, end = "older-" * 7, clock.today() + timedelta(days=1)
    keys = signing_keys(f"b={'newest-' * 6},a@{end}={older}")
    last = datetime.combine(end, datetime.min.time(), clock.BEIJING)
    with time_machine.travel(last - timedelta(minutes=2), tick=False) as travel:
        token = Tokens(SECRET, keys=signing_keys(f"a={older}")).issue(*IDS)
        checker = Tokens(SECRET, keys=keys)
        assert checker.check(token).expires == int(last.timestamp())
        travel.shift(timedelta(minutes=2))
        with pytest.raises(Unauthenticated):
            checker.check(token)


def test_a_name_of_a_key_is_no_way_round_the_key() -> None:
    keys = signing_keys(f"b={'newest-' * 6},a={'older-' * 7}")
    checker = Tokens(SECRET, keys=keys)
    fresh = jwt.get_unverified_claims(checker.issue(*IDS))
    for name, secret in (("b", "older-" * 7), ("a", SECRET), ("none", "newest-" * 6), (None, "older-" * 7)):
        forged = jwt.encode(fresh, secret, "HS256", headers={} if name is None else {"kid": name})
        with pytest.raises(Unauthenticated):
            checker.check(forged)
    for strange in (["b"], {"b": 1}, 7, True, "../b", ""):
        forged = jwt.encode(fresh, "newest-" * 6, "HS256", headers={"kid": strange})
        with pytest.raises(Unauthenticated):
            checker.check(forged)
    # Tokens from before keys had names were signed by the plain secret.
    assert checker.check(jwt.encode(fresh, SECRET, "HS256")).account_id == IDS[0]


@pytest.mark.parametrize(
    "text", ["b", "b=short", "B=" + "x" * 32, "b=" + "x" * 32 + ",b=" + "y" * 32, "b@2026-12-01=" + "x" * 32,
             "b=" + "x" * 32 + ",a@2026-13-01=" + "y" * 32]
)  # fmt: skip
def test_keys_that_are_written_wrong_stop_the_start_and_are_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="LVZHI_TOKEN_KEYS") as refused:
        Settings(env="test", secret=SECRET, token_keys=text)
    assert "xxxx" not in str(refused.value)
    shown = repr(Settings(env="test", secret=SECRET, token_keys="b=" + "q" * 32))
    assert "qqqq" not in shown


def test_short_secrets_are_refused() -> None:
    for secret in ("", "x", "true", "x" * 31):
        with pytest.raises((ValueError, IndexError)):
            Tokens(secret or "x")
    with pytest.raises(ValueError, match="32 bytes"):
        Tokens(SECRET, "short")


def test_a_token_names_ids_and_no_role(house: House) -> None:
    said = jwt.get_unverified_claims(house.as_("council_admin").token)
    assert set(said) == {"iss", "aud", "typ", "sub", "sid", "cid", "seat", "iat", "exp", "jti"}


def test_the_cache_of_checked_tokens_stays_bounded() -> None:
    tokens = Tokens(SECRET, cache=5)
    for _ in range(20):
        tokens.check(tokens.issue(*IDS))
    assert len(tokens._cache) == 5


def imports_of_jose(source: str) -> list[str]:
    """Return what a module imports from python-jose."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] == "jose"]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "jose":
            found += [f"{node.module}.{name.name}" for name in node.names]
    return found


def test_python_jose_is_imported_in_one_module_and_never_its_encryption() -> None:
    root = Path(app.__file__).parent
    users = {
        path.relative_to(root).as_posix(): found
        for path in sorted(root.rglob("*.py"))
        if (found := imports_of_jose(path.read_text(encoding="utf-8")))
    }
    assert list(users) == ["access/tokens.py"], "python-jose has one wrapper: app/access/tokens.py"
    assert not any("jwe" in name for name in users["access/tokens.py"])
    assert imports_of_jose("from jose import jwe\nimport jose.jwt") == ["jose.jwe", "jose.jwt"]
