"""What a log-in, however it was proven, and a refresh answer."""

from __future__ import annotations

from app.access import login, refresh
from app.access.schemas import SeatChoice, TokenAnswer
from app.access.tokens import Tokens


def answer(tokens: Tokens, token: str, opened: login.Opened | refresh.Renewed) -> TokenAnswer:
    """Return the tokens of a session with the seats that its account may choose from."""
    choices = opened.seats if isinstance(opened, login.Opened) else []
    return TokenAnswer(
        access_token=token,
        refresh_token=opened.refresh_token,
        expires_in=int(tokens.life.total_seconds()),
        password_change_required=opened.must_change,
        seat_id=opened.seat_id,
        council_id=opened.council_id,
        seats=[SeatChoice(seat_id=s, council_id=c, council=n) for s, c, n in choices],
    )
