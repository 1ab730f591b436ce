"""How a pledge stands now: counts, pace, what is out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from app.facts.pledges.schemas import PledgeDocument, PledgeItemIn
from app.standings.pledges.basis import Basis, Service, counter_of, last_day, scheduled, within
from app.standings.pledges.outlook import finish
from app.standings.pledges.schemas import PledgeProgress, PledgeProposal

VERDICT_LABELS = {
    "fulfilled": "已履行",
    "partly": "部分履行",
    "unfulfilled": "未履行",
    "waived": "免予认定",
}
_OPEN = ("done", "confirmed")


class Standing(NamedTuple):
    """A pledge's items as they stand, and until when anything counts."""

    items: list[PledgeProgress]
    service: Service
    until: date

    @property
    def done(self) -> int:
        """Return how many items are kept."""
        return sum(item.state in _OPEN for item in self.items)


def standing(
    basis: Basis, subject: str, document: PledgeDocument, notes: Sequence[Any], intake_until: date
) -> Standing:
    """Return how every item of a pledge stands.

    Args:
        subject: The member or the group.
        notes: What was said of the qualitative items, oldest first.
    """
    service = basis.service(subject)
    until = last_day(service, intake_until)
    counter = counter_of(document)
    rows = within(basis.rows.get(subject, []), until)
    counts = counter.all(rows)
    best = counter.all([*rows, *within(basis.ahead.get(subject, []), until)])
    said = {note.item: note.kind for note in notes}
    items = [
        _counted(item, counts[item.id], best[item.id], service, until, basis.today)
        if item.counts
        else _qualitative(item, said.get(item.id, ""))
        for item in document.items
    ]
    return Standing(items, service, until)


def _counted(
    item: PledgeItemIn, count: int, best: int, service: Service, until: date, today: date
) -> PledgeProgress:
    full = item.target or 1
    target = service.target(full)
    state, sentence = _state(item, count, target, best, service.first, until, today)
    return PledgeProgress(
        id=item.id,
        heading=item.heading,
        text=item.text,
        measured=True,
        unit=item.unit,
        full_target=full,
        target=target,
        count=count,
        percent=count * 100 // target if target else 100,
        state=state,  # type: ignore[arg-type]
        sentence=sentence,
        turns=[],
        records=[],
    )


def _state(
    item: PledgeItemIn, count: int, target: int, best: int, first: date, until: date, today: date
) -> tuple[str, str]:
    unit, lacks = item.unit, target - count
    if target == 0:
        return "done", "本年度任职不满一个月，不作要求。"
    if count >= target:
        over = f"，{count * 100 // target}%" if count > target else ""
        return "done", f"已完成（{count}/{target}{over}）。"
    if scheduled(item):
        if best < target:
            return (
                "impossible",
                f"已不可能达成：已核实 {count}{unit}，已排定的最多再加 {best - count}{unit}。",
            )
        return "on_track", f"还差 {lacks}{unit}，已排定的场次足够。"
    if today > until:
        return "impossible", f"收件已截止，还差 {lacks}{unit}。"
    day = finish(count, target, first, today)
    if day is None:
        passed, whole = (today - first).days + 1, (until - first).days + 1
        behind = passed * target >= whole
        return "slipping" if behind else "on_track", f"尚无核实的记录，还差 {lacks}{unit}。"
    if day > until:
        return "slipping", f"按现在进度年内完不成，还差 {lacks}{unit}。"
    return "on_track", f"按现在进度 {day.month} 月完成，还差 {lacks}{unit}。"


def _qualitative(item: PledgeItemIn, said: str) -> PledgeProgress:
    state = {"evidence": "waiting", "confirmed": "confirmed", "returned": "returned"}.get(said, "nothing")
    sentence = {
        "waiting": "佐证已提交，待承办部门确认。",
        "confirmed": "承办部门已确认。",
        "returned": "佐证被退回，请补充后再提交。",
        "nothing": "由承办部门据佐证确认；完成后请提交佐证。",
    }[state]
    return PledgeProgress(
        id=item.id,
        heading=item.heading,
        text=item.text,
        measured=False,
        unit="",
        full_target=None,
        target=None,
        count=None,
        percent=None,
        state=state,  # type: ignore[arg-type]
        sentence=sentence,
        turns=[],
        records=[],
    )


def proposal(found: Standing) -> PledgeProposal:
    """Return the verdict that the rules propose: all kept, nothing done at all, or something between."""
    kept, every = found.done, len(found.items)
    if found.service.months == 0:
        verdict, sentence = "waived", "本年度任职不满一个月。"
    elif kept == every:
        verdict, sentence = "fulfilled", f"{every} 项全部完成。"
    elif kept == 0 and not any(item.count for item in found.items):
        verdict, sentence = "unfulfilled", f"{every} 项均未完成。"
    else:
        verdict, sentence = "partly", f"{every} 项中完成 {kept} 项。"
    label = VERDICT_LABELS[verdict]
    return PledgeProposal(verdict=verdict, label=label, sentence=sentence)  # type: ignore[arg-type]
