"""Shapes of packs and of the address that downloads one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.access.schemas import Strict
from app.core.ids import Id


class PackIn(Strict):
    """Which duty year, and whether the list of those to be talked to goes along."""

    year: Annotated[int, Field(ge=1949, le=2200, examples=[2026])]
    sanctions: bool = Field(False, description="附约谈提醒名单（内部材料，带导出人和时间的水印）。")


class PackOut(BaseModel):
    """A pack, and how far it is."""

    id: Id
    year: int
    run_id: Id
    state: Literal["running", "complete", "failed", "removed"]
    sanctions: bool
    subjects: int = Field(description="委员人数。")
    done: int = Field(description="已写好材料的人数。")
    size: int = Field(description="压缩包字节数；完成前为 0。")
    digest: str = Field(description="清单的 SHA-256；清单里有每个文件的。")
    unset: int = Field(description="因字体没有的字而没有 PDF 的委员人数，清单里写明是谁、哪个字。")
    started_by: str = Field(description="制作人。", examples=["王秘书"])
    started_at: datetime
    finished_at: datetime | None


class PackLink(BaseModel):
    """An address that downloads a pack without a log-in, for a short time."""

    path: str = Field(examples=["/api/v1/pack-files/AbC…"])
    until: datetime = Field(description="过了这个时刻，或另取新的地址后，就打不开了。")
