"""Sheets of proposals, opinions and light kinds: previewed whole, written whole."""

from __future__ import annotations

import csv
import io
from typing import Any

from app.facts.imports.contributions import SHEETS
from tests.factories.house import Caller, House
from tests.facts.pieces import refused, standing
from tests.statements import statements

PROPOSALS = [
    ["案由", "日期", "第一提案人", "联名人", "形式", "民生提案", "立案情况", "立案号", "对结果满意度"],
    ["停车难", "2022-03-01", "王甲", "", "个人", "是", "立案", "2022-001", "满意"],
    ["养老", "2022/3/2", "王甲", "李乙、张丙", "", "是", "立案", "2022-002", "基本满意"],
    ["绿道", "2022年3月3日", "李乙", "", "个人", "否", "待审查", "", ""],
]
OPINIONS = [
    ["信息标题", "日期", "作者", "主题", "采用层级", "批示层级"],
    ["垃圾分类", "2022-04-01", "王甲", "环保", "省级、国家级", "省级"],
    ["电瓶车", "2022-04-02", "李乙", "", "", ""],
]


def people(house: House) -> dict[str, str]:
    return {name: house.member(name) for name in ("王甲", "李乙", "张丙")}


def upload(caller: Caller, word: str, rows: list[list[str]], encoding: str = "gbk") -> Any:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    files = {"file": ("表.csv", out.getvalue().encode(encoding), "text/csv")}
    return caller.post(f"/imports/{word}", files=files)


def preview(caller: Caller, word: str, rows: list[list[str]]) -> dict[str, Any]:
    answer = upload(caller, word, rows)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def commit(caller: Caller, batch: dict[str, Any]) -> Any:
    return caller.post(f"/imports/{batch['id']}/commit")


def test_a_sheet_of_proposals_is_written_and_a_second_time_unchanged(house: House) -> None:
    ids, clerk = people(house), house.as_("section_clerk")
    batch = preview(clerk, "proposals", PROPOSALS)
    assert (batch["counts"]["new"], batch["counts"]["errors"]) == (3, 0), batch
    assert clerk.get("/proposals").json()["items"] == [], "a preview writes nothing"
    assert commit(clerk, batch).json()["state"] == "committed"
    items = {item["title"]: item for item in clerk.get("/proposals").json()["items"]}
    assert {title: (item["form"], item["filing"], item["number"]) for title, item in items.items()} == {
        "停车难": ("personal", "filed", "2022-001"),
        "养老": ("joint", "filed", "2022-002"),
        "绿道": ("personal", "pending", None),
    }
    assert all(item["state"] == "submitted" for item in items.values())
    verdicts = house.as_("verifier").post(
        "/verifications", json={"claim_ids": [item["id"] for item in items.values()]}
    )
    assert all(verdict["verified"] for verdict in verdicts.json()), verdicts.text
    signed = {line["member_id"] for line in standing(house, items["养老"]["id"])}
    assert signed == {*ids.values(), None}
    again = preview(clerk, "proposals", PROPOSALS)
    assert (again["counts"]["unchanged"], again["counts"]["errors"]) == (3, 0)
    commit(clerk, again)
    assert len(clerk.get("/proposals").json()["items"]) == 3


def test_every_mistake_of_a_sheet_is_named_and_nothing_is_written(house: House) -> None:
    people(house)
    house.member("王甲")
    clerk = house.as_("section_clerk")
    commit(clerk, preview(clerk, "proposals", [PROPOSALS[0], PROPOSALS[3]]))
    rows = [
        PROPOSALS[0],
        ["", "2022-03-01", "李乙", "", "", "", "", "", ""],
        ["甲", "2022-02-30", "李乙", "", "", "", "", "", ""],
        ["乙", "2022-03-01", "王甲", "", "", "", "", "", ""],
        ["丙", "2022-03-01", "无此人", "李乙", "", "", "", "", ""],
        ["丁", "2022-03-01", "李乙", "李乙", "联名", "", "", "", ""],
        ["戊", "2022-03-01", "李乙", "张丙", "个人", "也许", "", "", ""],
        ["己", "2022-03-01", "李乙", "", "", "", "不予立案", "", ""],
        ["庚", "2022-03-01", "李乙", "", "", "", "待审查", "", "满意"],
        ["辛", "2099-03-01", "李乙", "", "", "", "", "", ""],
        ["壬", "2022-03-01", "李乙", "", "", "", "立案", "7", ""],
        ["癸", "2022-03-01", "李乙", "", "", "", "立案", "7", ""],
        ["壬", "2022-03-01", "李乙", "", "", "", "立案", "8", ""],
        ["绿道", "2022-03-03", "李乙", "", "", "", "立案", "9", ""],
    ]
    batch = preview(clerk, "proposals", rows)
    assert [(error["where"], error["word"]) for error in batch["errors"]] == [
        ("A2", "required"),
        ("B3", "bad_date"),
        ("C4", "ambiguous"),
        ("C5", "unknown_member"),
        ("D6", "twice"),
        ("F7", "not_yes_or_no"),
        ("E7", "not_joint"),
        ("第8行", "missing"),
        ("G9", "not_filed"),
        ("B10", "future"),
        ("H12", "taken"),
        ("A13", "duplicate_row"),
        ("G14", "differs"),
    ]
    refused(commit(clerk, batch), 409, "has_errors")
    assert len(clerk.get("/proposals").json()["items"]) == 1


def test_a_sheet_of_opinions_brings_adoptions_along(house: House) -> None:
    people(house)
    clerk = house.as_("section_clerk")
    batch = preview(clerk, "opinions", OPINIONS)
    assert batch["counts"]["new"] == 2, batch
    commit(clerk, batch)
    items = {item["title"]: item for item in clerk.get("/opinions").json()["items"]}
    assert items["垃圾分类"]["adopted"] == ["province", "national"]
    assert items["垃圾分类"]["instructed"] == ["province"]
    assert items["电瓶车"]["adopted"] == []
    again = preview(clerk, "opinions", OPINIONS)
    assert again["counts"]["unchanged"] == 2


def test_history_and_media_sheets_become_contributions(house: House) -> None:
    people(house)
    clerk = house.as_("section_clerk")
    history = [
        ["篇名", "日期", "作者", "字数", "会外作者"],
        ["抗战往事", "2022-05-01", "王甲", "3500", ""],
        ["老街记忆", "2022-05-02", "", "4200", "张老先生"],
    ]
    media = [
        ["标题", "日期", "媒体", "层级"],
        ["平湖政协这五年", "2022-06-01", "人民政协报", "国家级"],
    ]
    for word, rows in (("history_pieces", history), ("media_items", media)):
        batch = preview(clerk, word, rows)
        assert batch["counts"]["errors"] == 0, batch["errors"]
        assert commit(clerk, batch).status_code == 200
        assert preview(clerk, word, rows)["counts"]["unchanged"] == len(rows) - 1
    pieces = clerk.get("/contributions?kind=history_piece").json()["items"]
    assert sorted((one["data"]["characters"], one["data"]["outside_author"]) for one in pieces) == [
        (3500, ""),
        (4200, "张老先生"),
    ]
    changed = preview(clerk, "media_items", [media[0], [*media[1][:3], "省级"]])
    assert [(error["where"], error["word"]) for error in changed["errors"]] == [("D2", "differs")]
    unclear = preview(clerk, "media_items", [media[0], [*media[1][:3], "市级"]])
    assert [(error["where"], error["word"]) for error in unclear["errors"]] == [("D2", "unknown_choice")]


def test_money_in_a_sheet_of_grants_is_kept_in_fen(house: House) -> None:
    clerk = house.as_("section_clerk")
    rows = [
        ["名称", "日期", "资助人次", "金额", "地区"],
        ["协进助学金", "2022-09-01", "20", "12.5万元", "青田"],
    ]
    commit(clerk, preview(clerk, "grants", rows))
    (grant,) = clerk.get("/contributions?kind=grant").json()["items"]
    assert grant["data"] == {"person_times": 20, "amount_fen": 12_500_000, "region": "青田"}


def test_every_sheet_has_a_template_it_can_read_back(house: House) -> None:
    clerk = house.as_("section_clerk")
    for word in ("proposals", "opinions", *(sheet for sheet, _ in SHEETS.values())):
        book = clerk.get(f"/imports/{word}/template")
        assert book.status_code == 200, word
        files = {"file": ("模板.xlsx", book.content, book.headers["Content-Type"])}
        answer = clerk.post(f"/imports/{word}", files=files)
        assert answer.status_code == 201, (word, answer.text)
        columns = [error for error in answer.json()["errors"] if error["word"].endswith("_column")]
        assert columns == [] and answer.json()["notices"] == [], word


def test_members_import_nothing_and_clerks_only_for_their_section(house: House) -> None:
    people(house)
    refused(upload(house.as_("member"), "proposals", PROPOSALS), 403, "forbidden")
    rows = [[*PROPOSALS[0], "受理部门"], [*PROPOSALS[1], "新埭镇联络室"]]
    batch = preview(house.as_("section_clerk"), "proposals", rows)
    assert [(error["where"], error["word"]) for error in batch["errors"]] == [("J2", "not_organiser")]
    assert preview(house.as_("secretariat"), "proposals", rows)["counts"]["errors"] == 0


def test_a_preview_takes_the_same_statements_for_any_number_of_rows(house: House) -> None:
    people(house)
    clerk = house.as_("section_clerk")
    counts = []
    preview(clerk, "opinions", OPINIONS)
    for size in (2, 80):
        rows = [[f"第{n}篇", "2022-04-01", "王甲", "", "", ""] for n in range(size)]
        with statements(house) as seen:
            batch = preview(clerk, "opinions", [OPINIONS[0], *rows])
        assert batch["counts"]["rows"] == size
        counts.append(len(seen))
    assert counts[0] == counts[1], counts
