"""Routes of attachments."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, File, Header, Request, Response, UploadFile

from app.access.door import In, InToCreate, location
from app.core.errors import TooLarge, Unavailable
from app.core.ids import Id
from app.core.storage import Storage, accept, content_disposition, parse_range
from app.core.storage.accept import MAX_BYTES
from app.core.storage.headers import DOWNLOAD_HEADERS
from app.facts.evidence import service as evidence
from app.facts.evidence.schemas import AttachmentOut
from app.facts.evidence.service import Kept

router = APIRouter(tags=["附件"])
_CONTENT = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
#: Judging a picture costs a core: two files at a time in one process.
_pool = ThreadPoolExecutor(2, "evidence")


@router.post("/claims/{claim_id}/attachments", status_code=201, summary="上传附件")
async def add_attachment(
    door: InToCreate,
    request: Request,
    response: Response,
    claim_id: Id,
    file: Annotated[UploadFile, File(description="jpg、png、webp、pdf、docx、xlsx，不超过 20 MB。")],
) -> AttachmentOut:
    """Attach one file as evidence; pictures are encoded anew, without the place they were taken at."""
    size, quota = file.size or 0, request.app.state.settings.attachment_quota
    await door.read("claim:view", evidence.may_attach, claim_id, size, quota)
    if size > MAX_BYTES:
        raise TooLarge("附件超过 20 MB，请压缩或拆分后再上传。", word="file_too_large")
    data = await file.read()
    loop = asyncio.get_running_loop()
    accepted = await loop.run_in_executor(_pool, accept, file.filename or "", data)
    storage: Storage = request.app.state.storage
    # Written before the transaction: nobody else waits for this file's fsync.
    key = (await loop.run_in_executor(_pool, storage.put, accepted.data)).key
    kept = Kept(accepted, key, quota)
    try:
        made = await door.create(
            "claim:view", evidence.attach, evidence.show, claim_id, kept, about=accepted.sha256.encode()
        )
    except BaseException:
        kept.named = False
        raise
    finally:
        if not kept.named:
            # A file that cannot be taken away is nobody's and harms nobody; the answer stays what it is.
            with suppress(Unavailable):
                await loop.run_in_executor(_pool, storage.delete, key)
    location(response, f"/api/v1/attachments/{made.id}")
    return made


@router.get("/claims/{claim_id}/attachments", summary="附件列表")
async def list_attachments(door: In, claim_id: Id) -> list[AttachmentOut]:
    """List the evidence of a claim, oldest first."""
    return await door.read("claim:view", evidence.listed, claim_id)


@router.get(
    "/attachments/{attachment_id}",
    summary="下载附件",
    response_class=Response,
    responses={
        200: {"description": "文件内容。", **_CONTENT},
        206: {"description": "文件的一段（`Range`）。", **_CONTENT},
        416: {"description": "范围无效"},
    },
)
async def download_attachment(
    door: In,
    request: Request,
    attachment_id: Id,
    range: Annotated[
        str | None, Header(max_length=200, description="只要其中一段，如 `bytes=0-1023`。")
    ] = None,
) -> Response:
    """Download a file, authorised anew each time; always saved, never opened in the page."""
    row = await door.read("claim:view", evidence.find, attachment_id)
    part = parse_range(range, row.size)
    start, end = (part.start, part.end) if part else (0, row.size)
    storage: Storage = request.app.state.storage
    content = await asyncio.get_running_loop().run_in_executor(
        _pool, lambda: b"".join(storage.chunks(row.storage_key, start, end))
    )
    headers = {**DOWNLOAD_HEADERS, "Content-Disposition": content_disposition(row.name)}
    if part is not None:
        headers["Content-Range"] = part.content_range
    return Response(content, 206 if part else 200, headers, media_type=row.media_type)


@router.delete("/attachments/{attachment_id}", status_code=204, summary="删除附件")
async def remove_attachment(door: In, attachment_id: Id) -> None:
    """Remove an attachment of a claim that is not verified."""
    await door.write("claim:view", evidence.remove, attachment_id)
