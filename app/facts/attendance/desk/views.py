"""The counts of now, the answer to a scan, the printed roll."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.clock import beijing_date
from app.core.db.hops import SECRET
from app.council import queries as council
from app.council.members.queries import places_of
from app.facts.activities.models import Sitting
from app.facts.attendance.desk import card, quorum
from app.facts.attendance.desk.schemas import (
    SENTENCES,
    DeskScanOut,
    LiveGroup,
    LiveOut,
    PaperOut,
    PaperRow,
)
from app.facts.attendance.desk.service import Scanned
from app.facts.attendance.models import ATTENDED, NOT_DUE
from app.facts.attendance.schemas import STATUS_LABELS
from app.facts.attendance.signing.code import shown_at
from app.facts.attendance.signing.views import kept_sitting
from app.facts.attendance.views import Line, lines

#: What a clerk calls out beside the name.
CALLED = ("sector", "activity_group", "area_group")
AWAY = {"excused": "请假", "excused_not_counted": "公假"}


def live(session: Session, actor: Actor, sitting_id: str, by: str) -> LiveOut:
    """Return the counts of now and the sentence for the chair.

    Args:
        by: Kind of unit that the bars stand for.

    Raises:
        NotFound: missing or foreign. Forbidden: another section organised it.
    """
    sitting, claim, activity = kept_sitting(session, actor, sitting_id)
    found = lines(session, actor.council_id, sitting, activity.kind)
    counts = Counter(str(line.status or "unmarked") for line in found)
    present = sum(counts[word] for word in ATTENDED)
    due, excused = len(found) - counts[NOT_DUE], counts["excused"]
    rule = quorum.rule_of(council.council(session, actor.council_id).settings, activity.kind)
    judged = quorum.judged(rule, due, present)
    closed = sitting.roll_state == "closed"
    numbers = {
        "due": due,
        "present": present,
        "excused": excused,
        "not_counted": counts[NOT_DUE],
        "missing": due - present - excused,
    }
    return LiveOut(
        sitting_id=sitting.id,
        title=claim.title,
        name=sitting.name,
        state=sitting.roll_state,  # type: ignore[arg-type]
        groups=_groups(session, actor.council_id, sitting, found, by),
        quorum=judged,
        statement=quorum.statement(judged, closed=closed, **numbers),
        **numbers,
    )


def _groups(
    session: Session, council_id: str, sitting: Sitting, found: Sequence[Line], by: str
) -> list[LiveGroup]:
    """Count by unit, in the order of the units; who is in none comes last."""
    unit = council.sectors_on(session, council_id, beijing_date(sitting.starts_at), by)
    names = [one.name for one in council.units(session, council_id, by)]
    counted: dict[str, Counter[str]] = {}
    for line in found:
        if line.status == NOT_DUE:
            continue
        counter = counted.setdefault(unit.get(line.who.member_id, ""), Counter())
        word = "present" if line.status in ATTENDED else "excused" if line.status == "excused" else "rest"
        counter.update(("due", word))
    return [
        LiveGroup(
            name=name,
            due=counted[name]["due"],
            present=counted[name]["present"],
            excused=counted[name]["excused"],
        )
        for name in [*dict.fromkeys(names), ""]
        if name in counted
    ]


def scanned(session: Session, actor: Actor, scan: Scanned) -> DeskScanOut:
    """Return what the desk's screen says, with the counts after it."""
    found = lines(session, actor.council_id, scan.sitting, scan.kind)
    line = next((one for one in found if one.who.member_id == scan.member_id), None)
    status = line.status if line is not None else None
    outcome = scan.outcome
    if outcome in {"accepted", "again"} and status not in ATTENDED and line is not None and line.mark:
        # Somebody of the office marked otherwise, which holds until they change it.
        outcome = "marked"
    named = council.brief(session, actor.council_id, scan.member_id) if scan.member_id else None
    day = beijing_date(scan.sitting.starts_at)
    places = places_of(session, actor.council_id, [named.id], day) if named else []
    mine = {row.Placement.unit_kind: row.unit for row in places}
    placed = [one for one in (line.who.session_group, line.who.hall_seat) if one] if line else []
    label = STATUS_LABELS[status] if status else ""
    # Here, but not long enough by the kind's rule: the member should hear it at the door.
    short = f"{line.reason}。" if line is not None and status == "absent" and line.reason else ""
    return DeskScanOut(
        outcome=outcome,  # type: ignore[arg-type]
        counts=status in ATTENDED,
        sentence=SENTENCES[outcome].format(status=label) + short,
        member_id=scan.member_id,
        name=named.name if named else "",
        number=named.number if named else "",
        groups=[*(mine[kind] for kind in CALLED if kind in mine), *placed],
        signed_in_at=shown_at(line.came.step) if line is not None and line.came else None,
        due=sum(one.status != NOT_DUE for one in found),
        present=sum(one.status in ATTENDED for one in found),
    )


def paper(session: Session, actor: Actor, sitting_id: str) -> PaperOut:
    """Return the printed roll: every row with the code by which a desk reads it back.

    Raises:
        NotFound: missing or foreign. Forbidden: another section organised it.
    """
    sitting, claim, activity = kept_sitting(session, actor, sitting_id)
    sectors = council.sectors_on(session, actor.council_id, beijing_date(sitting.starts_at))
    secret = session.info[SECRET]
    rows = [
        PaperRow(
            member_id=line.who.member_id,
            name=line.who.name,
            number=line.who.number,
            sector=sectors.get(line.who.member_id, ""),
            # Never the reason: everybody who signs reads the whole sheet.
            note=AWAY.get(str(line.status), ""),
            code=card.paper(secret, actor.council_id, sitting.id, line.who.member_id),
        )
        for line in lines(session, actor.council_id, sitting, activity.kind)
    ]
    return PaperOut(
        sitting_id=sitting.id,
        council=council.council(session, actor.council_id).name,
        title=claim.title,
        name=sitting.name,
        place=sitting.place or activity.place,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        rows=rows,
    )
