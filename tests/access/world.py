"""Two councils full of things: each with an owner, a stranger, and everybody's seat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.access.permissions import ROLES
from app.core import clock
from app.core.db import Database
from app.core.ids import new_id
from app.council.messages.models import Message
from app.council.models import Council
from app.schemes.document import library
from tests.factories.house import Caller, House
from tests.runs import evaluated, finished

OWNERSHIPS = ("own", "other")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0"
    "00000301010018dd8db00000000049454e44ae426082"
)


class _TakenBack(Exception):
    """Ends a rehearsed transaction."""


class Rehearsal(Database):
    """A database whose writes can be taken back at the very end.

    Each cell of the matrix then finds the world as it was built, in whatever order cells run, and
    nothing waits for a disk. Everything before COMMIT happens as ever.
    """

    rehearsing = False

    @contextmanager
    def transaction(
        self, council: str | None = None, *, write: bool = True, unscoped: str = ""
    ) -> Iterator[Session]:
        """Like the real one; while ``rehearsing`` it ends in ROLLBACK."""
        try:
            with super().transaction(council, write=write, unscoped=unscoped) as session:
                yield session
                if write and self.rehearsing:
                    session.flush()
                    raise _TakenBack
        except _TakenBack:
            return


@dataclass
class World:
    """One council as the matrix knows it.

    ``things[kind][ownership]`` is an id: ``own`` belongs to the member seat and is kept by the
    section where the staff of the matrix sit, ``other`` belongs to another member and section.
    """

    house: House
    callers: dict[str, Caller] = field(default_factory=dict)
    things: dict[str, dict[str, str]] = field(default_factory=dict)

    def ids(self) -> set[str]:
        """Return every id of this council, to recognise it in somebody else's answer."""
        found = {thing for kind in self.things.values() for thing in kind.values()}
        return {self.house.council_id} | found - {""}


def build(house: House) -> World:
    """Fill a fresh council through its own doors."""
    world = World(house)
    world.callers = {role: house.as_(role) for role in ROLES}
    everything = [role for role in ROLES if role != "member"]
    world.callers["must_change"] = house.seat(*everything, section_id=house.section_id, must_change=True)
    second = house.seat("member", member_id=house.member("孙二"))
    owners = {"own": world.callers["member"], "other": second}
    sections = {"own": house.section_id, "other": house.other_section_id}
    clerks = {
        "own": world.callers["section_clerk"],
        "other": house.seat("section_clerk", section_id=house.other_section_id),
    }
    keep(world, "member", {which: str(owner.member_id) for which, owner in owners.items()})
    keep(world, "section", sections)
    keep(world, "term", dict.fromkeys(OWNERSHIPS, house.term_id))
    keep(world, "seat", {which: owner.seat_id for which, owner in owners.items()})
    keep(world, "session", {which: owner.session_id for which, owner in owners.items()})  # type: ignore[attr-defined]
    _people(world)
    for which in OWNERSHIPS:
        _claims(world, which, owners[which], sections[which])
        _gatherings(world, which, clerks[which], owners[which])
    _pledges(world)
    _statements(world)
    _rules(world)
    _objections(world, owners)
    _stewardship(world, clerks)
    _packs(world)
    _imports(world)
    _messages(world)
    _rollups(world)
    _ballots(world)
    made(world.callers["secretariat"].post("/evaluation-years", json={"year": clock.today().year}))
    return world


def keep(world: World, kind: str, ids: dict[str, str]) -> None:
    """Remember things of a kind."""
    world.things.setdefault(kind, {}).update(ids)


def made(answer: Any) -> Any:
    """Return the body of a creating request that must have succeeded."""
    assert answer.status_code < 300, f"{answer.request.method} {answer.request.url}: {answer.text[:500]}"
    return answer.json()


def _rollups(world: World) -> None:
    """Report to two superior councils."""
    house, grants = world.house, {}
    for which in OWNERSHIPS:
        superior = House(house.db, house.client)
        raise_level(superior)
        body = {"name": f"上级政协{which}", "council_code": superior.code}
        partner = made(world.callers["council_admin"].post("/partners", json=body))
        asked = {"partner_id": partner["id"], "basis": "主席会议 2026-11-20 同意"}
        grants[which] = made(world.callers["secretariat"].post("/rollup-grants", json=asked))["id"]
    keep(world, "rollup", grants)


def raise_level(house: House, level: str = "prefecture") -> None:
    """Let a council stand above the county's."""
    mine = Council.id == house.council_id
    house.write(lambda session: session.execute(update(Council).where(mine).values(level=level)))


def _people(world: World) -> None:
    house, admin = world.house, world.callers["council_admin"]
    units = {"own": ("sector", "经济界"), "other": ("sector", "教育界")}
    for which, (kind, name) in units.items():
        keep(world, "unit", {which: house.unit(kind, name)})
        partner = made(admin.post("/partners", json={"name": f"友好政协{which}"}))
        keep(world, "partner", {which: partner["id"]})
        groups = {
            "activity_group_id": house.unit("activity_group", f"活动组{which}"),
            "area_group_id": house.unit("area_group", f"小组{which}"),
        }
        keep(world, "activity_group", {which: groups["activity_group_id"]})
        keep(world, "area_group", {which: groups["area_group_id"]})
        pairing = made(admin.post("/pairings", json={**groups, "starts_on": "2022-03-01"}))
        keep(world, "pairing", {which: pairing["id"]})
        member = world.things["member"][which]
        place = {"unit_id": world.things["unit"][which], "starts_on": "2022-03-01"}
        shown = made(admin.post(f"/members/{member}/placements", json=place))
        keep(world, "placement", {which: shown["places"][0]["id"]})
        post = {"post": "standing_member", "starts_on": "2022-03-01"}
        shown = made(admin.post(f"/members/{member}/posts", json=post))
        keep(world, "post", {which: shown["posts"][0]["id"]})


def _imports(world: World) -> None:
    sheets = {"own": ("roster", "姓名\n周新人\n"), "other": ("proposals", "案由\n关于停车\n")}
    for which, (kind, text) in sheets.items():
        file = {"file": ("list.csv", text.encode(), "text/csv")}
        shown = made(world.callers["secretariat"].post(f"/imports/{kind}", files=file))
        keep(world, "import", {which: shown["id"]})


def _messages(world: World) -> None:
    # Switched off: nothing of the matrix may leave the house.
    robot = {"robot": "dingtalk", "address": "https://oapi.dingtalk.com/robot/send", "active": False}
    made(world.callers["council_admin"].put("/message-channel", json=robot, headers={"If-Match": '"0"'}))

    def failed(session: Session) -> str:
        now = clock.now()
        row = Message(council_id=world.house.council_id, id=new_id(), kind="moved", text="活动变动")
        row.state, row.next_at, row.created_at = "failed", now, now
        session.add(row)
        session.flush()
        return row.id

    keep(world, "message", {which: world.house.write(failed) for which in OWNERSHIPS})


def _ballots(world: World) -> None:
    house, office = world.house, world.callers["secretariat"]
    others = [house.member(f"委员{nth}") for nth in range(4)]
    for which in OWNERSHIPS:
        member = world.things["member"][which]
        listed = {"rule": "members", "member_ids": [member, *others]}
        body = {"title": f"测评{which}", "year": 2026, "rated": [member], "entitled": listed}
        ballot = made(office.post("/ballots", json=body))["id"]
        made(office.post(f"/ballots/{ballot}/open"))
        keep(world, "ballot", {which: ballot})
        keep(world, "my-ballot", {which: ballot})


def _claims(world: World, which: str, owner: Caller, section: str) -> None:
    said = {"title": "关于停车的建议", "occurred_on": "2026-03-02", "section_id": section}
    proposal = made(owner.post("/proposals", json={**said, "body": "案由、分析、建议"}))["id"]
    keep(world, "proposal", {which: proposal})
    keep(world, "claim", {which: proposal})
    opinion = made(owner.post("/opinions", json={**said, "body": "情况、分析、建议"}))["id"]
    keep(world, "opinion", {which: opinion})
    report = {**said, "kind": "research_report", "data": {}}
    keep(world, "contribution", {which: made(owner.post("/contributions", json=report))["id"]})
    file = {"file": ("photo.png", PNG, "image/png")}
    attachment = made(owner.post(f"/claims/{proposal}/attachments", files=file))["id"]
    keep(world, "attachment", {which: attachment})
    said = {"text": "日程页上看不到会场的详细地址。"}
    keep(world, "feedback", {which: made(owner.post("/me/feedback", json=said))["id"]})
    asked = {"field": "education", "value": "博士研究生", "reason": "今年六月取得学位。"}
    keep(world, "correction", {which: made(owner.post("/me/corrections", json=asked))["id"]})


def _gatherings(world: World, which: str, clerk: Caller, owner: Caller) -> None:
    start = clock.now() + timedelta(hours=2)
    body = {
        "title": "常委会会议",
        "kind": "standing_committee",
        "sittings": [{"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}],
        "due": {"rule": "members", "member_ids": [world.things["member"][which]]},
    }
    activity = made(clerk.post("/activities", json=body))
    keep(world, "activity", {which: activity["id"]})
    sitting = activity["sittings"][0]["id"]
    keep(world, "sitting", {which: sitting})
    code = made(clerk.get(f"/sittings/{sitting}/hall"))["code"]
    now = clock.now().isoformat()
    seen = {"nonce": new_id(), "code": code, "seen_at": now}
    made(owner.post("/me/sign-ins", json={"device": new_id(), "sent_at": now, "attempts": [seen]}))
    log = made(clerk.get(f"/sittings/{sitting}/sign-ins"))
    keep(world, "sign-in", {which: log["items"][0]["id"]})
    _leave(world, which, owner, activity)


def _leave(world: World, which: str, owner: Caller, activity: Any) -> None:
    """Let the owner ask for leave, decided by the section, and name a deputy."""
    sittings = [one["id"] for one in activity["sittings"]]
    said = {"activity_id": activity["id"], "sitting_ids": sittings, "reason": "work", "detail": "出差"}
    if which == "own":
        # The usual rules call on posts that nobody holds here.
        rules = {"rules": [{"chain": ["organising_section"]}], "reasons": [{"code": "work", "label": "工作"}]}
        office = world.callers["secretariat"]
        made(office.put("/leave-rules", json=rules, headers={"If-Match": '"0"'}))
    keep(world, "leave", {which: made(owner.post("/me/leaves", json=said))["id"]})
    days = {"starts_on": "2027-02-01", "ends_on": "2027-02-05"}
    other = "other" if which == "own" else "own"
    named = {"deputy_id": world.things["member"][other], **days}
    keep(world, "deputy", {which: made(owner.post("/leave-deputies", json=named))["id"]})


def _statements(world: World) -> None:
    """Open a round for each member alone, kept by another section."""
    office, year = world.callers["secretariat"], clock.today().year
    for which, number in (("own", year), ("other", year - 1)):
        new = {
            "year": number,
            "title": f"{number} 年度常委述职",
            "as_of": "2021-01-01",
            "due_on": f"{number}-12-20",
            "section_id": world.things["section"][which],
            "others": [world.things["member"][which]],
            "document": {"headings": [{"id": "duty", "title": "履职情况", "about": ["meetings"]}]},
        }
        made_round = made(office.post("/statement-rounds", json=new))["id"]
        keep(world, "round", {which: made_round})
        lines = made(office.get(f"/statement-rounds/{made_round}/statements"))
        keep(world, "statement", {which: lines[0]["id"]})


def _pledges(world: World) -> None:
    """Issue the members' own pledges and the standing members', each kept by another section."""
    office, year = world.callers["secretariat"], clock.today().year
    for which, audience in (("own", "member"), ("other", "standing_member")):
        new = {
            "year": year,
            "audience": audience,
            "title": f"{year} 年度履职承诺书",
            "section_id": world.things["section"][which],
            "sign_by": f"{year}-03-31",
            "amend_until": f"{year}-09-30",
            "intake_until": f"{year}-12-20",
            "document": {"items": [{"id": "honest", "text": "廉洁自律"}]},
        }
        template = made(office.post("/pledge-templates", json=new))["id"]
        keep(world, "template", {which: template})
        made(office.post(f"/pledge-templates/{template}/issue"))
        lines = made(office.get(f"/pledge-overview?template_id={template}"))["lines"]
        mine = next(one for one in lines if one["member_id"] == world.things["member"][which])
        keep(world, "pledge", {which: mine["id"]})


def _rules(world: World) -> None:
    author, office = world.callers["scheme_author"], world.callers["secretariat"]
    text = library()["shanghai-minhang"].read_text(encoding="utf-8")
    for which in OWNERSHIPS:
        scheme = made(author.post("/schemes", json={"text": f"{text}\n# {which}\n"}))["id"]
        keep(world, "scheme", {which: scheme})
    made(author.post(f"/schemes/{scheme}/check"))
    decision = {"year": clock.today().year, "body": "主席会议", "decided_on": "2026-01-10"}
    made(office.post(f"/schemes/{scheme}/adopt", json=decision))
    for which in OWNERSHIPS:
        asked = {"scheme_id": world.things["scheme"][which], "year": clock.today().year}
        tried = made(office.post("/dry-runs", json=asked))["id"]
        assert finished(office, tried, "dry-runs")["state"] == "complete"
        keep(world, "dry-run", {which: tried})
        keep(world, "run", {which: evaluated(world.house, clock.today().year)["id"]})


def _objections(world: World, owners: dict[str, Caller]) -> None:
    """Put a run in force, so that each owner doubts a line of the result."""
    run = evaluated(world.house, clock.today().year)["id"]
    made(world.callers["secretariat"].post(f"/runs/{run}/put-in-force"))
    for which, owner in owners.items():
        line = made(owner.get(f"/me/score?year={clock.today().year}"))["lines"][0]["id"]
        asked = {"year": clock.today().year, "item": line, "reason": "漏记一次会议"}
        keep(world, "objection", {which: made(owner.post("/me/objections", json=asked))["id"]})


def _stewardship(world: World, clerks: dict[str, Caller]) -> None:
    """Recommend, propose and visit: something about each member, by each section."""
    office, year = world.callers["secretariat"], clock.today().year
    leaders = {which: world.house.member(f"主席{which}") for which in OWNERSHIPS}
    keep(world, "leader", leaders)
    ground = {"text": "三次缺席", "evidence": [{"document": "出席统计"}]}
    hear_by = (clock.today() + timedelta(days=7)).isoformat()
    for which in OWNERSHIPS:
        about = {"member_id": world.things["member"][which]}
        new = {
            "year": year,
            "kind": "excellent_member",
            "title": "优秀委员",
            "by": "市政协",
            "quota_count": 3,
        }
        award = made(office.post("/awards", json={**new, "section_id": world.things["section"][which]}))["id"]
        named = made(clerks[which].post(f"/awards/{award}/nominees", json={**about, "reason": "履职扎实"}))
        keep(world, "award", {which: award})
        keep(world, "nominee", {which: named["people"][0]["id"]})
        new = {**about, "year": year, "kind": "talk", "grounds": [ground]}
        sanction = made(office.post("/sanctions", json=new))["id"]
        made(office.post(f"/sanctions/{sanction}/send", json={"hear_by": hear_by}))
        keep(world, "sanction", {which: sanction})
        link = {**about, "leader_id": leaders[which], "starts_on": "2022-03-01"}
        linked = made(office.post("/care-links", json=link))["items"]
        mine = next(one["id"] for one in linked if one["leader_id"] == leaders[which])
        keep(world, "care-link", {which: mine})
        visit = {**about, "kind": "visit", "on": "2022-05-01", "visitor_id": leaders[which]}
        keep(world, "care-visit", {which: made(office.post("/care-visits", json=visit))["id"]})


def _packs(world: World) -> None:
    """Make two packs of the year whose result is in force."""
    office = world.callers["secretariat"]
    for which in OWNERSHIPS:
        begun = made(office.post("/packs", json={"year": clock.today().year}))["id"]
        assert finished(office, begun, "packs")["state"] == "complete"
        keep(world, "pack", {which: begun})


def missing_id() -> str:
    """Return an id that nothing has."""
    return new_id()
