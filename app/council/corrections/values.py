"""Reads asked values: checked, typed, sealed."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.core.crypto import blind, seal, unseal
from app.core.db.hops import SECRET
from app.core.errors import FieldError, Invalid
from app.council.corrections.models import CorrectionRequest
from app.council.members.bulk import name_columns
from app.council.members.schemas import MemberEdit
from app.council.members.show import clear_mobile
from app.council.models import Member

_WANTED = {
    "birth_date": "请填写日期，例如 1978-05-06。",
    "mobile": "请填写 11 位手机号码。",
    "sex": "请选择性别。",
}


def typed(field: str, text: str) -> Any:
    """Return the value of a fact as the member's row keeps it.

    Raises:
        Invalid: it can be no such fact; the place is ``value``.
    """
    said = text.strip()
    try:
        value = getattr(MemberEdit.model_validate({field: said}), field)
    except ValidationError:
        raise _wrong(_WANTED.get(field, "内容过长，请缩短。")) from None
    if not value:
        raise _wrong("请填写正确的内容。")
    if field == "name":
        try:
            return name_columns(value, "")["name"]
        except Invalid as problem:
            raise _wrong(problem.errors[0].sentence) from None
    return value


def _wrong(sentence: str) -> Invalid:
    return Invalid(errors=[FieldError("value", "malformed", sentence)])


def standing(session: Session, member: Member, field: str) -> str:
    """Return the fact as it stands, as text."""
    value = clear_mobile(session, member) if field == "mobile" else getattr(member, field)
    return str(value) if value else ""


def mark(session: Session, field: str, text: str) -> str:
    """Return the keyed digest by which a fact is compared later."""
    return blind(session.info[SECRET], "correction:" + field, text)


def close(session: Session, row: CorrectionRequest, text: str) -> bytes:
    """Seal an asked value to its request."""
    return seal(session.info[SECRET], _place(row), text)


def open_(session: Session, row: CorrectionRequest) -> str:
    """Return the asked value in clear; nothing once it was erased."""
    return unseal(session.info[SECRET], _place(row), row.value_sealed) if row.value_sealed else ""


def _place(row: CorrectionRequest) -> str:
    return f"{row.council_id}|correction_requests|value|{row.id}"
