"""Errors as classes: a status, a stable word, a Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one place of the input.

    Args:
        where: The place, as a path (``"birth_date"``, ``"rows[3].mobile"``, ``"C7"``).
        word: A stable English word a program can branch on.
        sentence: What is wrong and what to do, in Chinese.
    """

    where: str
    word: str
    sentence: str


class Problem(Exception):
    """Base of every refusal; rendered as problem+json (RFC 9457) by core.http.

    Raises nothing itself. ``sentence`` may be given per raise to name the case;
    ``errors`` lists every wrong place at once; ``extra`` adds members to the body.
    """

    status: int = 500
    word: str = "internal_error"
    sentence: str = "系统出了点问题，请稍后再试。"

    def __init__(
        self,
        sentence: str | None = None,
        *,
        word: str | None = None,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        self.sentence = sentence or type(self).sentence
        self.word = word or type(self).word
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.extra = extra
        super().__init__(f"{self.word}: {self.sentence}")


class Unauthenticated(Problem):
    """Who is asking is not known (or no longer)."""

    status, word = 401, "unauthenticated"
    sentence = "请先登录。"


class Forbidden(Problem):
    """The thing is visible, the act is not allowed; the sentence says why."""

    status, word = 403, "forbidden"
    sentence = "您没有权限进行此操作。"


class NotFound(Problem):
    """Not there, or not visible to this actor: the two never differ."""

    status, word = 404, "not_found"
    sentence = "没有找到。"


class Conflict(Problem):
    """The state of the thing forbids the act."""

    status, word = 409, "conflict"
    sentence = "当前状态不能进行此操作。"


class Stale(Problem):
    """``If-Match`` names a version that is no longer the newest."""

    status, word = 412, "stale"
    sentence = "内容已被他人修改，请刷新后再改。"


class PreconditionRequired(Problem):
    """An editable thing was changed without ``If-Match``."""

    status, word = 428, "precondition_required"
    sentence = "缺少版本号（If-Match），请刷新后再改。"


class TooLarge(Problem):
    """The body passes the limit."""

    status, word = 413, "too_large"
    sentence = "提交的内容过大。"


class UnsupportedMedia(Problem):
    """The content type or the kind of file is not accepted."""

    status, word = 415, "unsupported_media"
    sentence = "不支持这种格式。"


class Invalid(Problem):
    """Malformed input; ``errors`` names every wrong place."""

    status, word = 422, "invalid"
    sentence = "填写的内容有误，请按提示修改。"


class TooManyRequests(Problem):
    """Slow down; ``Retry-After`` says how long."""

    status, word = 429, "too_many_requests"
    sentence = "操作过于频繁，请稍后再试。"


class Unavailable(Problem):
    """A store we need does not answer; trying again is safe."""

    status, word = 503, "unavailable"
    sentence = "系统暂时繁忙，请稍后再试。"
