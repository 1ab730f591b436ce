"""Notices of statements: to be written, due soon, returned, accepted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, func, or_

from app.facts.statements.models import Statement, StatementRound
from app.views.notices.queries.notice import COUNCIL, MEMBER, notice

_state = Statement.state


def asked() -> Select[Any]:
    """The member's statements that ask to be written, were returned, or are accepted and not yet filed."""
    decided = case((or_(_state == "accepted", _state == "presented"), Statement.decided_at))
    returned = case((_state == "returned", Statement.decided_at))
    return (
        notice(
            func.coalesce(decided, Statement.reminded_at, returned, StatementRound.created_at),
            Statement.id,
            case(
                (_state == "returned", "statement_returned"),
                (_state != "draft", "statement_accepted"),
                (Statement.reminded_at.is_not(None), "statement_due"),
                else_="statement_to_write",
            ),
            Statement.id,
            "statement",
            title=StatementRound.title,
            reason=Statement.remark,
            status=Statement.form,
            day=StatementRound.due_on,
        )
        .join(
            StatementRound,
            and_(StatementRound.council_id == Statement.council_id, StatementRound.id == Statement.round_id),
        )
        .where(
            Statement.council_id == COUNCIL,
            Statement.member_id == MEMBER,
            StatementRound.state == "open",
            or_(
                and_(_state == "draft", Statement.excuse == ""),
                _state == "returned",
                _state == "accepted",
                _state == "presented",
            ),
        )
    )
