"""Route of the export of one's own data."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from fastapi import APIRouter, Request, Response

from app.access.door import In
from app.core import clock
from app.core.storage import Storage, content_disposition
from app.core.storage.headers import DOWNLOAD_HEADERS
from app.views.my_data.archive import pack
from app.views.my_data.gather import gather

router = APIRouter(tags=["我的数据"])
_ZIP = {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
#: Writing a workbook costs a core: one archive at a time in one process.
_pool = ThreadPoolExecutor(1, "export")


@router.get(
    "/me/export",
    summary="导出我的数据",
    response_class=Response,
    responses={200: {"description": "压缩包：Excel 工作簿、同样内容的 JSON、本人上传的附件。", **_ZIP}},
)
async def export_my_data(door: In, request: Request) -> Response:
    """Return everything that is about the caller as a zip: workbook, JSON, uploaded files.

    The taking is written down in the audit chain. Files beyond 24 MB together are named in the
    workbook instead of being added.
    """
    found = await door.write("export:own", gather)
    storage: Storage = request.app.state.storage
    data = await asyncio.get_running_loop().run_in_executor(_pool, pack, found, storage.get)
    name = f"我的履职数据-{clock.today():%Y%m%d}.zip"
    headers = {
        **DOWNLOAD_HEADERS,
        "Cache-Control": "no-store",
        "Content-Disposition": content_disposition(name),
    }
    return Response(data, 200, headers, media_type="application/zip")
