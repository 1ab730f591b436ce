"""The export holds everything about its taker, readable, and nothing about others."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from app.core import clock
from app.core.ids import new_id
from app.facts.activities.models import ACTIVITY_KINDS
from app.facts.attendance.signing.models import ACTS, DECISIONS, VERDICTS, WAYS
from app.views.my_data import gather, signed_in
from app.views.my_data.words import ACTIVITY_KIND
from tests.access.world import PNG
from tests.factories.house import Caller, House
from tests.facts.test_signing import PHONE, Hall
from tests.performance.year import AWKWARD, lived
from tests.statements import statements

SHEETS = [
    "说明", "基本情况", "任职与编组", "履职记录", "邀请", "请假", "签到", "出席",
    "台账", "得分", "承诺书", "述职报告", "异议", "更正申请", "核对签名", "封存页", "评选表彰",
    "提醒和处理的理由", "提醒和处理的经过", "走访慰问", "席位", "登录", "意见反馈", "附件",
]  # fmt: skip


def taken(caller: Caller) -> zipfile.ZipFile:
    answer = caller.get("/me/export")
    assert answer.status_code == 200, answer.text
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["content-type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def sheets(archive: zipfile.ZipFile) -> dict[str, list[dict[str, Any]]]:
    return json.loads(archive.read("我的履职数据.json"))  # type: ignore[no-any-return]


def with_a_proposal(house: House, caller: Caller, title: str = "关于停车的建议") -> str:
    body = {
        "title": title,
        "occurred_on": str(clock.today()),
        "section_id": house.section_id,
        "body": "=1+1 案由、分析、建议",
    }
    made = caller.post("/proposals", json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def test_the_workbook_and_the_json_say_the_same(house: House) -> None:
    year = lived(house, AWKWARD)
    year.put_in_force()
    claim = with_a_proposal(house, year.member)
    year.member.post(f"/claims/{claim}/attachments", files={"file": ("会场.png", PNG, "image/png")})
    year.member.post("/me/feedback", json={"text": "字可以再大些"})
    archive = taken(year.member)
    book = load_workbook(io.BytesIO(archive.read("我的履职数据.xlsx")))
    said = sheets(archive)
    assert book.sheetnames == list(said) == SHEETS
    for title, rows in said.items():
        assert book[title].max_row - 1 == len(rows), title
    assert said["基本情况"][1] == {"项目": "姓名", "内容": "李测试"}
    assert [row["到会情况"] for row in said["出席"]] == ["迟到"]
    assert [(row["类型"], row["我的答复"]) for row in said["邀请"]] == [("常委会会议", "未答复")]
    assert [row["正文"] for row in said["履职记录"]] == ["=1+1 案由、分析、建议"]
    assert book["履职记录"]["J2"].data_type == "s"
    assert said["得分"][0]["条目"] == "合计"
    assert [row["内容"] for row in said["意见反馈"]] == ["字可以再大些"]
    assert archive.read(said["附件"][0]["在本压缩包中的位置"])[:4] == b"\x89PNG"


def test_nothing_of_another_person_is_inside(house: House) -> None:
    year = lived(house)
    other = house.seat("member", member_id=house.member("孙旁人"))
    with_a_proposal(house, other, "别人的提案")
    text = taken(year.member).read("我的履职数据.json").decode()
    assert "别人的提案" not in text
    assert "赵缺席" not in text
    assert "孙旁人" not in text


def test_files_beyond_the_bound_are_named_instead_of_added(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = house.as_("member")
    claim = with_a_proposal(house, member)
    for name in ("旧.png", "新.png"):
        member.post(f"/claims/{claim}/attachments", files={"file": (name, PNG, "image/png")})
    monkeypatch.setattr(gather, "MOST_FILES", 1)
    archive = taken(member)
    rows = {row["文件名"]: row["在本压缩包中的位置"] for row in sheets(archive)["附件"]}
    assert rows["新.png"] in archive.namelist()
    assert rows["旧.png"] == "未附上，请在原记录中下载"
    assert len([name for name in archive.namelist() if name.startswith("附件/")]) == 1


def test_attempts_to_sign_in_are_told_with_what_came_of_them(house: House) -> None:
    hall = Hall(house)
    assert hall.scan(hall.code()) == "accepted"
    assert hall.scan(hall.code(council=new_id())) == "forged"
    hall.scan(hall.code(), by=hall.friend)
    rows = sheets(taken(hall.member))["签到"]
    assert [(row["会议或活动"], row["方式"], row["结果"], row["设备编号"]) for row in rows] == [
        ("常委会会议", "扫会场码", "已签到", PHONE),
        ("", "扫会场码", "不是会场的码", PHONE),
    ]
    assert set(signed_in.WAY) == set(WAYS) and set(signed_in.VERDICT) == set(VERDICTS)
    assert set(signed_in.DECISION) == {*DECISIONS, None} and set(signed_in.ACT) == set(ACTS)


def test_taking_it_is_written_down_and_takes_a_fixed_number_of_statements(house: House) -> None:
    member = house.as_("member")
    taken(member)
    for _ in range(3):
        with_a_proposal(house, member)
    with statements(house) as few:
        taken(member)
    for _ in range(3):
        with_a_proposal(house, member)
    with statements(house) as many:
        taken(member)
    assert len(few) == len(many)
    entries = house.as_("auditor").get("/audit?action=export:own").json()["items"]
    assert [entry["object_id"] for entry in entries] == [member.seat_id] * 3


def test_a_seat_that_is_no_members_gets_its_own_part(house: House) -> None:
    said = sheets(taken(house.as_("auditor")))
    assert "基本情况" not in said
    assert [row["角色"] for row in said["席位"]] == ["审计员"]


def test_every_kind_of_activity_has_its_chinese() -> None:
    assert set(ACTIVITY_KIND) == set(ACTIVITY_KINDS)
