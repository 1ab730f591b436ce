"""What stands in the way of a change of term."""

from __future__ import annotations

from collections.abc import Iterator

from app.core import clock
from app.core.errors import Conflict
from app.council.calendar import refuse_term, refuse_year, year_out
from app.council.schemas import TermNew
from app.standings.term_change.plan import Plan
from app.standings.term_change.schemas import ChangeFinding


def blockers(plan: Plan) -> list[ChangeFinding]:
    """Return what has to be settled first."""
    if plan.previous is None:
        return [_found("no_previous", "还没有上一届，请先在“本会设置”中新增届次。")]
    return [*_dates(plan), *_years(plan), *_persons(plan)]


def _found(word: str, sentence: str) -> ChangeFinding:
    return ChangeFinding(word=word, sentence=sentence)


def _dates(plan: Plan) -> Iterator[ChangeFinding]:
    asked, previous = plan.asked, plan.previous
    assert previous is not None
    end = asked.previous_ends_on or previous.ends_on
    if min(asked.starts_on, end) <= previous.starts_on or plan.last < previous.starts_on:
        yield _found("before_previous", f"第 {asked.number} 届应在第 {previous.number} 届之后。")
    if plan.term is not None:
        if (plan.term.starts_on, plan.term.ends_on) != (asked.starts_on, asked.ends_on):
            days = f"{plan.term.starts_on} 至 {plan.term.ends_on}"
            yield _found("taken", f"第 {asked.number} 届已设置为 {days}，请按这个日期办理。")
        known = [term for term in plan.terms if term.number != asked.number]
    else:
        known = plan.terms
    try:
        refuse_term(known, _new(plan))
    except Conflict as problem:
        hint = "上一届提前结束的，请填写实际结束之日。" if problem.word == "overlap" else ""
        yield _found(problem.word, problem.sentence + hint)


def _new(plan: Plan) -> TermNew:
    return TermNew(number=plan.asked.number, starts_on=plan.asked.starts_on, ends_on=plan.asked.ends_on)


def _years(plan: Plan) -> Iterator[ChangeFinding]:
    end, first = plan.asked.previous_ends_on, plan.asked.first_year
    for year in plan.cut:
        assert end is not None
        if year.starts_on >= end:
            yield _found("year_after", f"{year.year} 履职年度在上一届结束之后才开始，请先核对日期。")
        elif year.state != "open":
            yield _found("year_closed", f"{year.year} 履职年度已结束，不能再改到 {end} 为止。")
    if first is None:
        return
    numbers = {term.id: term.number for term in plan.terms}
    known = [year_out(year, numbers[year.term_id]) for year in plan.years]
    cut = {year.year for year in plan.cut}
    known = [one.model_copy(update={"ends_on": end} if one.year in cut else {}) for one in known]
    if any(one.model_dump(include=set(type(first).model_fields)) == first.model_dump() for one in known):
        return
    try:
        refuse_year(known, [_new(plan)], first)
    except Conflict as problem:
        yield _found(problem.word, problem.sentence)


def _persons(plan: Plan) -> Iterator[ChangeFinding]:
    if plan.late:
        who = _names([row.name for row in plan.late])
        yield _found("joined_later", f"{who}在上一届结束之后才加入，请先核对任期。")
    twice = [row.name for row in plan.present if row.member_id in plan.asked.leave_out]
    if twice:
        yield _found("on_new_roster", f"{_names(twice)}已在新一届名册上，不能列为不连任。")


def warnings(plan: Plan) -> list[ChangeFinding]:
    """Return what may wait, each in a sentence."""
    return list(_warnings(plan)) if plan.previous is not None else []


def _warnings(plan: Plan) -> Iterator[ChangeFinding]:
    asked, previous = plan.asked, plan.previous
    assert previous is not None
    undone = [str(year.year) for year in reversed(plan.own_years) if year.state != "sealed"]
    if undone:
        who = "、".join(undone)
        yield _found("unsealed", f"{who} 履职年度尚未封存；换届不影响继续考核，请按步骤办结。")
    if asked.number > previous.number + 1:
        yield _found("number_gap", f"上一届是第 {previous.number} 届，请核对届次。")
    end = asked.previous_ends_on or previous.ends_on
    if (asked.starts_on - end).days > 1:
        yield _found("gap", f"上一届 {end} 结束，此后至新一届开始无人在任；可改上一届的结束日期。")
    for year in plan.cut:
        yield _found("year_cut", f"{year.year} 履职年度改为 {asked.previous_ends_on} 截止。")
    if asked.starts_on > clock.today():
        yield _found("ahead", f"新一届 {asked.starts_on} 开始；此前有委员离任的，请先办离任，再办换届。")
    if not plan.carried and not plan.present:
        yield _found("nobody", "没有委员延续到新一届。")
    closed = sorted({place.unit for place in plan.places if plan.closed(place)})
    if closed:
        yield _found("unit_closed", f"{_names(closed)}已经撤销，其中的委员请重新编入。")


def _names(names: list[str]) -> str:
    more = f"等 {len(names)} 项" if len(names) > 5 else ""
    return "、".join(names[:5]) + more
