"""Gather the sheets of one seat's data in one bounded pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.council import labels
from app.council.members.show import clear_mobile
from app.facts.attendance.leave.rules import in_force
from app.facts.attendance.leave.schemas import STATE_LABELS
from app.facts.contributions.kinds import KINDS
from app.views.my_data import given, queries, received, signed_in
from app.views.my_data.words import ACTIVITY_KIND, CLAIM_KIND, FACT, SEAT_ROLE, answer, filing, said

#: Files of an export together, and how many: it is built in memory.
MOST_BYTES, MOST_FILES = 24 * 1024 * 1024, 200

#: Title, headings, rows.
Sheet = tuple[str, tuple[str, ...], list[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file that goes along, and its name in the archive."""

    key: str
    name: str


@dataclass(slots=True)
class MyData:
    """What was gathered: sheets in order, files to add, what the footer says."""

    council: str
    at: datetime
    sheets: list[Sheet] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


def gather(session: Session, actor: Actor) -> MyData:
    """Return everything that is about the caller, and write down that it was taken.

    A fixed number of statements; nothing about anybody else but titles of what they share.
    """
    found = MyData(queries.council_name(session, actor.council_id), clock.now())
    found.sheets = [
        *_person(session, actor),
        _claims(session, actor),
        *_member(session, actor),
        _access(session, actor),
        _sessions(session, actor),
        _feedback(session, actor),
        _files(session, actor, found),
    ]
    audit.record(session, "export:own", "seat", actor.seat_id, after={"files": len(found.files)})
    return found


def _person(session: Session, actor: Actor) -> list[Sheet]:
    member = queries.member(session, actor)
    if member is None:
        return []
    base = [
        ("委员编号", member.number),
        ("姓名", member.name),
        ("性别", labels.SEX.get(member.sex, "")),
        ("民族", member.ethnic_group),
        ("党派", member.party),
        ("出生日期", member.birth_date),
        ("文化程度", member.education),
        ("工作单位", member.employer),
        ("职务", member.title),
        ("专长", member.speciality),
        ("手机", clear_mobile(session, member)),
    ]
    ids = (actor.council_id, member.id)
    held: list[Sequence[Any]] = [
        *(
            ("任期", f"第 {number} 届", said(state), start, end)
            for number, state, start, end in queries.tenures(session, *ids)
        ),
        *(("职务", said(post), "", start, end) for post, start, end in queries.posts(session, *ids)),
        *(
            (said(kind), name, said(role), start, end)
            for kind, name, role, start, end in queries.places(session, *ids)
        ),
    ]
    return [
        ("基本情况", ("项目", "内容"), list(base)),
        ("任职与编组", ("类别", "名称", "身份或状态", "开始", "结束"), held),
    ]


def _claims(session: Session, actor: Actor) -> Sheet:
    headings = (
        "类别", "标题", "状态", "日期", "本人身份", "联名答复", "提案编号", "提案形式", "立案结果",
        "正文", "其他内容", "退回或更正的原因", "填报时间", "核实时间",
    )  # fmt: skip
    rows: list[Sequence[Any]] = [
        (
            FACT.get(row.type) or CLAIM_KIND[row.kind],
            row.title,
            said(row.state),
            row.occurred_on,
            said(row.share_role),
            answer(row.share_state) if row.share_role == "cosigner" else "",
            row.number,
            said(row.form),
            filing(row.filing),
            row.proposal_body or row.opinion_body,
            _open_part(actor, row.type, row.data),
            row.reason,
            _moment(row.created_at),
            _moment(row.decided_at),
        )
        for row in queries.claims(session, actor)
    ]
    return "履职记录", headings, rows


def _open_part(actor: Actor, kind: str, data: dict[str, Any] | None) -> str:
    """Return a contribution's data as text, without what only the office may read."""
    if not data:
        return ""
    closed = () if actor.may("instruction:view") or kind not in KINDS else KINDS[kind].restricted
    return orjson.dumps({name: value for name, value in data.items() if name not in closed}).decode()


def _member(session: Session, actor: Actor) -> list[Sheet]:
    if actor.member_id is None:
        return []
    ids = (actor.council_id, actor.member_id)
    invited: list[Sequence[Any]] = [
        (title, ACTIVITY_KIND.get(kind, kind), day, place, said(state), answer(response), _moment(at), note)
        for title, kind, day, place, state, response, at, note in queries.invitations(session, *ids)
    ]
    lines = queries.records(session, *ids)
    gone = {record.reverses_id for record, _, _ in lines}
    reasons = {one.code: one.label for one in in_force(session, actor.council_id).reasons}
    away: list[Sequence[Any]] = [
        (title, day, STATE_LABELS[state], reasons.get(reason, reason), detail, _moment(at), note)
        for title, day, state, reason, detail, at, note in queries.leaves(session, *ids)
    ]
    attended: list[Sequence[Any]] = [
        (
            title,
            FACT.get(record.fact, record.fact),
            record.occurred_on,
            said(record.status),
            _moment(record.posted_at),
        )
        for record, title, kind in lines
        if kind == "attendance" and record.reverses_id is None and record.id not in gone
    ]
    book: list[Sequence[Any]] = [
        (
            record.seq,
            record.year,
            record.occurred_on,
            FACT.get(record.fact, record.fact),
            title,
            said(record.status),
            said(record.role),
            said(record.level),
            record.quantity,
            _moment(record.posted_at),
            "冲正" if record.reverses_id else "",
            record.reason,
        )
        for record, title, _ in lines
    ]
    scored: list[Sequence[Any]] = []
    for year, state, points, grade, trace in queries.scores(session, *ids):
        scored.append((year, said(state), "合计", points, grade))
        scored += [
            (year, said(state), line["title"], line["points"], "") for line in orjson.loads(trace)["lines"]
        ]
    headings = (
        "台账序号", "年度", "日期", "事项", "标题", "到会情况", "身份", "层级", "数量", "记账时间",
        "冲正", "原因",
    )  # fmt: skip
    return [
        ("邀请", ("活动", "类型", "日期", "地点", "活动状态", "我的答复", "答复时间", "说明"), invited),
        ("请假", ("活动", "日期", "状态", "事由", "说明", "提出时间", "备注"), away),
        signed_in.sheet(session, *ids),
        ("出席", ("会议或活动", "事项", "日期", "到会情况", "确认时间"), attended),
        ("台账", headings, book),
        ("得分", ("年度", "状态", "条目", "得分", "等次"), scored),
        *given.sheets(session, *ids),
        *received.sheets(session, *ids),
    ]


def _access(session: Session, actor: Actor) -> Sheet:
    rows: list[Sequence[Any]] = [
        (
            "、".join(SEAT_ROLE[role] for role in seat.roles),
            "在用" if seat.active else "已停用",
            _moment(seat.created_at),
            _moment(seat.notices_seen_at),
        )
        for seat in queries.seats(session, actor)
    ]
    return "席位", ("角色", "状态", "开通时间", "通知已读到"), rows


def _sessions(session: Session, actor: Actor) -> Sheet:
    rows: list[Sequence[Any]] = [
        (
            row.device,
            _moment(row.created_at),
            _moment(row.used_at),
            _moment(row.revoked_at or row.expires_at),
            "本次" if row.id == actor.session_id else "",
        )
        for row in queries.sessions(session, actor.account_id)
    ]
    return "登录", ("设备", "登录时间", "最近使用", "结束时间", "说明"), rows


def _feedback(session: Session, actor: Actor) -> Sheet:
    rows: list[Sequence[Any]] = [
        (_moment(row.created_at), row.page, row.client, row.text, row.answer, _moment(row.answered_at))
        for row in queries.feedback(session, actor)
    ]
    return "意见反馈", ("时间", "页面", "客户端版本", "内容", "答复", "答复时间"), rows


def _files(session: Session, actor: Actor, into: MyData) -> Sheet:
    """List every uploaded file; the newest go along as far as the bound allows."""
    rows: list[Sequence[Any]] = []
    left = MOST_BYTES
    for number, (file, title) in enumerate(queries.attachments(session, actor), start=1):
        goes = file.size <= left and len(into.files) < MOST_FILES
        name = f"附件/{number:03d} {file.name}"
        if goes:
            left -= file.size
            into.files.append(File(file.storage_key, name))
        rows.append(
            (
                file.name,
                title,
                file.size,
                _moment(file.uploaded_at),
                name if goes else "未附上，请在原记录中下载",
            )
        )
    return "附件", ("文件名", "所属记录", "字节", "上传时间", "在本压缩包中的位置"), rows


def _moment(at: datetime | None) -> str:
    """Return a moment as Beijing reads it."""
    return f"{at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}" if at else ""
