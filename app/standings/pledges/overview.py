"""Who has not signed and what slips, by sector and group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.council import queries as council
from app.facts.pledges import queries as pledges
from app.facts.pledges.models import VERDICTS
from app.facts.pledges.schemas import STATE_LABELS
from app.facts.pledges.text import read
from app.standings.pledges import queries
from app.standings.pledges.basis import Basis, basis_of
from app.standings.pledges.progress import proposal, standing
from app.standings.pledges.schemas import PledgeBlock, PledgeLine, PledgeOverview

Only = Literal["unsigned", "slipping", "impossible", "waiting", "closing"]
_KINDS = ("sector", "activity_group", "area_group")


def show(
    session: Session, actor: Actor, year: int | None, template_id: str | None, only: Only | None
) -> PledgeOverview:
    """Return every pledge of a year in short; a fixed number of statements, however many they are.

    Raises:
        NotFound: there is no such duty year.
    """
    today = clock.today()
    asked = (
        council.duty_year(session, actor.council_id, year)
        if year is not None
        else council.duty_year_on(session, actor.council_id, today)
    )
    if asked is None:
        raise NotFound(f"没有 {year or today.year} 履职年度。")
    rows = pledges.listed(session, actor.council_id, year=asked.year, template_id=template_id)
    basis = basis_of(session, actor.council_id, asked.year, [row[0] for row in rows])
    ids = [row[0].id for row in rows]
    notes: dict[str, list[Any]] = {}
    for note in pledges.notes(session, actor.council_id, ids):
        notes.setdefault(note.pledge_id, []).append(note)
    late = {found[0].pledge_id for found in pledges.texts(session, actor.council_id, ids) if found[0].late}
    day = min(max(today, asked.starts_on), asked.ends_on)
    placed: dict[str, list[AnyRow]] = {}
    for place in queries.placed(session, actor.council_id, _KINDS, day):
        placed.setdefault(place.member_id, []).append(place)
    lines = [
        _line(basis, row, notes.get(row[0].id, []), row[0].id in late, placed.get(row[0].member_id, []))
        for row in rows
    ]
    return PledgeOverview(
        year=asked.year,
        as_of=today,
        **_numbers(lines),
        waiting=sum(bool(line.waiting) for line in lines),
        lines=[line for line in lines if only is None or _is(line, only)],
        blocks=_blocks(lines, placed),
    )


def _line(
    basis: Basis, row: AnyRow, notes: Sequence[Any], late: bool, places: Sequence[AnyRow]
) -> PledgeLine:
    pledge, template = row[0], row[1]
    found = standing(
        basis,
        str(pledge.member_id or pledge.unit_id),
        read(pledge.document),
        notes,
        template.intake_until,
    )
    signed = pledge.state != "draft"

    def texts(state: str) -> list[str]:
        return [item.text for item in found.items if item.state == state] if signed else []

    judged = pledge.state in ("closing", *VERDICTS)
    return PledgeLine(
        id=pledge.id,
        template_id=template.id,
        audience=template.audience,
        member_id=pledge.member_id,
        unit_id=pledge.unit_id,
        subject=row.subject,
        sector=next((one.name for one in places if one.unit_kind == "sector"), ""),
        groups=[one.name for one in places if one.unit_kind != "sector"],
        state=pledge.state,
        state_label=STATE_LABELS[pledge.state],
        late=late,
        items=len(found.items) if signed else 0,
        done=found.done if signed else 0,
        slipping=texts("slipping"),
        impossible=texts("impossible"),
        waiting=texts("waiting"),
        proposed=proposal(found).verdict if judged else None,
    )


def _is(line: PledgeLine, only: Only) -> bool:
    if only == "unsigned":
        return line.state == "draft"
    if only == "closing":
        return line.state == "closing"
    return bool(getattr(line, only))


def _numbers(lines: Iterable[PledgeLine]) -> dict[str, int]:
    found = list(lines)
    return {
        "pledges": len(found),
        "unsigned": sum(line.state == "draft" for line in found),
        "items": sum(line.items for line in found),
        "done": sum(line.done for line in found),
        "slipping": sum(len(line.slipping) for line in found),
        "impossible": sum(len(line.impossible) for line in found),
    }


def _blocks(lines: Sequence[PledgeLine], placed: dict[str, list[AnyRow]]) -> list[PledgeBlock]:
    units = {place.id: (place.unit_kind, place.name) for places in placed.values() for place in places}
    inside: dict[str, list[PledgeLine]] = {}
    for line in lines:
        if line.unit_id in units:
            inside.setdefault(str(line.unit_id), []).append(line)
        for place in placed.get(line.member_id or "", ()):
            inside.setdefault(place.id, []).append(line)
    blocks = [
        PledgeBlock(kind=units[unit][0], unit_id=unit, name=units[unit][1], **_numbers(some))  # type: ignore[arg-type]
        for unit, some in inside.items()
    ]
    return sorted(blocks, key=lambda one: (_KINDS.index(one.kind), -one.unsigned, -one.slipping, one.name))
