"""Sheets of light kinds: one sheet per kind that offices list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.http.sentences import field_errors
from app.core.sheets import Column, ParsedRow
from app.core.sheets.parsers import choice, integer, money, text
from app.council.imports.kind import NEW, ImportKind, Verdict, register
from app.facts.contributions.kinds import KINDS
from app.facts.contributions.models import Contribution
from app.facts.contributions.service import NewContribution, add_many
from app.facts.imports.check import check
from app.facts.imports.columns import DAY, LEVELS, NUMBER, SECTION, names, person, several, title, unit
from app.facts.imports.people import Reader, said
from app.facts.imports.withdraw import withdraw_all

_LEVEL = Column("level", "层级", choice(LEVELS), ("级别",), required=True, example="省级")
#: Kind → name of its sheet and the columns of its data, under the names of the data's fields.
SHEETS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "history_piece": (
        "history_pieces",
        (
            Column("characters", "字数", integer(1, 100_000_000), required=True, example="3500"),
            Column("outside_author", "会外作者", text(100), ("非委员作者",), hint="作者不是委员时填写。"),
            Column("published_in", "刊登书刊", text(100), ("刊物", "书刊"), example="平湖文史资料"),
        ),
    ),
    "media_item": (
        "media_items",
        (
            Column(
                "outlet", "媒体", text(100), ("刊登媒体", "媒体名称"), required=True, example="人民政协报"
            ),
            _LEVEL,
        ),
    ),
    "plenary_speech": (
        "plenary_speeches",
        (
            Column(
                "form",
                "发言形式",
                choice({"口头": "oral", "书面": "written", "口头发言": "oral", "书面发言": "written"}),
                ("形式",),
                required=True,
                example="口头",
            ),
        ),
    ),
    "research_report": (
        "research_reports",
        (Column("adopted_by", "采用层级", several(LEVELS, "层级"), ("采用情况",), example="县级"),),
    ),
    "grant": (
        "grants",
        (
            Column("person_times", "资助人次", integer(1, 1_000_000), ("人次",), required=True, example="20"),
            Column("amount_fen", "金额", money(), ("资助金额", "金额（元）"), required=True, example="60000"),
            Column("region", "地区", text(100), ("受助地区",), example="青田"),
        ),
    ),
    "regulation": (
        "regulations",
        (
            Column("adopted_by", "通过会议", text(100), ("制定机关",), required=True, example="主席会议"),
            Column("version", "版本", text(100), ("文号",), example="2021 年修订"),
        ),
    ),
    "charity": (
        "charities",
        (
            Column(
                "form",
                "形式",
                choice(
                    {
                        "捐赠": "donation",
                        "志愿服务": "volunteering",
                        "结对帮扶": "assistance",
                        "吸纳就业": "employment",
                        "其他": "other",
                    }
                ),
                required=True,
                example="捐赠",
            ),
            Column("amount_fen", "金额", money(), ("捐赠金额",), example="10000"),
            Column("people", "受益人次", integer(0, 10_000_000), example="30"),
        ),
    ),
}


def columns_of(word: str) -> tuple[Column, ...]:
    """Return every column of a kind's sheet."""
    kind = KINDS[word]
    who: tuple[Column, ...] = ()
    if "member" in kind.subjects:
        who = (
            NUMBER,
            person("委员姓名", "作者", "发言人"),
            Column("others", "合作者", names(), ("合作作者",)),
        )
    if "unit" in kind.subjects:
        who = (*who, unit())
    return (title("名称", "篇名"), DAY, *who, *SHEETS[word][1], SECTION)


def read(reader: Reader, row: ParsedRow, *, word: str) -> NewContribution | None:
    """Return the contribution that a row enters."""
    kind = KINDS[word]
    member_id, unit_id = reader.subject(row)
    section_id = reader.section(row)
    others = reader.others(row, "others", member_id)
    data = said(row, *(column.key for column in SHEETS[word][1]))
    subject = "member" if member_id else "unit" if unit_id else "council"
    if subject not in kind.subjects:
        reader.wrong(row, "name", "wrong_subject", f"{kind.label}应写明是谁的。")
    day, called = row.values.get("occurred_on"), row.values.get("title")
    if row.errors or section_id is None or day is None or not called:
        return None
    try:
        data = kind.schema.model_validate(data).model_dump(mode="json")
    except ValidationError as wrong:
        for error in field_errors(wrong.errors()):
            reader.wrong(row, error.where, error.word, error.sentence)
        return None
    author = [(member_id, "author")] if member_id else []
    return NewContribution(
        kind=word,
        title=called,
        section_id=section_id,
        occurred_on=day,
        data=data,
        member_id=member_id,
        unit_id=unit_id,
        shares=(*author, *((other, "author") for other in others)),
    )


def differs(piece: NewContribution, known: Contribution) -> str | None:
    """Return the first column that says something else than the system."""
    return next((key for key, value in piece.data.items() if known.data.get(key) != value), None)


def commit(session: Session, actor: Actor, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Add the new contributions in few statements."""
    return {"added": add_many(session, actor, [one.work for one in verdicts if one.verdict == NEW])}


CONTRIBUTIONS = [
    register(
        ImportKind(
            word=sheet,
            title=KINDS[word].label,
            permission="claim:create",
            columns=columns_of(word),
            check=partial(
                check, kind="contribution", model=Contribution, read=partial(read, word=word), differs=differs
            ),
            commit=commit,
            take_back=withdraw_all,
        )
    )
    for word, (sheet, _) in SHEETS.items()
]
