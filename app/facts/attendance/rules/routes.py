"""Routes of the rules of attendance."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.access.door import In
from app.core.http.etags import IfMatch, version_of
from app.facts.attendance.rules import service
from app.facts.attendance.rules.schemas import AttendanceRulesIn, AttendanceRulesOut, AttendanceRulesVersion

router = APIRouter(tags=["出席规定"])


@router.get("/attendance-rules", summary="出席规定")
async def get_attendance_rules(door: In, response: Response) -> AttendanceRulesOut:
    """Return what late, early and there-long-enough mean, kind by kind; ``ETag`` for ``PUT``."""
    return _tagged(response, await door.read("attendance:view", service.show))


@router.put("/attendance-rules", summary="修改出席规定")
async def change_attendance_rules(
    door: In, response: Response, body: AttendanceRulesIn, if_match: IfMatch = None
) -> AttendanceRulesOut:
    """Put new rules in force as a whole; what was confirmed before stays as it was confirmed."""
    version = version_of(if_match)
    return _tagged(response, await door.write("attendance:rule", service.change, body, version))


@router.get("/attendance-rules/versions", summary="出席规定历次修改")
async def list_attendance_rules(door: In) -> list[AttendanceRulesVersion]:
    """List every version, newest first, with who wrote it."""
    return await door.read("attendance:rule", service.history)


def _tagged(response: Response, shown: AttendanceRulesOut) -> AttendanceRulesOut:
    response.headers["ETag"] = f'"{shown.version}"'
    return shown
