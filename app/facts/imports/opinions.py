"""Sheets of opinions, with their adoptions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.sheets import Column, ParsedRow
from app.core.sheets.parsers import text, yes_no
from app.council.imports.kind import NEW, ImportKind, Verdict, register
from app.facts.imports.check import check
from app.facts.imports.columns import DAY, LEVELS, NUMBER, SECTION, names, person, several, title, unit
from app.facts.imports.people import Reader
from app.facts.imports.withdraw import withdraw_all
from app.facts.opinions.models import Opinion
from app.facts.opinions.service import NewAdoption, NewInstruction, NewOpinion, add_many

COLUMNS = (
    title("信息标题", "社情民意题目"),
    DAY,
    NUMBER,
    person("作者", "报送人", "撰稿人"),
    unit(),
    Column("others", "合作者", names(), ("合作作者",), hint="姓名或编号，用、隔开。"),
    Column("topic", "主题", text(60), ("类别",), example="环境保护"),
    Column("urgent", "急报", yes_no(), ("是否急报",)),
    Column("adopted", "采用层级", several(LEVELS, "层级"), ("采用情况", "采用"), example="省级、国家级"),
    Column("instructed", "批示层级", several(LEVELS, "层级"), ("批示情况", "领导批示"), example="省级"),
    Column("body", "内容", text(10_000, lines=True), ("正文", "信息内容")),
    SECTION,
)


def read(reader: Reader, row: ParsedRow) -> NewOpinion | None:
    """Return the opinion that a row hands in; adoptions bear the date of the opinion."""
    member_id, unit_id = reader.subject(row)
    section_id = reader.section(row)
    others = reader.others(row, "others", member_id)
    day, called = row.values.get("occurred_on"), row.values.get("title")
    if section_id is None or day is None or not called:
        return None
    author = [(member_id, "author")] if member_id else []
    return NewOpinion(
        title=called,
        body=row.values.get("body") or "",
        section_id=section_id,
        occurred_on=day,
        member_id=member_id,
        unit_id=unit_id,
        shares=(*author, *((other, "participant") for other in others)),
        topic=row.values.get("topic") or "",
        urgent=bool(row.values.get("urgent")),
        adoptions=tuple(NewAdoption(level, day) for level in row.values.get("adopted") or ()),
        instructions=tuple(NewInstruction(level, day) for level in row.values.get("instructed") or ()),
    )


def differs(piece: NewOpinion, known: Opinion) -> str | None:
    """Return the first column that says something else than the system."""
    if piece.topic and piece.topic != known.topic:
        return "topic"
    if piece.body and piece.body != known.body:
        return "body"
    return None


def commit(session: Session, actor: Actor, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Add the new opinions in few statements."""
    return {"added": add_many(session, actor, [one.work for one in verdicts if one.verdict == NEW])}


OPINIONS = register(
    ImportKind(
        word="opinions",
        title="社情民意信息",
        permission="claim:create",
        columns=COLUMNS,
        check=partial(check, kind="opinion", model=Opinion, read=read, differs=differs),
        commit=commit,
        take_back=withdraw_all,
    )
)
