"""Notices of corrections: the office has answered a request."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select

from app.council.corrections.models import CorrectionRequest
from app.views.notices.queries.notice import COUNCIL, MEMBER, notice


def decided() -> Select[Any]:
    """The member's own requests that were answered; the title is the stable word of the fact."""
    return notice(
        CorrectionRequest.decided_at,
        CorrectionRequest.id,
        "correction_decided",
        CorrectionRequest.id,
        "correction",
        title=CorrectionRequest.field,
        status=CorrectionRequest.state,
        reason=CorrectionRequest.answer,
    ).where(
        CorrectionRequest.council_id == COUNCIL,
        CorrectionRequest.member_id == MEMBER,
        CorrectionRequest.decided_at.is_not(None),
    )
