"""The pack: one frozen year in every file, resumed to the same bytes, handed out for minutes."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from app.core import clock
from app.standings.cli import shell_actor
from app.views.pack.files import ARCHIVE, FROZEN, Folder
from app.views.pack.gather import gather, run_of
from app.views.pack.values import Frozen
from tests.factories.house import Caller, House
from tests.performance.year import Year, lived
from tests.runs import finished
from tests.statements import statements


def begun(caller: Caller, year: Year, **asked: Any) -> dict[str, Any]:
    answer = caller.post("/packs", json={"year": year.number, **asked})
    assert (answer.status_code, answer.json().get("state")) == (202, "running"), answer.text
    return finished(caller, answer.json()["id"], "packs")


def taken(house: House, caller: Caller, pack_id: str) -> zipfile.ZipFile:
    path = caller.post(f"/packs/{pack_id}/link").json()["path"]
    answer = house.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def frozen(house: House, year: int, **asked: Any) -> Frozen:
    def work(session: Any) -> Frozen:
        run = run_of(session, house.council_id, year)
        asked.setdefault("sanctions", False)
        return gather(session, shell_actor(house.council_id), run, clock.now(), **asked)

    return house.read(work)  # type: ignore[no-any-return]


def text_of(content: bytes) -> str:
    return "".join(
        "".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages
    )


@pytest.mark.one_backend  # Files are written from one value; P36 reads all of them back.
def test_workbook_word_and_pdf_of_a_pack_carry_the_numbers_of_the_scorecards(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    office = house.as_("secretariat")
    made = begun(office, year)
    assert (made["state"], made["done"], made["unset"]) == ("complete", made["subjects"], 0)
    archive = taken(house, office, made["id"])
    manifest = json.loads(archive.read("manifest.json"))
    assert sorted(one["name"] for one in manifest["files"]) == sorted(
        set(archive.namelist()) - {"manifest.json"}
    )
    assert FROZEN not in archive.namelist(), "what is resumed from is no part of the pack"
    table = office.get(f"/standings?year={year.number}").json()["members"]
    assert len(table) == made["subjects"] > 1
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(archive.read(f"汇总/{year.number}年度履职情况汇总.xlsx"))
    )
    rows = {row[1]: row for row in book.get_sheet_by_name("等次表").to_python(skip_empty_area=True)[1:]}
    for member in table:
        stem = f"{member['number']} {member['name']}"
        assert str(rows[member["number"]][4]).removesuffix(".0") == member["points"]
        word = docx.Document(io.BytesIO(archive.read(f"委员/{stem}.docx")))
        cells = [cell.text for sheet in word.tables for row in sheet.rows for cell in row.cells]
        assert cells[cells.index("考核得分") + 4] == member["points"]
        assert f"考核得分{member['points']}考核等次" in text_of(archive.read(f"委员/{stem}.pdf"))
        assert f"考核得分为{member['points']}分" in text_of(archive.read(f"结果通知/{stem}.pdf"))


@pytest.mark.one_backend  # What is resumed from lies on the disk.
def test_a_pack_that_was_ended_half_way_goes_on_to_the_same_bytes(house: House, tmp_path: Path) -> None:
    year = lived(house)
    year.put_in_force()
    found = frozen(house, year.number)
    whole, cut = Folder(tmp_path / "whole"), Folder(tmp_path / "cut")
    for folder in (whole, cut):
        folder.begin(found)
    while whole.write_some(found, 5):
        pass
    manifest = whole.finish(found)
    assert cut.write_some(found, 1), "there is more to write"
    (cut.root / "委员" / "half.part").write_bytes(b"cut off in the middle")
    again = Folder(cut.root)
    kept = again.frozen()
    assert kept == found and again.ready(found) == 1
    while again.write_some(kept, 5):
        pass
    assert again.finish(kept) == manifest
    assert (cut.root / ARCHIVE).read_bytes() == (whole.root / ARCHIVE).read_bytes()
    changed = found.model_copy(update={"council": "另一个"})
    assert whole.finish(changed)["files"] != manifest["files"], "what is compared here may differ at all"


def test_an_address_dies_of_time_of_a_newer_one_and_with_the_role(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = lived(house)
    year.put_in_force()
    office = house.as_("secretariat")
    pack = begun(office, year)["id"]
    first = office.post(f"/packs/{pack}/link").json()["path"]
    second = office.post(f"/packs/{pack}/link").json()["path"]
    assert house.client.get(first).status_code == 404
    assert house.client.get(second).status_code == 200
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(minutes=11))
    assert house.client.get(second).status_code == 404
    monkeypatch.undo()
    chair = house.as_("chair")
    third = chair.post(f"/packs/{pack}/link").json()["path"]
    assert house.client.get(third).status_code == 200
    admin = house.as_("council_admin")
    seat = admin.get(f"/seats/{chair.seat_id}")
    gone = admin.request(
        "PATCH", f"/seats/{chair.seat_id}", json={"active": False}, headers={"If-Match": seat.headers["etag"]}
    )
    assert gone.status_code == 200, gone.text
    assert house.client.get(third).status_code == 404
    acts = [one["action"] for one in house.as_("auditor").get("/audit?limit=50").json()["items"]]
    assert [acts.count(f"pack:{act}") for act in ("make", "complete", "link", "download")] == [1, 1, 3, 2]


@pytest.mark.one_backend  # Roles are asked before the database.
def test_whom_to_talk_to_goes_only_with_its_own_permission_and_says_who_took_it_out(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    office, chair = house.as_("secretariat"), house.as_("chair")
    refused = chair.post("/packs", json={"year": year.number, "sanctions": True})
    assert (refused.status_code, refused.json()["word"]) == (403, "forbidden")
    made = begun(office, year, sanctions=True)
    assert chair.post(f"/packs/{made['id']}/link").status_code == 403
    archive = taken(house, office, made["id"])
    mark = text_of(archive.read(f"约谈提醒/{year.number}年度约谈提醒名单.pdf"))
    assert "内部材料" in mark and made["started_by"] in mark
    plain = begun(office, year)
    assert not [name for name in taken(house, office, plain["id"]).namelist() if "约谈" in name]
    assert office.get(f"/packs/{made['id']}").json()["state"] == "removed", "the newer one takes its place"
    assert office.post(f"/packs/{made['id']}/link").json()["word"] == "pack_unfinished"


@pytest.mark.one_backend  # The papers of one frozen value.
def test_names_and_grades_are_announced_only_where_the_council_says_so(house: House, tmp_path: Path) -> None:
    year = lived(house)
    year.put_in_force()
    silent = frozen(house, year.number)
    told = silent.model_copy(update={"announced": True})
    names = []
    for found in (silent, told):
        folder = Folder(tmp_path / str(found.announced))
        folder.begin(found)
        folder.write_some(found, 5)
        names.append([one["name"] for one in folder.finish(found)["files"] if "公示" in one["name"]])
    assert names[0] == [] and len(names[1]) == 2
    paper = docx.Document(tmp_path / "True" / names[1][0])
    said = "".join(one.text for one in paper.paragraphs)
    assert all(member.name in said for member in told.members)
    assert "得分" not in said and not [member for member in told.members if member.number in said]


def test_a_member_prints_the_own_form_and_the_office_anybodys(house: House) -> None:
    year = lived(house)
    assert year.member.get(f"/me/registration.pdf?year={year.number}").json()["word"] == "no_run_in_force"
    year.put_in_force()
    own = year.member.get(f"/me/registration.pdf?year={year.number}")
    assert own.headers["content-type"] == "application/pdf"
    assert "委员履职情况登记表" in text_of(own.content) and "李测试" in text_of(own.content)
    same = house.as_("chair").get(f"/members/{year.member.member_id}/registration.pdf?year={year.number}")
    assert text_of(same.content) == text_of(own.content)


def test_a_year_is_gathered_in_a_fixed_number_of_statements(house: House) -> None:
    year = lived(house)
    year.put_in_force()
    with statements(house) as few:
        frozen(house, year.number)
    for number in range(3):
        house.seat("member", member_id=house.member(f"周新{number}"))
    year.put_in_force()
    with statements(house) as many:
        assert len(frozen(house, year.number).members) == 5
    assert len(few) == len(many) < 30
