"""Templates: written, issued to everybody concerned, reminded of, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.db.guard import COUNCIL
from app.core.errors import Conflict, FieldError, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council import queries as council
from app.facts.activities.reminders import FIRST_HOUR, LAST_HOUR
from app.facts.pledges import policy, queries
from app.facts.pledges.models import Pledge, PledgeTemplate
from app.facts.pledges.schemas import (
    AUDIENCE_LABELS,
    PledgeDocument,
    PledgeTemplateEdit,
    PledgeTemplateIn,
    PledgeTemplateOut,
)
from app.facts.pledges.signing import decided
from app.facts.pledges.text import read, stored


def create(session: Session, actor: Actor, new: PledgeTemplateIn) -> str:
    """Write a template; return its id.

    Raises:
        Conflict: the year has one for this audience (``exists``), or is sealed (``year_sealed``).
        Invalid: its days, items or section.
    """
    _judge(session, actor, new.year, new)
    template = PledgeTemplate(
        council_id=actor.council_id,
        id=new_id(),
        year=new.year,
        audience=new.audience,
        title=new.title,
        document=_asked(new.audience, new.document),
        section_id=_section(session, actor, new.section_id),
        sign_by=new.sign_by,
        amend_until=new.amend_until,
        intake_until=new.intake_until,
        state="draft",
        created_by=actor.account_id,
        created_at=clock.now(),
    )
    session.add(template)
    try:
        session.flush()
    except IntegrityError as raced:
        sentence = f"{new.year} 年度已有{AUDIENCE_LABELS[new.audience]}承诺书模板，请直接修改。"
        raise Conflict(
            sentence, word="exists", errors=[FieldError("audience", "exists", sentence)]
        ) from raced
    after = {"year": new.year, "audience": new.audience, "items": len(new.document.items)}
    audit.record(session, "pledge_template:create", "pledge_template", template.id, after=after)
    return template.id


def change(session: Session, actor: Actor, template_id: str, said: PledgeTemplateEdit, version: int) -> str:
    """Write a template anew before it is issued.

    Raises:
        NotFound, Stale, Conflict (``illegal_transition``), Invalid: as ``create``.
    """
    template = find(session, actor, template_id, lock=True)
    policy.stands(template, "draft")
    if template.version != version:
        raise Stale()
    _judge(session, actor, template.year, said)
    template.title, template.document = said.title, _asked(template.audience, said.document)
    template.section_id = _section(session, actor, said.section_id or template.section_id)
    template.sign_by, template.amend_until = said.sign_by, said.amend_until
    template.intake_until = said.intake_until
    template.version += 1
    session.flush()
    after = {"items": len(said.document.items)}
    audit.record(session, "pledge_template:edit", "pledge_template", template.id, after=after)
    return template.id


def issue(session: Session, actor: Actor, template_id: str) -> str:
    """Give everybody concerned a draft; issued again, those who have joined since.

    Raises:
        NotFound. Conflict: closing already (``illegal_transition``), or nobody is left (``nobody``).
    """
    template = find(session, actor, template_id, lock=True)
    policy.stands(template, "draft", "issued")
    year = council.duty_year(session, actor.council_id, template.year)
    assert year is not None
    day = min(max(clock.today(), year.starts_on), year.ends_on)
    known = queries.subjects(session, actor.council_id, template.id)
    column = "unit_id" if template.audience == "group" else "member_id"
    if template.audience == "group":
        ids = queries.groups_on(session, actor.council_id, day)
    elif template.audience == "standing_member":
        ids = council.standing_ids_on(session, actor.council_id, day)
    else:
        ids = [row.id for row in council.members_on(session, actor.council_id, day)]
    missing = [one for one in ids if one not in known]
    if not missing:
        raise Conflict("没有需要补发的对象，应签的都已下发。", word="nobody")
    now = clock.now()
    session.execute(
        insert(Pledge).execution_options(render_nulls=True),
        [
            {
                "council_id": actor.council_id,
                "id": new_id(),
                "template_id": template.id,
                "year": template.year,
                "member_id": None,
                "unit_id": None,
                "claim_id": None,
                column: one,
                "state": "draft",
                "document": template.document,
                "number": 0,
                "created_at": now,
                "reminded_at": None,
                "version": 1,
            }
            for one in missing
        ],
    )
    template.state, template.issued_at = "issued", template.issued_at or now
    template.version += 1
    session.flush()
    after = {"added": len(missing)}
    audit.record(session, "pledge_template:issue", "pledge_template", template.id, after=after)
    return template.id


def remind(session: Session, actor: Actor, template_id: str) -> str:
    """Remind everybody who has not signed, once a day at most.

    Raises:
        NotFound. Conflict: not issued, ``reminded_today``, ``all_signed``.
    """
    template = find(session, actor, template_id, lock=True)
    policy.stands(template, "issued")
    now = clock.now()
    if template.reminded_at and clock.beijing_date(template.reminded_at) == clock.today():
        raise Conflict("今天已提醒过，每天最多提醒一次；急事请电话联系。", word="reminded_today")
    count = queries.remind(session, actor.council_id, template.id, now)
    if count == 0:
        raise Conflict("应签的都已签订，无需提醒。", word="all_signed")
    template.reminded_at = now
    template.version += 1
    session.flush()
    after = {"count": count, "automatic": False}
    audit.record(session, "pledge_template:remind", "pledge_template", template.id, after=after)
    return template.id


def remind_one(session: Session, actor: Actor, pledge_id: str) -> str:
    """Remind the signer of one pledge that something is behind, once a day at most.

    Raises:
        NotFound, Forbidden. Conflict: it is judged (``illegal_transition``), ``reminded_today``.
    """
    pledge, _ = decided(session, actor, pledge_id)
    policy.step(pledge, "remind")
    if pledge.reminded_at and clock.beijing_date(pledge.reminded_at) == clock.today():
        raise Conflict("今天已提醒过，每天最多提醒一次；急事请电话联系。", word="reminded_today")
    pledge.reminded_at = clock.now()
    session.flush()
    audit.record(session, "pledge:remind", "pledge", pledge.id)
    return pledge.id


def waiting(session: Session) -> list[str]:
    """Return the bound council's templates that the clock has to remind of now."""
    council_id, now = session.info[COUNCIL], clock.now()
    days = int(council.council(session, council_id).settings.get("remind_days", 0))
    if not days or not FIRST_HOUR <= now.astimezone(clock.BEIJING).hour < LAST_HOUR:
        return []
    return queries.to_remind(session, council_id, clock.today(), clock.today() + timedelta(days=days))


def remind_by_clock(session: Session, template_id: str) -> int:
    """Remind of one template unless some process did; return how many were reminded."""
    council_id, now = session.info[COUNCIL], clock.now()
    if not queries.take_turn(session, council_id, template_id, now):
        return 0
    count = queries.remind(session, council_id, template_id, now)
    after = {"count": count, "automatic": True}
    audit.record(session, "pledge_template:remind", "pledge_template", template_id, after=after)
    return count


def close(session: Session, actor: Actor, template_id: str) -> str:
    """End the year of a template: what was signed waits for its verdict.

    Raises:
        NotFound. Conflict: not issued, or records are still taken in (``intake_open``).
    """
    template = find(session, actor, template_id, lock=True)
    policy.stands(template, "issued")
    if clock.today() <= template.intake_until:
        sentence = f"收件截止日（{template.intake_until}）之后才能转入认定。"
        raise Conflict(sentence, word="intake_open")
    signed = queries.of_template(session, actor.council_id, template.id, ("signed", "countersigned"))
    for pledge in signed:
        pledge.state = policy.step(pledge, "close")
        pledge.version += 1
    template.state = "closing"
    template.version += 1
    session.flush()
    after = {"count": len(signed)}
    audit.record(session, "pledge_template:close", "pledge_template", template.id, after=after)
    return template.id


def find(session: Session, actor: Actor, template_id: str, *, lock: bool = False) -> PledgeTemplate:
    """Return a template.

    Raises:
        NotFound: the council has none with this id.
    """
    found = queries.template(session, actor.council_id, template_id, lock=lock)
    if found is None:
        raise NotFound()
    return found


def show(session: Session, actor: Actor, template_id: str) -> PledgeTemplateOut:
    """Return one template with its numbers."""
    found = listed(session, actor, None, template_id)
    if not found:
        raise NotFound()
    return found[0]


def listed(
    session: Session, actor: Actor, year: int | None, template_id: str | None = None
) -> list[PledgeTemplateOut]:
    """Return the templates, the newest year first."""
    return [
        PledgeTemplateOut(
            **{
                name: getattr(row[0], name)
                for name in PledgeTemplateOut.model_fields
                if hasattr(row[0], name)
            }
            | {"document": read(row[0].document)},
            audience_label=AUDIENCE_LABELS[row[0].audience],
            section=row.section,
            pledges=row.pledges,
            unsigned=row.unsigned,
        )
        for row in queries.templates(session, actor.council_id, year, template_id)
    ]


def _judge(session: Session, actor: Actor, number: int, said: PledgeTemplateIn | PledgeTemplateEdit) -> None:
    year = council.duty_year(session, actor.council_id, number)
    if year is None:
        raise Invalid(errors=[FieldError("year", "unknown", f"没有 {number} 履职年度，请先建立年度。")])
    if year.state == "sealed":
        raise Conflict(f"{number} 年度已封存，不能再签承诺。", word="year_sealed")
    policy.dates(year.starts_on, year.ends_on, said.sign_by, said.amend_until, said.intake_until)
    policy.sound(said.document)


def _asked(audience: str, document: PledgeDocument) -> dict[str, Any]:
    """Return the document as it is stored: nobody is due for a group, so that its items are open."""
    if audience == "group":
        items = [item.model_copy(update={"remainder": "open"}) for item in document.items]
        document = document.model_copy(update={"items": items})
    return stored(document)


def _section(session: Session, actor: Actor, asked: str | None) -> str:
    section = asked or actor.section_id
    unit = council.unit(session, actor.council_id, section) if section else None
    if unit is None or unit.kind not in ("section", "liaison_office"):
        raise Invalid(errors=[FieldError("section_id", "unknown", "请选择承办部门。")])
    return unit.id
