"""Routes of the year-end pack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.access.door import In, InToCreate
from app.access.throttle import LoginThrottle
from app.core.crypto import digest as digest_of
from app.core.db import Database
from app.core.errors import NotFound
from app.core.http.papers import PDF_FILE, archive
from app.core.ids import Id
from app.core.storage import content_disposition
from app.core.storage.headers import DOWNLOAD_HEADERS
from app.council.feeds.service import council_of
from app.views.pack import job, show
from app.views.pack.schemas import PackIn, PackLink, PackOut

router = APIRouter(tags=["年终材料"])
_PIECE = 256 * 1024
#: Two downloads read the disk at a time in one process.
_pool = ThreadPoolExecutor(2, "packs")
_NO_RUN: dict[int | str, dict[str, Any]] = {404: {"description": "该年度还没有生效的考核结果。"}}
_UNFINISHED: dict[int | str, dict[str, Any]] = {409: {"description": "还没有做好，或已被后来的取代。"}}


@router.post("/packs", status_code=202, summary="制作年终材料", responses=_NO_RUN)
async def start_pack(door: InToCreate, body: PackIn) -> PackOut:
    """Begin the pack of a duty year: workbook, papers of every member, slips, manifest, in one archive.

    Everything in it is what stood in the run in force and the ledger when it was begun. The answer
    is ``running``; ask for it again until it is ``complete`` (or ``failed``). With ``sanctions`` the
    permission ``pack:sanctions`` is needed, too.
    """
    shown = await door.create("pack:make", job.start, show.one, body)
    door.request.app.state.worker.wake(door.claims.council_id)
    return shown


@router.get("/packs", summary="年终材料列表")
async def list_packs(
    door: In, year: Annotated[int | None, Query(ge=1949, le=2200, description="只看一个年度。")] = None
) -> list[PackOut]:
    """Return the packs that were made, newest first, at most a hundred."""
    return await door.read("pack:make", show.listed, year)


@router.get("/packs/{pack_id}", summary="一份年终材料")
async def get_pack(door: In, pack_id: Id) -> PackOut:
    """Return how far a pack is: the papers of ``done`` of ``subjects`` members are written."""
    return await door.read("pack:make", show.one, pack_id)


@router.post("/packs/{pack_id}/link", summary="取得下载地址", responses=_UNFINISHED)
async def link_pack(door: In, pack_id: Id) -> PackLink:
    """Return an address that downloads the archive for ten minutes; an earlier one is dead at once."""
    return await door.write("pack:make", show.link, pack_id)


@router.get(
    "/pack-files/{token}",
    summary="下载年终材料",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}, "description": "压缩包。"}},
)
async def download_pack(request: Request, token: Annotated[str, Path(max_length=100)]) -> Response:
    """Return the archive behind an address; no log-in, 404 once it is dead. Each taking is written down."""
    throttle: LoginThrottle = request.app.state.feed_throttle
    digest = digest_of(token.encode())
    throttle.pass_or_refuse(f"pack {digest}")
    council = council_of(token)
    if council is None:
        raise NotFound("下载地址已失效，请重新获取。")
    database: Database = request.app.state.db
    root: File = request.app.state.packs
    name, path, size = await database.write(show.opened, digest, council, root, council=council)
    headers = {
        **DOWNLOAD_HEADERS,
        "Cache-Control": "no-store",
        "Content-Length": str(size),
        "Content-Disposition": content_disposition(name),
        "Referrer-Policy": "no-referrer",
    }
    del headers["Accept-Ranges"]
    return StreamingResponse(_pieces(path), headers=headers, media_type="application/zip")


@router.get(
    "/me/registration.pdf", summary="我的履职情况登记表（PDF）", response_class=Response, responses=PDF_FILE
)
async def get_own_registration(
    door: In, year: Annotated[int, Query(ge=1949, le=2200, description="履职年度。", examples=[2025])]
) -> Response:
    """Return one's own 履职情况登记表 with the records behind it, once the year's result is in force."""
    return await archive(await door.read("dossier:view_own", show.registration, year, None))


@router.get(
    "/members/{member_id}/registration.pdf",
    summary="委员的履职情况登记表（PDF）",
    response_class=Response,
    responses=PDF_FILE,
)
async def get_registration(
    door: In,
    member_id: Id,
    year: Annotated[int, Query(ge=1949, le=2200, description="履职年度。", examples=[2025])],
) -> Response:
    """Return a member's 履职情况登记表, likewise, for those who may see everybody's dossier."""
    return await archive(await door.read("dossier:view_any", show.registration, year, member_id))


async def _pieces(path: File) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    file = await loop.run_in_executor(_pool, path.open, "rb")
    try:
        while piece := await loop.run_in_executor(_pool, file.read, _PIECE):
            yield piece
    finally:
        file.close()
