"""The pack of a sealed year says what its sheets say, whatever has changed since."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from app.core import clock
from app.core.ids import new_id
from app.council.models import Member
from app.facts.models import Claim
from app.standings.cli import shell_actor
from app.standings.evaluation_year import sealed
from app.standings.models import Run, ScorecardRow
from app.views.pack.files import Folder
from app.views.pack.gather import gather
from app.views.pack.values import Frozen
from tests.factories.house import House
from tests.flow.test_evaluation_year import TEXT
from tests.flow.test_roll_to_dossier import convene
from tests.standings.evaluating import Year, ok
from tests.standings.pledging import refused
from tests.standings.test_bodies import THIS, adopt
from tests.standings.test_pledges import verified
from tests.statements import statements
from tests.views.test_pack import frozen, text_of


@pytest.fixture
def year(house: House) -> Year:
    """Two members, one with two opinions and late, one absent; a rule book that chooses one."""
    adopt(house, TEXT)
    first = house.as_("member")
    second = house.seat("member", member_id=house.member("乙"))
    activity = convene(house, [str(first.member_id), str(second.member_id)], title="七次常委会会议")
    sitting, clerk = activity["sittings"][0]["id"], house.as_("section_clerk")
    line = {"member_id": first.member_id, "status": "late"}
    assert clerk.put(f"/sittings/{sitting}/roll", json={"lines": [line]}).status_code == 200
    assert clerk.post(f"/sittings/{sitting}/close").status_code == 200
    held = clerk.post(f"/activities/{activity['id']}/conclude", json={"participants": 2})
    assert held.status_code == 200, held.text
    verified(house, first, 2)
    verified(house, second, 1)
    return Year(house, THIS, {"李测试": first, "乙": second})


def planted(house: House) -> str:
    """Let the year go on behind its seal: another run in force, other words of the roster and a claim."""

    def work(session: Any) -> str:
        mine = Run.council_id == house.council_id
        run = session.scalars(select(Run).where(mine, Run.state == "in_force")).one()
        cards = session.scalars(
            select(ScorecardRow).where(
                ScorecardRow.council_id == house.council_id, ScorecardRow.run_id == run.id
            )
        ).all()
        other = new_id()
        columns = {one.name: getattr(run, one.name) for one in Run.__table__.columns}
        session.add(Run(**{**columns, "id": other}))
        session.flush()
        for card in cards:
            columns = {one.name: getattr(card, one.name) for one in ScorecardRow.__table__.columns}
            changed = {"id": new_id(), "run_id": other, "points": "99", "grade": "优秀"}
            session.add(ScorecardRow(**{**columns, **changed}))
        session.execute(update(Member).where(Member.council_id == house.council_id).values(employer="新单位"))
        session.execute(update(Claim).where(Claim.council_id == house.council_id).values(title="改过的标题"))
        session.flush()
        return other

    return house.write(work)  # type: ignore[no-any-return]


def of_run(house: House, run_id: str) -> Frozen:
    """Return the year of a pack that was begun from some run."""

    def work(session: Any) -> Frozen:
        run = session.scalars(select(Run).where(Run.council_id == house.council_id, Run.id == run_id)).one()
        return gather(session, shell_actor(house.council_id), run, clock.now(), sanctions=False)

    return house.read(work)  # type: ignore[no-any-return]


def test_a_sealed_year_is_packed_as_its_sheets_say_it(house: House, year: Year, tmp_path: Path) -> None:
    year.open()
    with year.walked("sealing"):
        open_ = frozen(house, THIS)
        ok(year.finish("sealing"))
        at_seal = frozen(house, THIS)
        assert (open_.sealed, [one.sheet for one in open_.members]) == (None, [None, None])
        same = {"sheet": None}
        assert [one.model_copy(update=same) for one in at_seal.members] == list(open_.members)
        assert (at_seal.sittings, at_seal.sectors) == (open_.sittings, open_.sectors)
        assert [(one.due, one.attended) for one in at_seal.sittings] == [(2, 1)]
        run = planted(house)
        supplement = {
            "member_id": year.members["李测试"].member_id, "reason": "复议改为称职", "body": "主席会议",
            "decided_on": str(clock.today()), "minutes": "纪要〔2026〕9号", "text": "等次改为称职。",
        }  # fmt: skip
        ok(year.office.post(f"{year.path}/supplements", json=supplement), 201)
        with statements(house) as asked:
            found = of_run(house, run)
        assert len(asked) < 24, len(asked)
        assert found.run_id != run and frozen(house, THIS).run_id == at_seal.run_id
        sheets = {one.member_id: one for one in house.read(sealed.snapshots, house.council_id, THIS)}
        for member in found.members:
            kept, sheet = json.loads(sheets[member.id].text), member.sheet
            assert sheet and (sheet.version, sheet.code) == (
                sheets[member.id].version,
                sheets[member.id].code,
            )
            assert (member.points, member.grade) == (kept["standing"]["points"], kept["standing"]["grade"])
            assert [one.points for one in member.score] == [one["points"] for one in kept["receipt"]["lines"]]
            assert {one.title for one in member.records} == {one["title"] for one in kept["records"]}
            assert member.employer == kept["profile"]["employer"] != "新单位"
        (twice,) = [one for one in found.members if one.name == "李测试"]
        assert twice.sheet and (twice.sheet.version, twice.sheet.supplements[0].text) == (2, "等次改为称职。")
        one = ok_pdf(year)
        assert f"封存页第2版，核验码{twice.sheet.code}" in one and "等次改为称职" in one
        told(found, tmp_path, twice.sheet.code)


def ok_pdf(year: Year) -> str:
    """Return the words of a member's own form."""
    answer = year.members["李测试"].get(f"/me/registration.pdf?year={THIS}")
    assert answer.status_code == 200, answer.text
    return text_of(answer.content)


def told(found: Frozen, root: Path, code: str) -> None:
    """Every file says which version it prints; so does the manifest."""
    folder = Folder(root / "sealed")
    folder.begin(found)
    while folder.write_some(found, 5):
        pass
    manifest = folder.finish(found)
    assert manifest["state"] == "已封存"
    assert manifest["sealed"]["digest"] and code in [one["code"] for one in manifest["sealed"]["sheets"]]
    book = CalamineWorkbook.from_filelike(io.BytesIO(next(folder.root.rglob("*.xlsx")).read_bytes()))
    rows = book.get_sheet_by_name("封存页").to_python(skip_empty_area=True)
    assert [code, "复议改为称职", "等次改为称职。"] in [[row[3], row[5], row[6]] for row in rows]
    (word,) = [one for one in folder.root.rglob("*李测试.docx") if one.parent.name == "委员"]
    assert f"核验码 {code}" in "".join(one.text for one in docx.Document(str(word)).paragraphs)


def test_an_open_year_says_so_on_its_papers(house: House, year: Year, tmp_path: Path) -> None:
    refused(year.members["李测试"].get(f"/me/registration.pdf?year={THIS}"), 404, "no_run_in_force")
    year.put_in_force()
    assert "未封存" in ok_pdf(year)
    found = frozen(house, THIS)
    folder = Folder(tmp_path / "open")
    folder.begin(found)
    folder.write_some(found, 5)
    manifest = folder.finish(found)
    assert (manifest["state"], manifest["sealed"]) == ("未封存", None)


@pytest.mark.one_backend  # What was done is read from the acts, as everywhere.
def test_nobody_is_announced_before_a_body_has_decided(house: House, year: Year) -> None:
    year.open(publicity="named")
    with year.walked("decision"):
        assert not frozen(house, THIS).announced
        ok(year.decide(year.chair))
        assert frozen(house, THIS).announced
