"""The words of the printed pledge and of the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.paper import Break, Heading, Line, Paper, Piece, Signature, Table, Title
from app.council import queries as council
from app.standings.pledges import detail
from app.standings.pledges.schemas import PledgeOut, PledgeProgress

#: One copy for the council, one for the signer.
COPIES = 2


def pledge(session: Session, actor: Actor, pledge_id: str) -> Paper:
    """Return the 承诺书, two copies.

    Raises:
        NotFound: the actor may not see it.
    """
    shown = detail.show(session, actor, pledge_id)
    name = council.council(session, actor.council_id).name
    pieces = list(_copies(shown, name))
    return Paper(f"{shown.title}（{shown.subject}）", shown.title, shown.subject, pieces, clock.now())


def table(session: Session, actor: Actor, pledge_id: str) -> Paper:
    """Return the 践诺情况表.

    Raises:
        NotFound: the actor may not see it.
    """
    shown = detail.show(session, actor, pledge_id)
    title = f"{shown.year} 年度践诺情况表"
    return Paper(f"{title}（{shown.subject}）", title, shown.subject, list(_kept(shown, title)), clock.now())


def _copies(shown: PledgeOut, council_name: str) -> Iterator[Piece]:
    head, *lines = shown.text.splitlines()
    signed = shown.texts[-1] if shown.texts else None
    for copy in range(COPIES):
        if copy:
            yield Break()
        yield Title(head, f"（{shown.subject}）")
        for text in lines:
            yield Heading(text) if text[1:2] == "、" or text[2:3] == "、" else Line(text)
        yield Signature(
            (
                f"承诺人：{shown.subject if signed else '　　　　　　'}",
                _day(signed.signed_at if signed else None),
            )
        )
        yield Signature((f"{council_name}{shown.section}", _day(signed.countersigned_at if signed else None)))
        digest = f"文本校验：{shown.digest[:16]}。" if signed else ""
        yield Line(
            f"一式两份，一份交承办部门，一份由承诺人留存；此为第{'一二'[copy]}份。{digest}", flush=True
        )


def _kept(shown: PledgeOut, title: str) -> Iterator[Piece]:
    yield Title(title, f"（{shown.subject}）")
    served = "" if shown.months is None else f"本年度任职 {shown.months} 个月；"
    yield Line(f"{served}计到 {shown.until}；共 {len(shown.items)} 项，完成 {shown.done} 项。", flush=True)
    yield Table(
        ("序号", "承诺事项", "目标", "完成", "完成率", "情况"),
        tuple(_row(number, item) for number, item in enumerate(shown.items, start=1)),
    )
    verdict = shown.verdict
    if verdict is not None:
        reason = f"（{verdict.reason}）" if verdict.reason else ""
        yield Line(f"认定：{verdict.label}{reason}", flush=True)
        yield Signature((shown.section, _day(verdict.decided_at)))


def _row(number: int, item: PledgeProgress) -> tuple[str, ...]:
    if not item.measured:
        return (str(number), item.text, "定性", "", "", item.sentence)
    return (
        str(number),
        item.text,
        f"{item.target}{item.unit}",
        f"{item.count}{item.unit}",
        f"{item.percent}%",
        item.sentence,
    )


def _day(moment: datetime | None) -> str:
    if moment is None:
        return "　　　　年　　月　　日"
    day: date = clock.beijing_date(moment)
    return f"{day.year}年{day.month}月{day.day}日"
