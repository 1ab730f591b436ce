"""Render every refusal as problem+json (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import Scope

from app.core.errors import FieldError, Problem

MEDIA_TYPE = "application/problem+json"
REQUEST_ID = "lvzhi.request_id"
ERRORS_SHOWN = 100

TITLES = {
    400: "请求有误",
    401: "需要登录",
    403: "没有权限",
    404: "没有找到",
    405: "方法不允许",
    406: "无法提供这种格式",
    408: "等待超时",
    409: "状态冲突",
    412: "内容已变更",
    413: "内容过大",
    414: "地址过长",
    415: "格式不支持",
    416: "范围无效",
    422: "填写有误",
    428: "缺少版本号",
    429: "操作过于频繁",
    500: "系统错误",
    501: "方法不支持",
    503: "暂时不可用",
    507: "存储空间不足",
}


class MethodNotAllowed(Problem):
    """The address exists, the method does not."""

    status, word = 405, "method_not_allowed"
    sentence = "此地址不支持这种操作。"


class SlowBody(Problem):
    """The body trickled in for longer than we wait."""

    status, word = 408, "slow_body"
    sentence = "上传过慢，连接已超时，请检查网络后重试。"


class AddressTooLong(Problem):
    """Path and query together pass the limit."""

    status, word = 414, "address_too_long"
    sentence = "网址过长。"


class NoSpace(Problem):
    """The disk of the database or of the attachments is full."""

    status, word = 507, "no_space"
    sentence = "服务器存储空间已满，本次内容没有保存，请联系管理员。"


def title_of(status: int) -> str:
    """Return the short Chinese title of an HTTP status."""
    return TITLES.get(status) or ("请求有误" if status < 500 else "系统错误")


def request_id(scope: Scope) -> str:
    """Return the id the edge gave to this request, or an empty string outside it."""
    return scope.get(REQUEST_ID, "")


def body_of(problem: Problem, request: str) -> dict[str, Any]:
    """Return the members of the problem document; its own members win over ``extra``."""
    return {
        **problem.extra,
        "type": f"urn:lvzhi:problem:{problem.word}",
        "title": title_of(problem.status),
        "status": problem.status,
        "detail": problem.sentence,
        "word": problem.word,
        "errors": [_field(error) for error in problem.errors[:ERRORS_SHOWN]],
        "request_id": request,
    }


def _field(error: FieldError) -> dict[str, str]:
    return {"where": error.where, "word": error.word, "sentence": error.sentence}


def response_of(problem: Problem, scope: Scope, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer for ``problem``, with its own headers and any further ``headers``."""
    document = body_of(problem, request_id(scope))
    content = _bytes(document)
    return Response(
        content,
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers={
            "content-language": "zh-CN",
            "cache-control": "no-store",
            **problem.headers,
            **(headers or {}),
        },
    )


def _bytes(document: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(document, default=str)
    except (TypeError, ValueError):
        # A sentence or an extra that holds a lone surrogate or a huge integer must not turn a
        # refusal into a crash: the standard library escapes both into plain ASCII.
        return json.dumps(document, default=str, ensure_ascii=True).replace("NaN", "null").encode()
