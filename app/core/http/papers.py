"""Hands a paper out as a Word or PDF file."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import Response

from app.core.http.headers import NO_STORE
from app.core.paper import MEDIA_TYPE, PDF, Paper
from app.core.storage import content_disposition

#: Writing a paper costs a core: one at a time in one process.
_pool = ThreadPoolExecutor(1, "papers")


def _file(media_type: str, said: str) -> dict[int | str, dict[str, Any]]:
    return {
        200: {
            "description": said,
            "content": {media_type: {"schema": {"type": "string", "format": "binary"}}},
        }
    }


WORD_FILE = _file(MEDIA_TYPE, "Word 文件。")
PDF_FILE = _file(PDF, "PDF 文件（PDF/A-2b）。") | {409: {"description": "有字体没有的字，不能排成 PDF。"}}


async def word(paper: Paper) -> Response:
    """Return a paper as a .docx file; nothing of it is kept on the way."""
    content = await asyncio.get_running_loop().run_in_executor(_pool, paper.word)
    return _answer(f"{paper.name}.docx", content, MEDIA_TYPE)


async def archive(paper: Paper) -> Response:
    """Return a paper as a PDF file, likewise."""
    content = await asyncio.get_running_loop().run_in_executor(_pool, paper.archive)
    return _answer(f"{paper.name}.pdf", content, PDF)


def _answer(name: str, content: bytes, media_type: str) -> Response:
    headers = {**NO_STORE, "Content-Disposition": content_disposition(name)}
    return Response(content, headers=headers, media_type=media_type)
