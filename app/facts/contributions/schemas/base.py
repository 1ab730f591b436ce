"""Field types that the schemas of the light kinds share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.access.schemas import Strict

LEVELS = ("county", "prefecture", "province", "national")
Level = Annotated[
    Literal["county", "prefecture", "province", "national"],
    Field(
        description="层级：county 县级、prefecture 市级、province 省级、national 全国。",
        examples=["province"],
    ),
]
Many = Annotated[int, Field(ge=1, le=100_000_000)]
Fen = Annotated[int, Field(ge=0, le=10**15, description="金额，单位为分。", examples=[600_000])]
Year = Annotated[int, Field(ge=1949, le=2200, description="年份。", examples=[2021])]
Short = Annotated[str, Field(max_length=100)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Long = Annotated[str, Field(max_length=4000)]
Rank = Annotated[
    Literal["special", "first", "second", "third", "excellent", "other"],
    Field(
        description="等次：special 特等、first 一等、second 二等、third 三等、excellent 优秀、other 其他。"
    ),
]


class Data(Strict):
    """Base of every kind's data; an unknown field is an error."""
