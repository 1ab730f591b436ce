"""A list of attendance as offices keep it in Excel."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.errors import FieldError, Invalid
from app.core.sheets import Column, Table, read_rows
from app.core.sheets.aside import read_aside
from app.core.sheets.parsers import choice, text
from app.facts.activities import queries as activities
from app.facts.attendance import queries, service
from app.facts.attendance.schemas import STATUS_LABELS, RollLine

LABELS = {
    **{label: word for word, label in STATUS_LABELS.items()},
    "实到": "present",
    "到会": "present",
    "√": "present",
    "病假": "excused",
    "事假": "excused",
    "公假": "excused_not_counted",
    "未到": "absent",
    "旷会": "absent",
}
COLUMNS = (
    Column("number", "委员编号", text(32), aliases=("编号", "证号"), example="001"),
    Column("name", "姓名", text(100), required=True, example="王小明"),
    Column(
        "status", "出席情况", choice(LABELS), aliases=("出席", "签到", "状态"), required=True, example="出席"
    ),
    Column("note", "备注", text(200), aliases=("说明", "请假事由")),
)

read = read_aside


def keep(session: Session, actor: Actor, sitting_id: str, table: Table, version: int | None = None) -> None:
    """Note the listed attendance, or refuse with every wrong cell at once.

    Raises:
        Invalid: unknown or ambiguous people, unknown statuses, people named twice.
    """
    parsed = read_rows(table, COLUMNS)
    errors = list(parsed.errors)
    sitting, _ = service.open_sitting(session, actor, sitting_id, version)
    due = activities.invitations(session, actor.council_id, sitting.activity_id)
    by_number = {row.number: row for row in due}
    by_name: dict[str, list[AnyRow]] = {}
    for invited in due:
        by_name.setdefault(invited.name, []).append(invited)
    lines: list[RollLine] = []
    for row in parsed.rows:
        number, name = row.values.get("number") or "", row.values.get("name") or ""
        found = [by_number[number]] if number in by_number else by_name.get(name, [])
        where = parsed.where(row.number, "name")
        if len(found) > 1:
            errors.append(FieldError(where, "ambiguous", f"应到名单中有多位“{name}”，请填写委员编号。"))
        elif not found:
            errors.append(FieldError(where, "not_due", f"“{name}”不在本次应到名单中。"))
        elif found[0].name != name:
            errors.append(FieldError(where, "other_name", "编号与姓名不一致。"))
        elif row.values.get("status"):
            lines.append(
                RollLine(
                    member_id=found[0].member_id,
                    status=row.values["status"],
                    note=row.values.get("note") or "",
                )
            )
    if errors:
        raise Invalid(errors=errors)
    service.keep(session, actor, sitting_id, lines, method="list")


__all__ = ["COLUMNS", "keep", "queries", "read"]
