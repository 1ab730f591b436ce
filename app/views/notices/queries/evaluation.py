"""Notices of an evaluation: records to sign, a result to read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Select, and_, case, cast, exists, literal, or_
from sqlalchemy.orm import aliased

from app.council.models import Tenure
from app.standings.evaluation_year.models import EvaluationAct, LetterRead, SheetSignature
from app.views.notices.queries.notice import COUNCIL, MEMBER, notice

_back: Any = aliased(EvaluationAct, name="back")


def waits() -> Select[Any]:
    """What a member has to sign or read, until it is done or the step was taken back."""
    same = (EvaluationAct.council_id == COUNCIL, EvaluationAct.act == "done")
    undone = exists().where(
        _back.council_id == EvaluationAct.council_id,
        _back.year == EvaluationAct.year,
        _back.turn > EvaluationAct.turn,
        or_(
            _back.act == "reopened",
            and_(EvaluationAct.step == "lists", _back.step == "signatures", _back.act == "done"),
        ),
    )
    signed = exists().where(
        SheetSignature.council_id == EvaluationAct.council_id,
        SheetSignature.year == EvaluationAct.year,
        SheetSignature.member_id == MEMBER,
    )
    read = exists().where(
        LetterRead.council_id == EvaluationAct.council_id,
        LetterRead.year == EvaluationAct.year,
        LetterRead.member_id == MEMBER,
    )
    ever = exists().where(Tenure.council_id == EvaluationAct.council_id, Tenure.member_id == MEMBER)
    lists = EvaluationAct.step == "lists"
    return notice(
        EvaluationAct.done_at,
        EvaluationAct.id,
        case((lists, "evaluation_to_sign"), else_="evaluation_published"),
        EvaluationAct.id,
        "evaluation",
        title=literal("年度考核"),
        number=cast(EvaluationAct.year, BigInteger),
        reason=case((lists, "请核对本人的履职记录并签名。"), else_="结果已公布，请看结果通知。"),
    ).where(*same, ever, ~undone, or_(and_(lists, ~signed), and_(EvaluationAct.step == "publication", ~read)))
