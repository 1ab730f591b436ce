"""Leave as its shape, each reader seeing what is theirs."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import clock
from app.core.db.base import AnyRow
from app.core.errors import NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.facts.attendance.leave import policy, queries
from app.facts.attendance.leave.chain import Called
from app.facts.attendance.leave.deputies import hats_of
from app.facts.attendance.leave.models import LeaveApprover, LeaveRequest, LeaveRules
from app.facts.attendance.leave.rulebook import APPROVER_LABELS, LeaveRulesIn, usual
from app.facts.attendance.leave.schemas import STATE_LABELS, LeaveOut, LeaveSittingOut, LeaveStepOut


def coming(step: Called) -> LeaveStepOut:
    """Return a step that nobody was asked for yet."""
    label = APPROVER_LABELS[step.approver]
    return LeaveStepOut(approver=step.approver, label=label, names=step.names, state="coming")


def names_of(rows: Sequence[AnyRow]) -> list[str]:
    """Return the names of one step's approvers."""
    return [row.name or row.section or APPROVER_LABELS["secretariat"] for row in rows]


def visible(session: Session, actor: Actor, request_id: str) -> bool:
    """Tell whether a request is the actor's own, in the actor's chain, or of the actor's office."""
    return bool(_rows(session, actor, "all", limit=1, request_id=request_id))


def show(session: Session, actor: Actor, request_id: str) -> LeaveOut:
    """Return one request.

    Raises:
        NotFound: missing, or none of the actor's business.
    """
    rows = _rows(session, actor, "all", limit=1, request_id=request_id)
    if not rows:
        raise NotFound()
    return shapes(session, actor, rows)[0]


def own(session: Session, actor: Actor, cursor: str | None, limit: int) -> Page[LeaveOut]:
    """Return a page of the caller's own requests, newest first."""
    rows = queries.page(
        session,
        actor.council_id,
        limit=limit + 1,
        after=read_cursor(cursor),
        # A seat without a member has none: its own id is no member's.
        member_id=actor.member_id or actor.seat_id,
    )
    return _page(session, actor, rows, limit)


def listed(
    session: Session,
    actor: Actor,
    box: str,
    state: str | None,
    activity_id: str | None,
    cursor: str | None,
    limit: int,
) -> Page[LeaveOut]:
    """Return what waits for the caller, or all that the caller decides, decided or keeps the roll of."""
    after = read_cursor(cursor)
    rows = _rows(session, actor, box, limit=limit + 1, after=after, state=state, activity_id=activity_id)
    return _page(session, actor, rows, limit)


def _page(session: Session, actor: Actor, rows: list[AnyRow], limit: int) -> Page[LeaveOut]:
    following = write_cursor((rows[limit - 1][0].id,)) if len(rows) > limit else None
    return Page(items=shapes(session, actor, rows[:limit]), next=following)


def _rows(session: Session, actor: Actor, box: str, **more: object) -> list[AnyRow]:
    hats = hats_of(session, actor)
    section = actor.section_id if actor.roles & {"section_clerk", "convener"} else None
    found = queries.page(
        session,
        actor.council_id,
        hats=hats,
        waiting=box == "waiting",
        office=(section, hats.secretariat),
        **more,  # type: ignore[arg-type]
    )
    one = more.get("request_id")
    if not found and one is not None and actor.member_id:
        found = queries.page(
            session, actor.council_id, limit=1, request_id=str(one), member_id=actor.member_id
        )
    return found


def shapes(session: Session, actor: Actor, rows: Sequence[AnyRow]) -> list[LeaveOut]:
    """Return requests with sittings and chain; five statements, however many."""
    if not rows:
        return []
    ids = [row[0].id for row in rows]
    council = actor.council_id
    hats = hats_of(session, actor)
    written = queries.rules(session, council)
    labels = {one.code: one.label for one in _document(written).reasons}
    lines: dict[str, list[LeaveSittingOut]] = {}
    for line, sitting in queries.lines(session, council, ids):
        lines.setdefault(line.request_id, []).append(
            LeaveSittingOut(
                sitting_id=sitting.id,
                name=sitting.name,
                starts_at=sitting.starts_at,
                ends_at=sitting.ends_at,
                roll_state=sitting.roll_state,
                cancelled=line.cancelled_at is not None,
            )
        )
    called: dict[str, list[AnyRow]] = {}
    for row in queries.approvers(session, council, ids):
        called.setdefault(row[0].request_id, []).append(row)
    decided: dict[str, list[AnyRow]] = {}
    for row in queries.decisions(session, council, ids):
        decided.setdefault(row[0].request_id, []).append(row)
    return [
        _shape(actor, hats, row, lines.get(id_, []), called.get(id_, []), decided.get(id_, []), labels)
        for id_, row in zip(ids, rows, strict=True)
    ]


def _document(row: LeaveRules | None) -> LeaveRulesIn:
    return LeaveRulesIn.model_validate(row.document) if row else usual()


def _shape(
    actor: Actor,
    hats: policy.Hats,
    row: AnyRow,
    lines: list[LeaveSittingOut],
    called: list[AnyRow],
    decided: list[AnyRow],
    labels: dict[str, str],
) -> LeaveOut:
    request, claim, member = row[0], row[1], row[2]
    own_ = request.member_id == actor.member_id
    opens = own_ or any(wears(hats, one[0]) for one in called)
    state = policy.state_on(request, clock.today())
    over = row.activity_state == "cancelled"
    return LeaveOut(
        id=request.id,
        activity_id=request.activity_id,
        title=claim.title,
        member_id=member.id,
        name=member.name,
        number=member.number,
        form=request.form,
        retrospective=request.retrospective,
        state=state,  # type: ignore[arg-type]
        state_label=STATE_LABELS[state],
        verdict=request.verdict,
        reason=request.reason if opens else "",
        reason_label=labels.get(request.reason, request.reason) if opens else "",
        detail=request.detail if opens else "",
        restricted=not opens,
        short_notice=request.short_notice,
        round=request.round,
        step=request.step,
        slip_due_on=request.slip_due_on,
        created_at=request.created_at,
        ended_at=request.ended_at,
        note=request.note if opens else "",
        sittings=lines,
        steps=_steps(request, called, decided, opens),
        may=_may(actor, hats, request, state, lines, called) if not over else [],
        version=request.version,
    )


def _steps(
    request: LeaveRequest, called: list[AnyRow], decided: list[AnyRow], opens: bool
) -> list[LeaveStepOut]:
    found: list[LeaveStepOut] = []
    verdicts = {row[0].step: row for row in decided if row[0].round == request.round}
    for step in range(request.steps):
        rows = [row for row in called if (row[0].round, row[0].step) == (request.round, step)]
        verdict = verdicts.get(step)
        waits = request.state == "submitted" and step == request.step
        shown = LeaveStepOut(
            approver=rows[0][0].approver,
            label=APPROVER_LABELS[rows[0][0].approver],
            names=names_of(rows),
            state="current" if waits else "coming",
        )
        if verdict is not None:
            one = verdict[0]
            shown.state, shown.way, shown.decided_at = one.decision, one.way, one.decided_at
            shown.decided_by, shown.decided_for = verdict.by, verdict.instead_of or ""
            shown.comment = one.comment if opens else ""
        found.append(shown)
    return found


def wears(hats: policy.Hats, row: LeaveApprover) -> bool:
    """Tell whether one of the hats is this approver's."""
    if row.member_id is not None:
        return row.member_id in hats.members
    if row.section_id is not None:
        return row.section_id == hats.section_id
    return hats.secretariat


def _may(
    actor: Actor,
    hats: policy.Hats,
    request: LeaveRequest,
    state: str,
    lines: list[LeaveSittingOut],
    called: list[AnyRow],
) -> list[str]:
    if request.member_id == actor.member_id:
        found = ["edit"] if state in {"draft", "returned", "pending_slip"} else []
        if state in {"draft", "submitted", "returned", "pending_slip"}:
            found.append("withdraw")
        open_ = any(one.roll_state == "open" and not one.cancelled for one in lines)
        return [*found, "cancel"] if state == "approved" and open_ else found
    if state != "submitted":
        return []
    now = [row[0] for row in called if (row[0].round, row[0].step) == (request.round, request.step)]
    if any(wears(hats, row) for row in now):
        return ["decide"]
    return ["record"] if hats.secretariat else []
