"""The running year's pledges: issued to everybody, one signed and half filled."""

from __future__ import annotations

from datetime import date, timedelta

from app.core import clock
from app.demo import frame
from app.demo.desk import Bench
from app.facts.pledges import evidence, signing, templates
from app.facts.pledges.measures import USUAL, counted
from app.facts.pledges.queries import listed
from app.facts.pledges.schemas import (
    PledgeDocument,
    PledgeEvidenceIn,
    PledgeItemIn,
    PledgeSignIn,
    PledgeTemplateIn,
)
from app.facts.pledges.views import papers

#: Word of the usual measure, heading, how much in a year.
_ITEMS = (
    ("plenary", "政治引领", 3),
    ("activities", "服务中心", 4),
    ("proposals", "服务中心", 1),
    ("opinions", "民生为本", 3),
    ("study", "政治引领", 2),
)


def document() -> PledgeDocument:
    """Return what the members pledge: five numbers and one promise."""
    items = [
        PledgeItemIn(
            id=word,
            heading=heading,
            text=USUAL[word].label,
            counts=counted(word),
            target=target,
            unit=USUAL[word].unit,
            remainder=USUAL[word].remainder,
        )
        for word, heading, target in _ITEMS
    ]
    items.append(PledgeItemIn(id="honest", heading="廉洁自律", text="遵守政协章程和廉洁自律规定"))
    items.sort(key=lambda item: [one[1] for one in _ITEMS].index(item.heading) if item.counts else 9)
    return PledgeDocument(preamble="作为政协委员，我郑重承诺：", items=items)


def lay_out(bench: Bench, name: str, year: tuple[int, date, date], today: date) -> None:
    """Issue the year's pledges and let the demo's member sign."""
    number, first, last = year
    new = PledgeTemplateIn(
        year=number,
        audience="member",
        title=f"{number} 年度委员履职承诺书",
        document=document(),
        section_id=bench.section(frame.MEMBERS_OFFICE),
        sign_by=min(first + timedelta(days=89), last),
        amend_until=min(first + timedelta(days=272), last),
        intake_until=max(last - timedelta(days=11), first),
    )
    day = min(today, first + timedelta(days=40))
    with clock.shifted_to(day):
        template = bench.by("bangongshi", templates.create, new)
        bench.by("bangongshi", templates.issue, template)
        actor = bench.actor("weiyuan")
        rows = listed(bench.session, bench.council_id, year=number, member_id=actor.member_id)
        mine = papers(bench.session, bench.council_id, rows)[0]
        bench.by("weiyuan", signing.sign, mine.id, PledgeSignIn(name=name, digest=mine.digest))
        bench.by("bangongshi", signing.countersign, mine.id)
    said = PledgeEvidenceIn(item="honest", text="全年带头遵守章程，参加廉政教育 1 次。")
    bench.by("weiyuan", evidence.say, mine.id, said)
