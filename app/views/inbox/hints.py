"""What the computer can tell a verifier about claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.council.queries import duty_years
from app.facts.models import Claim
from app.facts.queries import names
from app.views.inbox import queries
from app.views.inbox.near import nearest
from app.views.inbox.schemas import HintOut


def of(
    session: Session, actor: Actor, claims: Sequence[Claim], attached: dict[str, int]
) -> dict[str, list[HintOut]]:
    """Return the hints of each claim, what is doubtful first, in three statements for all."""
    years = [(year.starts_on, year.ends_on, year.state) for year in duty_years(session, actor.council_id)]
    # What was decided needs no comparing any more.
    twins = _twins(session, actor, [claim for claim in claims if claim.state == "submitted"])
    found = {}
    for claim in claims:
        hints = [_day(claim.occurred_on, years), _files(attached.get(claim.id, 0))]
        if claim.id in twins:
            hints.insert(0, twins[claim.id])
        found[claim.id] = sorted(hints, key=lambda hint: hint.good)
    return found


def _day(day: date, years: Sequence[tuple[date, date, str]]) -> HintOut:
    state = next((state for starts, ends, state in years if starts <= day <= ends), None)
    if day > clock.today():
        return HintOut(word="date", good=False, sentence="日期晚于今天。")
    if state is None:
        return HintOut(word="date", good=False, sentence="不在任何履职年度内，现在核实会被拒绝。")
    if state == "sealed":
        return HintOut(word="date", good=False, sentence="这个履职年度已封存，不能再增减记录。")
    return HintOut(word="date", good=True, sentence="在履职年度内，不晚于今天。")


def _files(count: int) -> HintOut:
    if count == 0:
        return HintOut(word="attachment", good=False, sentence="没有佐证材料。")
    return HintOut(word="attachment", good=True, sentence=f"佐证材料 {count} 件。")


def _twins(session: Session, actor: Actor, claims: Sequence[Claim]) -> dict[str, HintOut]:
    """Find, per claim, another of the same kind whose title says nearly the same."""
    kinds = sorted({claim.kind for claim in claims})
    if not kinds:
        return {}
    rows = queries.titles(session, actor, kinds)
    by_id = {row.id: row for row in rows}
    near: dict[str, str] = {}
    for kind, type_ in {(claim.kind, claim.type) for claim in claims}:
        asked = [(c.id, c.title) for c in claims if (c.kind, c.type) == (kind, type_)]
        near |= nearest(asked, ((r.id, r.title) for r in rows if (r.kind, r.type) == (kind, type_)))
    members = {by_id[other].member_id for other in near.values()} - {None}
    known = names(session, actor.council_id, sorted(members), []) if members else {}
    found = {}
    for id_, other in near.items():
        row = by_id[other]
        whose = known.get(row.member_id or "", "")
        said = f"与{whose}{_in_words(row.occurred_on)}的一篇题目相近：《{row.title}》"
        found[id_] = HintOut(word="duplicate", good=False, sentence=said, claim_id=other)
    return found


def _in_words(day: date) -> str:
    """Return a day as people write it; the year only where it is not this one.

    >>> _in_words(date(2001, 3, 4))
    '2001年3月4日'
    """
    year = "" if day.year == clock.today().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
