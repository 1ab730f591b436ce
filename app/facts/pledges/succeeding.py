"""Drafts of another year's templates, made from the newest that were used."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.ids import new_id
from app.council.schemas import DutyYearNew
from app.facts.pledges import queries
from app.facts.pledges.models import PledgeTemplate


def newest(session: Session, council_id: str, year: int) -> list[PledgeTemplate]:
    """Return the newest templates used before ``year`` for audiences that it has none for; one statement."""
    found = queries.newest_before(session, council_id, year)
    known = {row.audience for row in found if row.year == year}
    return [row for row in found if row.year != year and row.audience not in known]


def title_in(template: PledgeTemplate, year: int) -> str:
    """Return a template's title as it reads in another year."""
    return template.title.replace(str(template.year), str(year))


def draft(session: Session, actor: Actor, templates: list[PledgeTemplate], year: DutyYearNew) -> list[str]:
    """Write drafts of ``year`` from templates of another one; return their ids.

    Their days move by whole years, into the year where they would fall outside it; the office
    reads and changes a draft before it issues it.
    """
    rows = [
        {
            "council_id": actor.council_id,
            "id": new_id(),
            "year": year.year,
            "audience": row.audience,
            "title": title_in(row, year.year),
            "document": row.document,
            "section_id": row.section_id,
            **{
                name: _moved(getattr(row, name), year.year - row.year, year)
                for name in ("sign_by", "amend_until", "intake_until")
            },
            "state": "draft",
            "created_by": actor.account_id,
            "created_at": clock.now(),
            "version": 1,
        }
        for row in templates
    ]
    ids = [str(row["id"]) for row in rows]
    if rows:
        session.execute(insert(PledgeTemplate), rows)
        after = {"year": year.year, "copied_from": [row.id for row in templates], "templates": ids}
        audit.record(session, "pledge_template:draft_many", "pledge_template", None, after=after)
    return ids


def _moved(day: date, years: int, into: DutyYearNew) -> date:
    leap = (day.month, day.day) == (2, 29)
    moved = day.replace(year=day.year + years, day=28 if leap else day.day)
    return min(max(moved, into.starts_on), into.ends_on)
