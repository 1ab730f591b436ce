"""The port of identity providers, and its refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.core.errors import Unauthenticated, Unavailable


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody shows: a name and a password, or a provider's code as ``secret``."""

    secret: str
    name: str = ""


class IdentityProvider(Protocol):
    """Tells who is meant by what was shown."""

    #: The stable word in addresses and rows, and what people call it.
    word: str
    label: str

    async def subject_of(self, shown: Shown) -> str:
        """Return who it is, in the provider's own lasting id.

        Raises:
            Unauthenticated: what was shown proves nobody. Unavailable: the provider does not answer.
        """
        ...


class RedirectProvider(IdentityProvider, Protocol):
    """A provider on another site: people are sent there and come back with a code."""

    def address(self, state: str, back: str) -> str:
        """Return where to send the browser, which then comes to ``back`` with code and state."""
        ...


class NotProven(Unauthenticated):
    """The provider knows nobody by this code."""

    word = "identity_not_proven"


class NoProvider(Unavailable):
    """The provider is away, slow, or answers nonsense; the password still works."""

    word = "identity_unavailable"


def away(label: str) -> NoProvider:
    """Return the refusal that names the provider and the other way in."""
    return NoProvider(f"{label}暂时没有应答，请稍后再试，或改用账号和密码登录。")


def not_proven(label: str) -> NotProven:
    """Return the refusal of a code that proves nobody."""
    return NotProven(f"{label}没有确认您的身份，请重新从登录页进入。")
