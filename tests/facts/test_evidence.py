"""Evidence: attached by author or section, shown to whoever sees the claim."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.facts.evidence import service as evidence
from tests.factories.house import Caller, House
from tests.facts.pieces import proposal, refused, verify


def picture(colour: int = 7) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (colour, 0, 0)).save(out, "PNG")
    return out.getvalue()


def upload(caller: Caller, claim_id: str, data: bytes = b"", name: str = "会议照片.png", **more: Any) -> Any:
    files = {"file": (name, data or picture(), "image/png")}
    return caller.post(f"/claims/{claim_id}/attachments", files=files, **more)


def kept(client: Any) -> int:
    root: Path = client.app.state.storage.root
    return sum(1 for path in root.rglob("*") if path.is_file())


def test_the_author_attaches_and_gets_the_same_picture_back(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    answer = upload(member, made["id"])
    assert answer.status_code == 201, answer.text
    shown = answer.json()
    assert (shown["name"], shown["media_type"], shown["claim_id"]) == (
        "会议照片.png",
        "image/png",
        made["id"],
    )
    got = member.get(f"/attachments/{shown['id']}")
    assert Image.open(io.BytesIO(got.content)).size == (40, 20)
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E4%BC%9A%E8%AE%AE" in got.headers["Content-Disposition"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in got.headers["Cache-Control"]
    assert [row["id"] for row in member.get(f"/claims/{made['id']}/attachments").json()] == [shown["id"]]


def test_a_part_is_sent_on_request(house: House) -> None:
    member = house.as_("member")
    shown = upload(member, proposal(house, member)["id"]).json()
    path = f"/attachments/{shown['id']}"
    part = member.get(path, headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, b"PNG")
    assert part.headers["Content-Range"] == f"bytes 1-3/{shown['size']}"
    refused(member.get(path, headers={"Range": "bytes=99999999-"}), 416, "range_not_satisfiable")


def test_whoever_does_not_see_the_claim_does_not_see_its_evidence(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    shown = upload(member, made["id"]).json()
    outsider = house.seat("member", member_id=house.member("魏外"))
    stranger = House(house.db, house.client).as_("secretariat")
    for caller in (outsider, stranger):
        refused(caller.get(f"/attachments/{shown['id']}"), 404, "not_found")
        refused(caller.get(f"/claims/{made['id']}/attachments"), 404, "not_found")
        refused(caller.delete(f"/attachments/{shown['id']}"), 404, "not_found")
        refused(upload(caller, made["id"]), 404, "not_found")
    refused(upload(house.as_("chair"), made["id"]), 403, "not_author")


def test_only_the_section_adds_to_a_verified_claim_and_nobody_removes(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    shown = upload(member, made["id"]).json()
    verify(house, made["id"])
    refused(upload(member, made["id"]), 409, "illegal_transition")
    assert upload(house.as_("section_clerk"), made["id"], picture(9)).status_code == 201
    refused(member.delete(f"/attachments/{shown['id']}"), 409, "already_verified")


def test_a_removed_attachment_is_gone_for_everybody(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    path = f"/attachments/{upload(member, made['id']).json()['id']}"
    assert member.delete(path).status_code == 204
    refused(member.get(path), 404, "not_found")
    refused(member.delete(path), 404, "not_found")
    assert member.get(f"/claims/{made['id']}/attachments").json() == []


def test_what_is_no_picture_or_document_is_refused_and_not_kept(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    before = kept(house.client)
    refused(upload(member, made["id"], b"MZ\x90", "a.exe"), 415, "unsupported_extension")
    refused(upload(member, made["id"], b"<svg/>", "a.png"), 415, "extension_mismatch")
    refused(upload(member, made["id"], b"x" * (20 * 1024 * 1024 + 1), "a.png"), 413, "file_too_large")
    assert kept(house.client) == before


def test_a_repeated_upload_is_kept_once(house: House) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    before = kept(house.client)
    head: Any = {"headers": {"Idempotency-Key": f"upload-{made['id']}"}}
    ids = {upload(member, made["id"], **head).json()["id"] for _ in range(2)}
    assert len(ids) == 1
    assert kept(house.client) == before + 1
    refused(upload(member, made["id"], picture(9), **head), 422, "key_reused")
    assert kept(house.client) == before + 1


def test_quota_and_number_of_files_are_limited(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    member = house.as_("member")
    made = proposal(house, member)
    noise = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(noise, "PNG")
    state = house.client.app.state
    settings = state.settings
    try:
        state.settings = settings.model_copy(update={"attachment_quota": 1024})
        refused(upload(member, made["id"], noise.getvalue()), 413, "quota_exceeded")
    finally:
        state.settings = settings
    monkeypatch.setattr(evidence, "MOST_PER_CLAIM", 1)
    assert upload(member, made["id"]).status_code == 201
    refused(upload(member, made["id"]), 413, "too_many_files")
