"""Sheets of what a member received: awards, sanctions, visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.stewardship.care.policy import KIND_LABELS as CARE
from app.stewardship.sanctions.policy import ACT_LABELS, KIND_LABELS, STATE_LABELS
from app.views.my_data import queries

Sheet = tuple[str, tuple[str, ...], list[Sequence[Any]]]


def sheets(session: Session, council_id: str, member_id: str) -> list[Sheet]:
    """Return four sheets, each by one statement; notes of visits are not among them."""
    ids = (council_id, member_id)
    awards: list[Sequence[Any]] = [tuple(row) for row in queries.awards(session, *ids)]
    grounds: list[Sequence[Any]] = [
        (one.year, KIND_LABELS[one.kind], ground.place, ground.text, ground.article)
        for one, ground in queries.grounds(session, *ids)
    ]
    course: list[Sequence[Any]] = [
        (
            one.year,
            KIND_LABELS[one.kind],
            STATE_LABELS[one.state],
            ACT_LABELS.get(step.act, "席位权限终止"),
            f"{step.at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}",
            step.text,
            one.minutes if step.act == "decide" else "",
        )
        for one, step in queries.sanctions(session, *ids)
    ]
    visits: list[Sequence[Any]] = [
        (row.on_day, CARE[row.kind], row.leader or row.visitor) for row in queries.visits(session, *ids)
    ]
    return [
        ("评选表彰", ("年度", "名称", "授予单位", "决定日期"), awards),
        ("提醒和处理的理由", ("年度", "种类", "序号", "理由", "条款"), grounds),
        ("提醒和处理的经过", ("年度", "种类", "现状", "事项", "时间", "内容", "会议纪要"), course),
        ("走访慰问", ("日期", "种类", "走访人"), visits),
    ]
