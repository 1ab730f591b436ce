"""Shapes of log-in, seats and sessions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.access.permissions import ROLES
from app.core.ids import Id

Role = Literal[
    "member",
    "convener",
    "section_clerk",
    "secretariat",
    "scheme_author",
    "verifier",
    "chair",
    "auditor",
    "council_admin",
    "system_admin",
]
assert set(ROLES) == set(Role.__args__)  # type: ignore[attr-defined]


class Strict(BaseModel):
    """Base of every request body: an unknown field is an error, not a shrug."""

    model_config = ConfigDict(extra="forbid")


class SeatChoice(BaseModel):
    """A seat the account may take."""

    seat_id: Id
    council_id: Id
    council: str = Field(examples=["政协平湖市委员会"])


class TokenAnswer(BaseModel):
    """What a log-in or a refresh returns."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_in: int = Field(description="访问令牌有效秒数。", examples=[600])
    password_change_required: bool = False
    seat_id: Id | None = None
    council_id: Id | None = None
    seats: list[SeatChoice] = []


class LogInForm(BaseModel):
    """OAuth2's password form; a model, since FastAPI runs its own class on a thread of its pool."""

    grant_type: Literal["password"] = "password"
    username: str = Field(description="登录名、`政协代码/委员编号` 或手机号。", examples=["pinghu/130001"])
    password: str = Field(examples=["correct horse battery"])
    scope: str = Field("", description="不使用。")
    client_id: str | None = Field(None, description="不使用。")
    client_secret: str | None = Field(None, description="不使用。")


class RefreshIn(Strict):
    """A refresh token to be exchanged."""

    refresh_token: Annotated[
        str, Field(min_length=20, max_length=200, examples=["Zk3vJ0Jd8tWm1q5c9sXy7aBf2hLpRu4e"])
    ]


class SeatIn(Strict):
    """The seat to take."""

    seat_id: Id


class PasswordIn(Strict):
    """The old password and the new one."""

    old_password: Annotated[str, Field(min_length=1, max_length=256, examples=["Kd7-mzp2-vq4x"])]
    new_password: Annotated[
        str, Field(min_length=1, max_length=256, examples=["correct horse battery staple"])
    ]


class SessionOut(BaseModel):
    """One log-in of the account."""

    id: Id
    device: str
    created_at: datetime
    used_at: datetime
    current: bool


class Me(BaseModel):
    """Who the caller is, here and now."""

    account_id: Id
    display_name: str
    council_id: Id
    council: str
    seat_id: Id
    member_id: Id | None
    section_id: Id | None
    roles: list[Role]
    permissions: list[str]


class SeenIn(Strict):
    """How far the notices were read."""

    until: AwareDatetime = Field(
        description="已看到哪一条：该条通知的 `at`。", examples=["2026-11-20T01:30:00Z"]
    )


class SeatNew(Strict):
    """A new account with a seat, or a seat for a member."""

    display_name: Annotated[str, Field(min_length=1, max_length=100)]
    username: Annotated[str, Field(min_length=3, max_length=40, pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    roles: Annotated[list[Role], Field(min_length=1, max_length=10)]
    member_id: Id | None = None
    section_id: Id | None = None


class SeatEdit(Strict):
    """What may change on a seat; a field left out stays."""

    roles: Annotated[list[Role], Field(min_length=1, max_length=10)] | None = None
    section_id: Id | None = None
    active: bool | None = None


class SeatOut(BaseModel):
    """A seat of this council."""

    id: Id
    account_id: Id
    display_name: str
    username: str
    member_id: Id | None
    section_id: Id | None
    roles: list[Role]
    active: bool
    version: int


class Slip(BaseModel):
    """An account slip to print: shown once, never stored."""

    seat_id: Id
    display_name: str
    username: str
    initial_password: str
    valid_until: datetime


class RoleOut(BaseModel):
    """A role and what it may do."""

    role: Role
    permissions: list[str] = Field(examples=[["audit:view", "council:view"]])
