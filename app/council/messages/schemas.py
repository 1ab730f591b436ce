"""Shapes of the group robot and its messages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id

Robot = Literal["dingtalk", "wecom"]
MessageState = Literal["waiting", "sent", "failed"]
_ADDRESS = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"


class ChannelIn(Strict):
    """The group robot; address and secret stay as they are when left out."""

    robot: Robot
    address: Annotated[str, Field(max_length=500, examples=[_ADDRESS])] | None = Field(
        None, description="机器人的 Webhook 地址，只写入，不再显示；不填则保持不变。"
    )
    secret: Annotated[str, Field(max_length=200, examples=["SEC0123456789abcdef"])] | None = Field(
        None, description="钉钉机器人的加签密钥，只写入；不填则保持不变，空文字为取消加签。"
    )
    active: bool = Field(True, description="是否发送。")


class ChannelOut(BaseModel):
    """The group robot without its secrets; ``robot`` is empty before one is set up."""

    robot: Robot | None
    host: str = Field(description="机器人地址所在的主机。")
    signed: bool = Field(description="是否加签。")
    active: bool
    version: int
    hosts: list[str] = Field(description="允许的机器人主机。")


class MessageOut(BaseModel):
    """One message to the group and how its delivery went."""

    id: Id
    kind: Literal["moved", "cancelled", "reminder", "trial"]
    activity_id: Id | None
    text: str
    state: MessageState
    attempts: int
    next_at: datetime = Field(description="waiting：下次尝试的时间。")
    created_at: datetime
    sent_at: datetime | None
    error: str = Field(description="最近一次失败的原因。", examples=["timeout"])
