"""Routes of scheme documents and the library."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate
from app.core.http.etags import IfMatch, version_of
from app.core.http.paging import Cursor, Limit, Page
from app.core.ids import Id
from app.schemes import comparing, drafting, drafts, service
from app.schemes.json_schema import json_schema
from app.schemes.reading_schemas import SchemeReading
from app.schemes.schemas import (
    CheckOut,
    ComposedOut,
    CopyIn,
    DiffOut,
    DocumentSchema,
    DraftData,
    DraftText,
    LibraryEntry,
    ParsedOut,
    SchemeIn,
    SchemeOut,
    SchemeText,
)

router = APIRouter(tags=["考评办法"])
Code = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,60}$")]


@router.get("/scheme-library", summary="已公布的考评办法")
async def list_library(door: In) -> list[LibraryEntry]:
    """List the published rule books that come with the product."""
    return await door.read("scheme:view", lambda session, actor: service.library())


@router.get("/scheme-library/{code}", summary="办法原文（库）")
async def get_library_text(door: In, code: Code) -> SchemeIn:
    """Return the YAML text of a published rule book, ready to be copied and changed."""
    return await door.read("scheme:view", lambda session, actor: SchemeIn(text=service.library_text(code)))


@router.get("/scheme-library/{code}/reading", summary="办法全文（库）")
async def read_library_scheme(door: In, code: Code) -> SchemeReading:
    """Return a published rule book as a set document, its worked examples computed."""
    return await door.read("scheme:view", lambda session, actor: service.read_library(code))


@router.post("/schemes", status_code=201, summary="提交办法")
async def add_scheme(door: InToCreate, body: SchemeIn) -> SchemeText:
    """Keep a rule book verbatim as a draft; all mistakes come at once with path and line."""
    return await door.create("scheme:write", service.add, service.show, body.text)


@router.get("/schemes", summary="本会的考评办法")
async def list_schemes(door: In, limit: Limit = 50, cursor: Cursor = None) -> Page[SchemeOut]:
    """List this council's documents, newest first."""
    return await door.read("scheme:view", service.page, limit, cursor)


@router.get("/schemes/schema", summary="办法文件的 JSON Schema")
async def get_scheme_schema(door: In) -> DocumentSchema:
    """Return the JSON Schema of the document format, labelled in Chinese; forms are made from it."""
    return await door.read("scheme:view", lambda session, actor: DocumentSchema(json_schema()))


@router.post("/schemes/parse", summary="读办法原文")
async def parse_scheme(door: In, body: DraftText) -> ParsedOut:
    """Read a text into data, with all of its mistakes by path and line; nothing is stored."""
    return await door.read("scheme:check", lambda session, actor: drafts.parse(body.text))


@router.post("/schemes/compose", summary="写成办法原文")
async def compose_scheme(door: In, body: DraftData) -> ComposedOut:
    """Write data as canonical text, with all of its mistakes by path and line; nothing is stored."""
    return await door.read("scheme:check", lambda session, actor: drafts.write(body.data))


@router.get("/schemes/{scheme_id}", summary="办法")
async def get_scheme(door: In, response: Response, scheme_id: Id) -> SchemeText:
    """Return a document with its text; ``ETag`` for changing a draft."""
    shown = await door.read("scheme:view", service.show, scheme_id)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.put("/schemes/{scheme_id}", summary="修改草案")
async def replace_scheme(
    door: In, response: Response, scheme_id: Id, body: SchemeIn, if_match: IfMatch = None
) -> SchemeText:
    """Replace the text of a document that is not adopted; it has to be checked again."""
    version = version_of(if_match)

    def work(session: Session, actor: Actor) -> SchemeText:
        return service.show(session, actor, drafting.replace(session, actor, scheme_id, body.text, version))

    shown = await door.write("scheme:write", work)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.post("/schemes/{scheme_id}/withdraw", summary="撤回草案")
async def withdraw_scheme(door: In, scheme_id: Id, if_match: IfMatch = None) -> SchemeText:
    """Take a document that is not adopted out of use; it stays readable."""
    version = version_of(if_match) if if_match is not None else None

    def work(session: Session, actor: Actor) -> SchemeText:
        return service.show(session, actor, drafting.withdraw(session, actor, scheme_id, version))

    return await door.write("scheme:write", work)


@router.post("/schemes/{scheme_id}/copy", status_code=201, summary="复制为下一年度的草案")
async def copy_scheme(door: InToCreate, scheme_id: Id, body: CopyIn | None = None) -> SchemeText:
    """Begin the next year's scheme as a copy; ``supersedes`` names the one that was copied."""
    year = body.year if body else None
    return await door.create("scheme:write", drafting.copy, service.show, scheme_id, year)


@router.get("/schemes/{scheme_id}/diff", summary="与另一份办法比较")
async def diff_schemes(
    door: In,
    scheme_id: Id,
    against: Annotated[Id | None, Query(description="与哪份办法比较；不填时与复制来源比较。")] = None,
) -> DiffOut:
    """Say in words what a document changes beside another of the council."""
    return await door.read("scheme:view", comparing.diff, scheme_id, against)


@router.get("/schemes/{scheme_id}/reading", summary="办法全文")
async def read_scheme(door: In, scheme_id: Id) -> SchemeReading:
    """Return a document of this council as a set document, its worked examples computed."""
    return await door.read("scheme:view", service.read_own, scheme_id)


@router.post("/schemes/{scheme_id}/check", summary="验算办法")
async def check_scheme(door: In, scheme_id: Id) -> CheckOut:
    """Run the document's own worked examples; without mistakes it is ready for adoption."""
    return await door.write("scheme:check", service.check, scheme_id)
