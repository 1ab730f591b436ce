"""Passwords: argon2id off the event loop, a few at a time."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from app.core.errors import FieldError, Invalid

#: OWASP floor; the library's default (4 lanes, 64 MiB) costs eight times as much.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_pool = ThreadPoolExecutor(2, "argon2")
#: Verified when the account is unknown, so that both cases take the same time.
_DUMMY = _hasher.hash(secrets.token_urlsafe(16))
SHORTEST, LONGEST = 8, 128
_LOCAL = ("政协", "委员", "履职", "lvzhi", "zhengxie", "zhanghang", "pinghu", "weiyuan")
#: No 0/O, 1/l/I: a slip is read off paper by somebody without glasses.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def hash_now(password: str) -> str:
    """Return the argon2id hash of ``password`` (about 16 ms of one core)."""
    return _hasher.hash(password)


def matches_now(stored: str | None, password: str) -> bool:
    """Tell whether ``password`` is the one stored; an unknown account costs the same time."""
    try:
        right = _hasher.verify(stored or _DUMMY, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return right and stored is not None


async def hash_password(password: str) -> str:
    """Like ``hash_now``, off the event loop, two at a time."""
    return await asyncio.get_running_loop().run_in_executor(_pool, hash_now, password)


async def matches(stored: str | None, password: str) -> bool:
    """Like ``matches_now``, off the event loop, two at a time."""
    return await asyncio.get_running_loop().run_in_executor(_pool, matches_now, stored, password)


def initial_password() -> str:
    """Return a one-time password for an account slip: 10 letters, about 49 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


def _slip() -> tuple[str, str]:
    password = initial_password()
    return password, hash_now(password)


async def slip_password() -> tuple[str, str]:
    """Return a one-time password and its hash, computed off the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_pool, _slip)


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])


def check_new(password: str, names: tuple[str, ...] = ()) -> None:
    """Refuse a new password that is short, common, or made of the owner's names.

    Raises:
        Invalid: with the reason in words; there are no composition rules.
    """
    sentence = ""
    folded = password.casefold()
    if len(password) < SHORTEST:
        sentence = f"密码至少 {SHORTEST} 个字符。"
    elif len(password) > LONGEST:
        sentence = f"密码最多 {LONGEST} 个字符。"
    elif folded in _common() or len(set(folded)) < 4:
        sentence = "这个密码太常见，请换一个。"
    elif _made_of(folded, (*_LOCAL, *names)):
        sentence = "密码不要由姓名、账号或单位名称组成。"
    if sentence:
        raise Invalid(errors=[FieldError("new_password", "weak_password", sentence)])


def _made_of(folded: str, words: tuple[str, ...]) -> bool:
    left = folded
    for word in sorted((word.casefold() for word in words if len(word) > 1), key=len, reverse=True):
        left = left.replace(word, "")
    return left != folded and len(left) < 6
