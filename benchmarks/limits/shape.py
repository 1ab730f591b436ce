"""Rows to the product's JSON, by plain dictionaries and orjson."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

_PROFILE = (
    "id", "number", "name", "sex", "ethnic_group", "party", "employer", "title", "education", "speciality",
)  # fmt: skip
_RECORD = (
    "id", "claim_id", "title", "occurred_on", "fact", "type", "status", "role", "level", "quantity",
)  # fmt: skip
_PLACE = ("kind", "name", "role", "starts_on", "ends_on")
_RUN = (
    "id", "year", "state", "scheme_id", "scheme_digest", "ledger_seq", "subjects", "done", "result_digest",
    "started_at", "finished_at", "version",
)  # fmt: skip
_STANDING = ("place", "member_id", "number", "name", "points", "grade", "roster")
_ATTENDED = {"present", "late", "left_early"}
_EXCUSED = {"excused", "excused_not_counted"}


def dossier(year: int, head: Sequence[Any], places: Iterable[Any], records: Sequence[Any]) -> bytes:
    """Return the dossier; ``head`` is profile, ledger head, years (JSON) and trace."""
    *profile, seq, years, trace = head
    shown = [dict(zip(_PLACE, row, strict=True)) for row in places]
    counts: dict[tuple[str, str], dict[str, Any]] = {}
    listed = []
    for row in records:
        listed.append(dict(zip(_RECORD, row, strict=True)))
        status = row[6]
        if status:
            key = (row[4], row[5])
            count = counts.get(key)
            if count is None:
                named = {"fact": row[4], "type": row[5]}
                count = counts[key] = {**named, "due": 0, "attended": 0, "excused": 0, "absent": 0}
            count["due"] += 1
            if status in _ATTENDED:
                count["attended"] += 1
            elif status in _EXCUSED:
                count["excused"] += 1
            else:
                count["absent"] += 1
    said = orjson.loads(trace)
    return orjson.dumps(
        {
            "year": year,
            "years": orjson.loads(years),
            "ledger_seq": seq,
            "profile": {
                **dict(zip(_PROFILE, profile, strict=True)),
                "posts": [place for place in shown if place["kind"] == "post"],
                "places": [place for place in shown if place["kind"] != "post"],
            },
            "attendance": [counts[key] for key in sorted(counts)],
            "records": listed,
            "score": {
                "provisional": False,
                "total": said["total"],
                "grade": said["grade"],
                "lines": [
                    {"id": line["id"], "title": line["title"], "points": line["points"]}
                    for line in said["lines"]
                ],
            },
        }
    )


def standings(run: Sequence[Any], members: Iterable[Sequence[Any]]) -> bytes:
    """Return the table of a run."""
    return orjson.dumps(
        {
            "run": dict(zip(_RUN, run, strict=True)),
            "members": [dict(zip(_STANDING, row, strict=True)) for row in members],
        },
        option=orjson.OPT_UTC_Z,
    )


def asked(query: bytes) -> dict[str, str]:
    """Return the parameters of a query string that needs no decoding."""
    return dict(pair.split("=", 1) for pair in query.decode().split("&"))


async def answer(send: Callable[[dict[str, Any]], Any], body: bytes) -> None:
    """Send ``body`` as JSON."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
