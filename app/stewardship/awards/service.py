"""Open an award, recommend for it, judge the papers, record the choice."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, Stale
from app.core.ids import new_id
from app.council import queries as council
from app.council.models import DutyYear
from app.stewardship.awards import policy, queries
from app.stewardship.awards.models import Award, AwardNominee
from app.stewardship.awards.schemas import AwardIn, ChoiceIn, NomineeIn, PapersIn, ReasonIn
from app.stewardship.sanctions.queries import sanctioned


def open_(session: Session, actor: Actor, asked: AwardIn) -> str:
    """Open an award for recommendations; return its id.

    Raises:
        NotFound: no such duty year or section. Invalid: no section.
    """
    _year(session, actor.council_id, asked.year)
    section_id = asked.section_id or actor.section_id
    if section_id is None:
        raise Invalid(errors=[FieldError("section_id", "missing", "请选择承办部门。")])
    if council.unit(session, actor.council_id, section_id) is None:
        raise NotFound()
    row = Award(
        council_id=actor.council_id,
        id=new_id(),
        **asked.model_dump(exclude={"section_id"}),
        section_id=section_id,
        created_by=actor.account_id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    after = {"award": row.kind, "year": row.year, "count": row.quota_count, "percent": row.quota_percent}
    audit.record(session, "award:open", "award", row.id, after=after)
    return row.id


def recommend(session: Session, actor: Actor, award_id: str, asked: NomineeIn) -> str:
    """Recommend a member, or a member's piece; return the award's id.

    Raises:
        NotFound: no such award, member or piece. Conflict: not the stage, recommended already, excluded.
        Forbidden: oneself. Invalid: a piece of another kind or member.
    """
    award = find(session, actor, award_id, None)
    policy.step(award, "recommend")
    council.require_member(session, actor.council_id, asked.member_id)
    if actor.member_id == asked.member_id:
        raise Forbidden("不能推荐自己。", word="own_award")
    _check_piece(session, actor, award, asked)
    why = standing_of(session, award).why(asked.member_id)
    if why:
        raise Conflict(f"不能推荐：{why}。", word="excluded")
    if any(
        one.member_id == asked.member_id and one.piece_id == asked.piece_id
        for one in queries.nominees(session, actor.council_id, award_id)
    ):
        raise Conflict("已经推荐过。", word="recommended_already")
    row = AwardNominee(
        council_id=actor.council_id,
        id=new_id(),
        award_id=award_id,
        member_id=asked.member_id,
        piece_id=asked.piece_id,
        section_id=actor.section_id,
        reason=asked.reason,
        recommended_by=actor.account_id,
        recommended_at=clock.now(),
    )
    session.add(row)
    _moved(session, award, "recommend", {"nominee": row.id, "member": row.member_id})
    return award_id


def unrecommend(session: Session, actor: Actor, award_id: str, nominee_id: str) -> str:
    """Take a recommendation back: whoever made it, or the office.

    Raises:
        NotFound, Forbidden. Conflict: not the stage.
    """
    award = find(session, actor, award_id, None)
    row = _nominee(session, award, nominee_id)
    if row.recommended_by != actor.account_id and not actor.may("award:prepare"):
        raise Forbidden("推荐由推荐单位自己撤回。", word="not_own")
    policy.step(award, "unrecommend")
    session.delete(row)
    _moved(session, award, "unrecommend", {"nominee": nominee_id, "member": row.member_id})
    return award_id


def close(session: Session, actor: Actor, award_id: str, version: int | None) -> str:
    """Go on: from recommendations to papers, from papers to the panel.

    Raises:
        NotFound, Stale. Conflict: not the stage, nobody recommended, papers not judged.
    """
    award = find(session, actor, award_id, version)
    following = policy.step(award, "close")
    rows = queries.nominees(session, actor.council_id, award_id)
    if not rows:
        raise Conflict("还没有人推荐。", word="nobody_recommended")
    if following == "panel" and any(one.papers == "pending" for one in rows):
        raise Conflict("还有材料没有审核。", word="papers_pending")
    award.stage = following
    _moved(session, award, "close", {"stage": following})
    return award_id


def judge(
    session: Session, actor: Actor, award_id: str, nominee_id: str, asked: PapersIn, version: int | None
) -> str:
    """Say whether a nominee's papers are in order.

    Raises:
        NotFound, Stale. Conflict: not the stage. Invalid: unfit without a reason.
    """
    award = find(session, actor, award_id, version)
    row = _nominee(session, award, nominee_id)
    policy.step(award, "judge")
    if not asked.fit and not asked.note:
        raise Invalid(errors=[FieldError("note", "missing", "不合格的请写明原因。")])
    row.papers, row.papers_note = "fit" if asked.fit else "unfit", asked.note
    _moved(session, award, "judge", {"nominee": row.id, "papers": row.papers})
    return award_id


def choose(session: Session, actor: Actor, award_id: str, asked: ChoiceIn, version: int | None) -> str:
    """Record whom a body chose on a date; another record replaces it until it is published.

    Raises:
        NotFound, Stale. Conflict: not the stage. Invalid: beyond the quota, or somebody excluded.
    """
    award = find(session, actor, award_id, version)
    policy.step(award, "choose")
    if asked.decided_on > clock.today():
        raise Invalid(errors=[FieldError("decided_on", "future", "会议日期不能晚于今天。")])
    rows = queries.nominees(session, actor.council_id, award_id)
    check(session, award, rows, asked.nominees)
    for one in rows:
        one.chosen = one.id in asked.nominees
    award.chosen = len(set(asked.nominees))
    award.body, award.decided_on, award.minutes = asked.body, asked.decided_on, asked.minutes
    said = {"chosen": sorted(set(asked.nominees)), "seats": award.seats, "base": award.base}
    _moved(session, award, "choose", {**said, "decided_on": asked.decided_on.isoformat()})
    return award_id


def cancel(session: Session, actor: Actor, award_id: str, asked: ReasonIn, version: int | None) -> str:
    """Give an award up before it is published.

    Raises:
        NotFound, Stale. Conflict: it is published or was given up.
    """
    award = find(session, actor, award_id, version)
    award.stage = policy.step(award, "cancel")
    award.reason = asked.reason
    _moved(session, award, "cancel", {"stage": award.stage})
    return award_id


def check(
    session: Session, award: Award, rows: list[AwardNominee], picked: list[str], *, count: bool = True
) -> None:
    """Refuse a choice beyond the quota or of somebody who may not; keep base and seats.

    Args:
        count: Count base and seats anew; otherwise those of the day of the choice hold.

    Raises:
        Invalid: with the word of what is wrong.
    """
    held = standing_of(session, award)
    if count or award.seats is None:
        award.base, award.seats = held.base, held.seats
    able = {one.id: why_not(held, one) for one in rows}
    wrong = policy.wrong_choice(picked, able, award.seats)
    if wrong is not None:
        word, sentence, _ = wrong
        raise Invalid(sentence, word=word, errors=[FieldError("nominees", word, sentence)])


@dataclass(frozen=True, slots=True)
class Held:
    """What a day says about an award: who may take part, how many may be chosen."""

    award: Award
    members: frozenset[str]
    posts: dict[str, list[str]]
    sanctioned: frozenset[str]
    base: int
    seats: int

    def why(self, member_id: str) -> str:
        """Return why a member may not take part; empty when they may."""
        return policy.why_excluded(
            self.award, self.posts.get(member_id, []), member_id in self.members, member_id in self.sanctioned
        )


def standing_of(session: Session, award: Award) -> Held:
    """Return who may take part today and how many may be chosen, in four statements."""
    year = _year(session, award.council_id, award.year)
    today = clock.today()
    members = council.members_on(session, award.council_id, today)
    posts: dict[str, list[str]] = {}
    for row in council.posts_on(session, award.council_id, today):
        posts.setdefault(row.member_id, []).append(row.post)
    found = len(members)
    if award.quota_of != "members":
        found = queries.base(session, award.council_id, award.quota_of, year.starts_on, year.ends_on, today)
    return Held(
        award=award,
        members=frozenset(row.id for row in members),
        posts=posts,
        sanctioned=frozenset(sanctioned(session, award.council_id, year.starts_on, max(today, year.ends_on))),
        base=found,
        seats=policy.seats(award.quota_count, award.quota_percent, found),
    )


def why_not(held: Held, row: AwardNominee) -> str:
    """Return why a nominee may not be chosen; empty when they may."""
    return held.why(row.member_id) or ("材料不合格" if row.papers == "unfit" else "")


def find(session: Session, actor: Actor, award_id: str, version: int | None) -> Award:
    """Return an award, locked for a change.

    Raises:
        NotFound, Stale.
    """
    row = queries.lock(session, actor.council_id, award_id)
    if row is None:
        raise NotFound()
    if version is not None and row.version != version:
        raise Stale()
    return row


def _nominee(session: Session, award: Award, nominee_id: str) -> AwardNominee:
    row = queries.nominee(session, award.council_id, award.id, nominee_id)
    if row is None:
        raise NotFound()
    return row


def _check_piece(session: Session, actor: Actor, award: Award, asked: NomineeIn) -> None:
    kind = policy.PIECES.get(award.kind)
    if (asked.piece_id is None) != (kind is None):
        sentence = "请选择被推荐的那一件。" if kind else "这项评选推荐的是人，不用选件。"
        raise Invalid(errors=[FieldError("piece_id", "wrong_piece", sentence)])
    if asked.piece_id is None:
        return
    claim = queries.piece(session, actor.council_id, asked.piece_id)
    year = _year(session, actor.council_id, award.year)
    if claim is None or claim.state != "verified" or claim.kind != kind or claim.member_id != asked.member_id:
        sentence = "只能推荐该委员领衔（执笔）、已核实的这类件。"
        raise Invalid(errors=[FieldError("piece_id", "wrong_piece", sentence)])
    if not year.starts_on <= claim.occurred_on <= year.ends_on:
        raise Invalid(errors=[FieldError("piece_id", "wrong_piece", "这一件不是该年度的。")])


def _year(session: Session, council_id: str, year: int) -> DutyYear:
    found = council.duty_year(session, council_id, year)
    if found is None:
        raise NotFound(f"没有 {year} 履职年度。")
    return found


def _moved(session: Session, award: Award, verb: str, after: dict[str, object]) -> None:
    award.version += 1
    session.flush()
    audit.record(session, f"award:{verb}", "award", award.id, after=after)
