"""Which providers an installation has set up."""

from __future__ import annotations

from app.access.identity.provider import RedirectProvider
from app.access.identity.zhezhengding import ZhezhengdingProvider
from app.core.settings import Settings


def configured(settings: Settings) -> dict[str, RedirectProvider]:
    """Return the redirect providers by word; without a public address nobody could come back."""
    if not (settings.zhezhengding_key and settings.zhezhengding_secret and settings.public_address):
        return {}
    return {ZhezhengdingProvider.word: ZhezhengdingProvider(settings)}
