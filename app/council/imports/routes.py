"""Routes of imports; ``routes_of`` gives any kind its own two."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, File, Query, Response, UploadFile
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate
from app.core.http.etags import IfMatch, version_of
from app.core.http.headers import NO_STORE
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.core.sheets import error_workbook, template_workbook
from app.core.sheets.write import MEDIA_TYPE
from app.core.storage import content_disposition, display_name
from app.council.imports import mending, service, show, taking_back
from app.council.imports.kind import ImportKind, kind_of
from app.council.imports.roster import ROSTER
from app.council.imports.schemas import ImportBrief, ImportOut, Mend, RowVerdict

T = TypeVar("T")

router = APIRouter(tags=["导入"])

#: Reading a hostile sheet may take 20 seconds; two at a time, never on the event loop.
_sheets = ThreadPoolExecutor(2, "sheets")
_XLSX: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
}


def routes_of(kind: ImportKind) -> APIRouter:
    """Return ``/imports/{kind}`` and its template; the other addresses serve every kind."""
    made = APIRouter(tags=["导入"])

    @made.get(
        f"/imports/{kind.word}/template",
        name=f"import_{kind.word}_template",
        summary=f"下载模板：{kind.title}",
        response_class=Response,
        responses=_XLSX,
    )
    async def template(door: In) -> Response:
        """Download the empty form as .xlsx, with drop-downs and a sheet that explains the columns."""
        await door.read("import:preview", lambda session, actor: actor.must(kind.permission))
        book = await _off_loop(template_workbook, kind.title, kind.columns)
        return _file(book, f"{kind.title}模板.xlsx")

    @made.post(
        f"/imports/{kind.word}",
        status_code=201,
        name=f"import_{kind.word}",
        summary=f"上传并预览：{kind.title}",
    )
    async def upload(
        door: InToCreate, file: Annotated[UploadFile, File(description=".xlsx 或 .csv，UTF-8 或 GBK。")]
    ) -> ImportOut:
        """Preview a sheet: a verdict for every row and all errors at once; nothing is written yet."""
        await door.read("import:preview", lambda session, actor: actor.must(kind.permission))
        data, filename = await file.read(), display_name(file.filename or "")
        read = await _off_loop(service.read_upload, kind, data, filename)
        about = hashlib.sha256(data).digest() + filename.encode("utf-8", "replace")
        return await door.create("import:preview", service.preview, show.show, read, about=about)

    return made


router.include_router(routes_of(ROSTER))


@router.get("/imports", summary="导入记录")
async def list_imports(
    door: In,
    kind: Annotated[str | None, Query(max_length=40, examples=["roster"])] = None,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[ImportBrief]:
    """List imports, newest first."""
    return await door.read("import:preview", show.list_page, kind, cursor, limit)


@router.get("/imports/{import_id}", summary="导入预览")
async def get_import(
    door: In,
    import_id: Id,
    response: Response,
    verdict: Annotated[RowVerdict | None, Query(description="只看一种结论的行。")] = None,
    around: Annotated[bool, Query(description="连同这些行的上一行和下一行。")] = False,
    limit: Limit = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> ImportOut:
    """Return the import with a page of its rows and everything that is wrong; ``ETag`` for mending."""
    found = await door.read(
        "import:preview",
        show.show,
        import_id,
        verdict=verdict,
        around=around,
        cursor=cursor,
        limit=limit,
    )
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.get(
    "/imports/{import_id}/errors.xlsx",
    summary="下载错误表",
    response_class=Response,
    responses=_XLSX,
)
async def get_errors(door: In, import_id: Id) -> Response:
    """Download the sheet as handed in, wrong cells marked, what is wrong at the end of each row."""
    table, errors = await door.read("import:preview", show.sheet_with_errors, import_id)
    return _file(await _off_loop(error_workbook, table, errors), "导入错误.xlsx")


@router.patch("/imports/{import_id}", summary="就地改正")
async def mend_import(
    door: In, response: Response, import_id: Id, body: Mend, if_match: IfMatch = None
) -> ImportOut:
    """Correct cells of a preview or leave rows out; the whole sheet is checked again.

    All corrections are kept or none. Nothing is written into roster or records yet.
    """
    version = version_of(if_match)
    kind, sha256, table = await door.read("import:preview", show.sheet_to_mend, import_id, version)
    mended = await _off_loop(mending.mend, kind_of(kind), table, body, sha256)

    def work(session: Session, actor: Actor) -> ImportOut:
        return show.show(session, actor, service.mend(session, actor, import_id, mended, version))

    found = await door.write("import:preview", work)
    response.headers["ETag"] = f'"{found.version}"'
    return found


@router.post("/imports/{import_id}/commit", summary="提交导入")
async def commit_import(door: In, import_id: Id, if_match: IfMatch = None) -> ImportOut:
    """Write the previewed rows, all or nothing; committing again changes nothing.

    With ``If-Match``, only the preview that was seen.
    """
    version = version_of(if_match) if if_match else None

    def work(session: Session, actor: Actor) -> ImportOut:
        return show.show(session, actor, service.commit(session, actor, import_id, version))

    return await door.write("import:commit", work)


@router.post("/imports/{import_id}/take-back", summary="整批撤回导入")
async def take_back_import(door: In, import_id: Id) -> ImportOut:
    """Withdraw all records that the import added, within 24 hours and while none was touched."""

    def work(session: Session, actor: Actor) -> ImportOut:
        return show.show(session, actor, taking_back.take_back(session, actor, import_id))

    return await door.write("import:commit", work)


@router.post("/imports/{import_id}/discard", summary="放弃导入")
async def discard_import(door: In, import_id: Id) -> ImportOut:
    """Give a preview up and forget its sheet."""

    def work(session: Session, actor: Actor) -> ImportOut:
        return show.show(session, actor, service.discard(session, actor, import_id))

    return await door.write("import:preview", work)


async def _off_loop(fn: Callable[..., T], *args: Any) -> T:
    return await asyncio.get_running_loop().run_in_executor(_sheets, partial(fn, *args))


def _file(content: bytes, name: str) -> Response:
    headers = {**NO_STORE, "Content-Disposition": content_disposition(name)}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
