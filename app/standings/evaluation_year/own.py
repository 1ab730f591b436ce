"""What a member does in the own evaluation: signs, marks as read."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.crypto import digest as digest_of
from app.core.errors import Conflict, FieldError, Forbidden, Invalid
from app.core.ids import new_id
from app.council import queries as council
from app.council.models import DutyYear
from app.ledger.queries import head
from app.schemes.service import compiled
from app.standings import queries as standings
from app.standings.evaluation_year import begun, queries
from app.standings.evaluation_year.course import Course, course_of
from app.standings.evaluation_year.models import EvaluationAct, LetterRead, SheetSignature
from app.standings.evaluation_year.schemas import (
    Letter,
    LetterPart,
    OwnBrief,
    OwnYear,
    ReadIn,
    SheetLine,
    SignIn,
)
from app.standings.evaluation_year.sheet import recorded


def show(session: Session, actor: Actor, number: int) -> OwnYear:
    """Return the caller's own evaluation of a year.

    Raises:
        Forbidden: the seat is not a member's. NotFound: no such year, or it was not opened.
    """
    member = _own(actor)
    year, _, course = begun.read(session, actor.council_id, number)
    signed = queries.signatures(session, actor.council_id, number, member).get(member)
    signing = course.current == "signatures"
    text = text_now(session, actor, year) if signing else None
    digest = digest_of(text.encode()) if text else None
    return OwnYear(
        year=number,
        step=course.current,  # type: ignore[arg-type]
        text=text,
        digest=digest,
        may_add=year.adding_since is not None or year.state == "open",
        signed_at=signed and signed.signed_at,
        signed_text=signed and signed.text,
        changed=signing and signed is not None and signed.digest != digest,
        objections_until=course.closes_on,
        letter=_letter(session, actor.council_id, number, member, course),
        sheet=_sheet(session, actor.council_id, number, member),
    )


def listed(session: Session, actor: Actor) -> list[OwnBrief]:
    """Return what waits for the caller in each evaluation, the newest year first.

    Raises:
        Forbidden: the seat is not a member's.
    """
    signed, seen = queries.own_marks(session, actor.council_id, _own(actor))
    acts: dict[int, list[EvaluationAct]] = {}
    for act in queries.acts(session, actor.council_id):
        acts.setdefault(act.year, []).append(act)
    found = []
    for one in queries.years(session, actor.council_id):
        course = course_of(acts.get(one.year, []))
        number = course.done["proposal"].said["proposal"] if "proposal" in course.done else 0
        published = "publication" in course.done
        found.append(
            OwnBrief(
                year=one.year,
                step=course.current,  # type: ignore[arg-type]
                to_sign=course.current == "signatures" and one.year not in signed,
                to_read=published and (one.year, number) not in seen,
            )
        )
    return found


def text_now(session: Session, actor: Actor, year: DutyYear) -> str:
    """Return the 登记表 in words as the ledger has it now; it names nobody."""
    until = head(session, actor.council_id)
    mine = recorded(session, actor.council_id, year.year, until, actor.member_id)[str(actor.member_id)]
    due = sum(one["due"] for one in mine["attendance"])
    attended = sum(one["attended"] for one in mine["attendance"])
    lines = [f"{year.year} 年度委员履职情况登记表", f"应到 {due} 次，实到 {attended} 次。"]
    lines.append(f"经核实的履职记录 {len(mine['records'])} 条：")
    for place, one in enumerate(mine["records"], start=1):
        several = f"（{one['quantity']}）" if one["quantity"] != 1 else ""
        lines.append(f"{place}. {one['occurred_on']} {one['title']}{several}")
    lines.append("以上记录已由本人核对。")
    return "\n".join(lines)


def sign(session: Session, actor: Actor, asked: SignIn) -> int:
    """Sign the own records as they stand, by typing the own name; return the year.

    Raises:
        Forbidden, NotFound. Conflict: not the time for it, signed already, or the text is another now.
        Invalid: the name is not the signer's own.
    """
    member = _own(actor)
    year, _, course = begun.locked(session, actor.council_id, asked.year)
    begun.must_be_at(course, "signatures")
    own = council.brief(session, actor.council_id, member)
    if own is None or "".join(asked.name.split()) != "".join(own.name.split()):
        sentence = "姓名与本人不符；登记表只能由本人签名，请输入自己的姓名。"
        raise Invalid(sentence, errors=[FieldError("name", "not_own_name", sentence)])
    text = text_now(session, actor, year)
    if digest_of(text.encode()) != asked.digest:
        sentence = "记录已有变动，请重新核对后再签名。"
        raise Conflict(sentence, word="other_text", errors=[FieldError("digest", "other_text", sentence)])
    before = queries.signatures(session, actor.council_id, asked.year, member).get(member)
    if before is not None and before.digest == asked.digest:
        raise Conflict("您已经签名，记录没有变动。", word="signed_already")
    row = SheetSignature(
        council_id=actor.council_id, id=new_id(), year=asked.year, member_id=member,
        number=before.number + 1 if before else 1, text=text, digest=asked.digest,
        signed_by=actor.account_id, signed_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    after = {"year": asked.year, "number": row.number, "digest": row.digest}
    audit.record(session, "evaluation:sign", "member", member, after=after)
    return asked.year


def read(session: Session, actor: Actor, asked: ReadIn) -> int:
    """Mark the own letter as read, once; return the year.

    Raises:
        Forbidden, NotFound. Conflict: nothing is published yet (``not_published``).
    """
    member = _own(actor)
    _, _, course = begun.locked(session, actor.council_id, asked.year)
    letter = _letter(session, actor.council_id, asked.year, member, course)
    if letter is None:
        raise Conflict("结果还没有公布。", word="not_published")
    proposal = queries.proposal(session, actor.council_id, asked.year)
    if letter.read_at is None and proposal is not None:
        row = LetterRead(
            council_id=actor.council_id, id=new_id(), year=asked.year, member_id=member,
            number=proposal.number, read_by=actor.account_id, read_at=clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit.record(session, "evaluation:read_letter", "member", member, after={"year": asked.year})
    return asked.year


def _own(actor: Actor) -> str:
    if actor.member_id is None:
        raise Forbidden("您的席位不是委员席位。", word="not_a_member")
    return actor.member_id


def _letter(session: Session, council_id: str, number: int, member: str, course: Course) -> Letter | None:
    """Compose a member's letter from proposal and card; None until the result is published."""
    if "publication" not in course.done:
        return None
    proposal = queries.proposal(session, council_id, number)
    assert proposal is not None
    mine = next((one for one in json.loads(proposal.text)["members"] if one["member_id"] == member), None)
    card = standings.card(session, council_id, proposal.run_id, member)
    if mine is None or card is None:
        return None
    said: dict[str, Any] = json.loads(card.trace)
    titles = {one.id: one.title for one in compiled(card.digest, card.text).scheme.sections}
    seen = queries.reads(session, council_id, number, proposal.number).get(member)
    decided = course.done["decision"].said
    return Letter(
        grade=mine["grade"],
        chosen=mine["chosen"],
        points=mine["points"],
        parts=[
            LetterPart(title=titles.get(id, id), points=points) for id, points in said["sections"].items()
        ],
        counted=len({record for line in said["lines"] for record in line["counted"]}),
        body=decided["body"],
        decided_on=clock.date_of(decided["decided_on"]),
        read_at=seen and seen.read_at,
    )


def _sheet(session: Session, council_id: str, number: int, member: str) -> SheetLine | None:
    rows = queries.newest_sheets(session, council_id, number, member)
    if not rows or not rows[0].text:
        return None
    profile = json.loads(rows[0].text)["profile"]
    names = ("member_id", "version", "digest", "code", "reason", "kept_at")
    said = {name: getattr(rows[0], name) for name in names}
    return SheetLine(number=profile["number"], name=profile["name"], **said)
