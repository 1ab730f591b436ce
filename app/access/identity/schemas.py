"""Shapes of ways in and bindings."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from app.access.schemas import Strict


class ProviderOut(BaseModel):
    """A way in beside name and password."""

    provider: str = Field(examples=["zhezhengding"])
    label: str = Field(examples=["浙政钉"])


class WayIn(Strict):
    """What the browser keeps a secret of: it brings the secret back with the code."""

    challenge: Annotated[
        str,
        Field(
            pattern=r"^[0-9a-f]{64}$",
            description="浏览器自存的随机串的 SHA-256（十六进制）。",
            examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        ),
    ]


class WayOut(BaseModel):
    """Where to send the browser."""

    address: str = Field(examples=["https://login.example.gov.cn/oauth2/auth.htm?state=…"])


class CodeIn(Strict):
    """What came back from the provider, with the browser's own secret."""

    code: Annotated[str, Field(min_length=1, max_length=512, examples=["6f1a885a4020f362"])]
    state: Annotated[str, Field(min_length=1, max_length=400, examples=["zhezhengding.9f86….1764.…"])]
    verifier: Annotated[str, Field(min_length=32, max_length=128, description="浏览器自存的随机串。")]


class BindingIn(Strict):
    """The provider's id of the person, as its own directory gives it."""

    subject: Annotated[
        str,
        Field(
            pattern=r"^[0-9A-Za-z._$-]{1,64}$",
            description="对方平台的 accountId；不是姓名，也不是手机号。",
            examples=["1000341"],
        ),
    ]


class BindingOut(BaseModel):
    """An account's way in by another identity."""

    provider: str
    label: str
    subject: str = Field(description="只显示末四位。", examples=["…0341"])
    bound_at: datetime
