"""Sheets of what a member gave in writing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.core import clock
from app.council import labels
from app.council.corrections import values
from app.views.my_data import queries

Sheet = tuple[str, tuple[str, ...], list[Sequence[Any]]]
OBJECTION = {"open": "待答复", "upheld": "成立", "rejected": "不成立", "withdrawn": "已撤回"}
CORRECTION = {"open": "待答复", "accepted": "已更正", "refused": "未予更正", "withdrawn": "已撤回"}


def sheets(session: Session, council_id: str, member_id: str) -> list[Sheet]:
    """Return six sheets, each by one statement."""
    pledges: list[Sequence[Any]] = [
        (year, text.number, _moment(text.signed_at), text.text, text.reason)
        for year, text in queries.pledges(session, council_id, member_id)
    ]
    statements: list[Sequence[Any]] = [
        (year, title, _moment(text.saved_at), "\n".join(str(part) for part in text.parts.values()))
        for year, title, text in queries.statements(session, council_id, member_id)
    ]
    objections: list[Sequence[Any]] = [
        (one.year, one.item, one.reason, OBJECTION[one.state], one.decision, _moment(one.opened_at))
        for one in queries.objections(session, council_id, member_id)
    ]
    corrections: list[Sequence[Any]] = [
        (
            labels.FACT[one.field],
            _value(one.field, values.open_(session, one)),
            one.reason,
            CORRECTION[one.state],
            one.answer,
            _moment(one.asked_at),
        )
        for one in queries.corrections(session, council_id, member_id)
    ]
    signatures: list[Sequence[Any]] = [
        (one.year, one.number, _moment(one.signed_at), one.text, one.digest)
        for one in queries.signatures(session, council_id, member_id)
    ]
    sealed: list[Sequence[Any]] = [
        (one.year, one.version, one.code, _moment(one.kept_at), one.reason, one.digest, *_cells(one.text))
        for one in queries.sealed_sheets(session, council_id, member_id)
    ]
    return [
        ("承诺书", ("年度", "第几份", "签订时间", "正文", "变更原因"), pledges),
        ("述职报告", ("年度", "题目", "保存时间", "正文"), statements),
        ("异议", ("年度", "条目编号", "理由", "状态", "答复", "提出时间"), objections),
        ("更正申请", ("项目", "申请改为", "说明", "状态", "答复", "提出时间"), corrections),
        ("核对签名", ("年度", "第几次", "签名时间", "正文", "摘要"), signatures),
        (
            "封存页",
            ("年度", "版本", "核验码", "保存时间", "原因", "摘要", "得分", "等次", "评选", "会议"),
            sealed,
        ),
    ]


def _cells(text: str) -> tuple[str, str, str, str]:
    """Return points, grade, selections and the body of a sealed sheet."""
    said = orjson.loads(text)
    standing, decided = said["standing"], said["decision"]
    body = f"{decided['body']} {decided['decided_on']} {decided['minutes']}"
    return standing["points"], standing["grade"], "、".join(standing["chosen"]), body


def _value(field: str, text: str) -> str:
    return labels.SEX.get(text, text) if field == "sex" else text


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}"
