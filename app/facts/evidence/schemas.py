"""Shapes of attachments."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from app.core.ids import Id


class AttachmentOut(BaseModel):
    """A file that proves a claim; its content is ``GET /attachments/{id}``."""

    id: Id
    claim_id: Id
    name: str = Field(examples=["会议通知.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size: int = Field(description="字节数。", examples=[120_000])
    sha256: str
    uploaded_at: datetime
