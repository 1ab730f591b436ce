"""An open year as its run, rolls and roster have it now."""

from __future__ import annotations

import json
from typing import Any

from app.council import labels
from app.facts.pledges.schemas import STATE_LABELS as PLEDGE_STATE
from app.facts.statements.schemas import STATE_LABELS as STATEMENT_STATE
from app.views.pack import lines
from app.views.pack.counts import counted
from app.views.pack.values import MemberYear


class Basis:
    """What is known of everybody, by member id."""

    def __init__(self, **known: Any) -> None:
        self.known = known

    def member(self, member: Any, card: Any) -> MemberYear:
        """Return one member's year."""
        known = self.known
        rows = known["records"].get(member.id, [])
        trace = json.loads(card.trace)
        kinds, whole = lines.attendance(known["came"].get(member.id, {}))
        units = known["units"].get(member.id, {})
        pledge, verdict = known["pledges"].get(member.id, (None, None))
        numbers = {row.id: row.seq for row in rows}
        return MemberYear(
            id=member.id,
            number=member.number,
            name=member.name,
            sex=labels.SEX.get(member.sex, ""),
            ethnic_group=member.ethnic_group,
            party=member.party,
            education=member.education,
            employer=member.employer,
            title=member.title,
            speciality=member.speciality,
            posts=known["posts"].get(member.id, ""),
            sector=units.get("sector", ""),
            units="、".join(name for kind, name in units.items() if kind != "sector"),
            attendance=kinds,
            present=whole,
            counts=counted(rows),
            records=tuple(lines.noted(row) for row in rows),
            points=card.points,
            grade=card.grade,
            place=card.place,
            score=tuple(lines.scored(line, known["titles"], numbers) for line in trace["lines"]),
            sections=tuple((known["titles"].get(id, id), points) for id, points in trace["sections"].items()),
            pledge=PLEDGE_STATE[pledge.state] if pledge else "",
            promised=lines.promised(pledge, verdict),
            statement=STATEMENT_STATE.get(known["statements"].get(member.id, ""), ""),
            ballots=known["ballots"].get(member.id, ()),
            honours=tuple(row.title for row in rows if row.fact == "award"),
            due=known["due"].get(member.id, ()),
        )
