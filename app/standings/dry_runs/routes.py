"""Routes of dry runs that a worker carries out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.access.door import In, InToCreate
from app.core.ids import Id
from app.standings.dry_runs import job, show
from app.standings.dry_runs.schemas import DryRunIn, DryRunProgress
from app.standings.trial_schemas import DryRunOut

router = APIRouter(prefix="/dry-runs", tags=["考核"])
_NOT_THERE: dict[int | str, dict[str, Any]] = {409: {"description": "还没有算完，或试算以后办法改过。"}}


@router.post("", status_code=202, summary="分批试算")
async def start_dry_run(door: InToCreate, body: DryRunIn) -> DryRunProgress:
    """Begin to score a year's ledger under a document, for any number of members.

    The answer is ``running``; ask for it again until it is ``complete`` (or ``failed``). The same
    text on the same ledger is not computed twice: the dry run that there is comes back.
    """
    shown = await door.create("scheme:dry_run", job.start, show.progress, body)
    door.request.app.state.worker.wake(door.claims.council_id)
    return shown


@router.get("/{dry_run_id}", summary="一次试算")
async def get_dry_run(door: In, dry_run_id: Id) -> DryRunProgress:
    """Return how far a dry run is: ``done`` of ``subjects`` members are compared so far."""
    return await door.read("scheme:dry_run", show.progress, dry_run_id)


@router.get("/{dry_run_id}/result", summary="一次试算的结果", responses=_NOT_THERE)
async def get_dry_run_result(
    door: In,
    dry_run_id: Id,
    moved: Annotated[bool, Query(description="只列得分或等次有变化的委员；合计仍是全体。")] = False,
) -> DryRunOut:
    """Return what a finished dry run found: the same as the dry run that is computed at once."""
    return await door.read("scheme:dry_run", show.result, dry_run_id, moved)
