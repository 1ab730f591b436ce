"""Sheets of proposals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError
from app.core.sheets import Column, Parsed, ParsedRow
from app.core.sheets.parsers import choice, text, yes_no
from app.council.imports.kind import NEW, Checked, ImportKind, Verdict, register
from app.facts.imports.check import check
from app.facts.imports.columns import DAY, NUMBER, SECTION, names, person, title, unit
from app.facts.imports.people import Reader, said
from app.facts.imports.withdraw import withdraw_proposals
from app.facts.proposals.models import Proposal
from app.facts.proposals.queries import numbers_taken
from app.facts.proposals.service import NewProposal, add_many

FORMS = {
    "个人": "personal",
    "联名": "joint",
    "集体": "collective",
    "个人提案": "personal",
    "集体提案": "collective",
}
FILINGS = {
    "立案": "filed",
    "待审查": "pending",
    "不予立案": "not_filed",
    "并案": "merged",
    "转社情民意": "converted",
    "已立案": "filed",
    "未立案": "not_filed",
}
SATISFACTIONS = {
    "满意": "satisfied",
    "基本满意": "basically_satisfied",
    "不满意": "dissatisfied",
    "未评": "unrated",
}
_KEPT = (
    "filing",
    "filing_number",
    "category",
    "livelihood",
    "plenary",
    "handling_unit",
    "process_satisfaction",
    "result_satisfaction",
)
COLUMNS = (
    title("案由", "提案名称", "提案题目"),
    DAY,
    NUMBER,
    person("第一提案人", "提案人", "提案者"),
    unit(),
    Column("others", "联名人", names(), ("联名委员", "附议人"), hint="姓名或编号，用、隔开；视为已签名。"),
    Column("form", "形式", choice(FORMS), ("提案形式", "提案类型"), example="个人"),
    Column("category", "类别", text(40), ("提案类别", "分类"), example="城建交通"),
    Column("livelihood", "民生提案", yes_no(), ("是否民生", "民生"), example="是"),
    Column("plenary", "全会期间", yes_no(), ("会议期间",), example="是"),
    Column("filing", "立案情况", choice(FILINGS), ("是否立案", "审查结果"), example="立案"),
    Column("filing_number", "立案号", text(40), ("提案号", "案号"), example="2022-001"),
    Column("filing_reason", "不立案理由", text(1000, lines=True), ("审查意见", "理由")),
    Column("handling_unit", "承办单位", text(100), ("主办单位",), example="市住建局"),
    Column("process_satisfaction", "对过程满意度", choice(SATISFACTIONS), ("办理过程评价",), example="满意"),
    Column(
        "result_satisfaction",
        "对结果满意度",
        choice(SATISFACTIONS),
        ("满意度", "办理结果评价"),
        example="满意",
    ),
    Column("body", "提案内容", text(20_000, lines=True), ("内容", "正文", "建议")),
    SECTION,
)


def read(reader: Reader, row: ParsedRow) -> NewProposal | None:
    """Return the proposal that a row hands in."""
    member_id, unit_id = reader.subject(row)
    section_id = reader.section(row)
    others = reader.others(row, "others", member_id)
    form = row.values.get("form") or ("joint" if others else "personal" if member_id else "collective")
    if form != "collective" and not (row.values.get("number") or row.values.get("name")):
        reader.wrong(row, "name", "missing", "个人提案和联名提案必须有第一提案人。")
    if form == "personal" and others:
        reader.wrong(row, "form", "not_joint", "个人提案不能有联名人，请填“联名”。")
    given = said(row, *_KEPT, "filing_reason", "body")
    refused = given.get("filing") in {"not_filed", "merged", "converted"}
    if refused and not given.get("filing_reason"):
        reader.wrong(row, "filing_reason", "missing", "不予立案、并案、转送必须说明理由。")
    rated = {given.get(f"{name}_satisfaction", "unrated") for name in ("process", "result")} != {"unrated"}
    if rated and given.get("filing") != "filed":
        reader.wrong(row, "filing", "not_filed", "未立案的提案不能有满意度。")
    if section_id is None or not row.values.get("title") or not row.values.get("occurred_on"):
        return None
    number = given.pop("filing_number", None)
    shares = [(member_id, "lead")] if member_id else []
    return NewProposal(
        title=row.values["title"],
        body=given.pop("body", ""),
        section_id=section_id,
        occurred_on=row.values["occurred_on"],
        form=form,
        member_id=member_id,
        unit_id=unit_id,
        shares=(*shares, *((other, "participant") for other in others)),
        number=number,
        **given,
    )


def differs(piece: NewProposal, known: Proposal) -> str | None:
    """Return the first column that says something else than the system."""
    blank: dict[str, Any] = {"filing": "pending", "livelihood": False, "plenary": False}
    for key in _KEPT:
        name = "number" if key == "filing_number" else key
        mine = getattr(piece, name)
        if mine not in (None, "", "unrated", blank.get(key, "")) and mine != getattr(known, name):
            return key
    return None


def check_numbered(session: Session, actor: Actor, parsed: Parsed) -> Checked:
    """Judge every row; a filing number belongs to one proposal."""
    checked = check(session, actor, parsed, kind="proposal", model=Proposal, read=read, differs=differs)
    new = [one for one in checked.verdicts if one.verdict == NEW and one.work.number]
    taken = numbers_taken(session, actor.council_id, [one.work.number for one in new])
    for one in new:
        if one.work.number in taken:
            where = parsed.where(one.number, "filing_number")
            checked.errors.append(FieldError(where, "taken", "这个立案号已被另一件提案使用。"))
        taken.add(one.work.number)
    return checked


def commit(session: Session, actor: Actor, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Add the new proposals in few statements."""
    return {"added": add_many(session, actor, [one.work for one in verdicts if one.verdict == NEW])}


PROPOSALS = register(
    ImportKind(
        word="proposals",
        title="提案",
        permission="claim:create",
        columns=COLUMNS,
        check=check_numbered,
        commit=commit,
        take_back=withdraw_proposals,
    )
)
