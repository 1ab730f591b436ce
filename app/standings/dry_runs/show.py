"""Shows a dry run: how far it is, and what it found."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import Conflict, NotFound
from app.schemes.service import compiled
from app.standings.dry_run import told
from app.standings.dry_runs import queries
from app.standings.dry_runs.job import basis_again, scheme_of
from app.standings.dry_runs.models import DryRun
from app.standings.dry_runs.schemas import DryRunProgress
from app.standings.trial import unpacked
from app.standings.trial_schemas import DryRunOut


def progress(session: Session, actor: Actor, dry_run_id: str) -> DryRunProgress:
    """Return how far a dry run is.

    Raises:
        NotFound: no such dry run, or a later one took its place.
    """
    return DryRunProgress.model_validate(_find(session, actor, dry_run_id), from_attributes=True)


def result(session: Session, actor: Actor, dry_run_id: str, moved: bool) -> DryRunOut:
    """Return what a finished dry run found.

    Args:
        moved: Only list members whose points or grade differ; the sums are of all.

    Raises:
        NotFound: no such dry run, or a later one took its place.
        Conflict: under way or failed (``dry_run_unfinished``), or the document was changed since
            (``dry_run_outdated``).
    """
    row = _find(session, actor, dry_run_id)
    if row.state != "complete":
        raise Conflict("这次试算还没有算完。", word="dry_run_unfinished", state=row.state)
    scheme = scheme_of(session, row)
    if scheme is None:
        raise Conflict("试算以后办法改过，请重新试算。", word="dry_run_outdated")
    basis = basis_again(session, row)
    moves = [unpacked(one.member_id, one.text) for one in queries.moves(session, row.council_id, row.id)]
    after = compiled(scheme.digest, scheme.text)
    return told(session, row.council_id, scheme, basis, moves, after, moved)


def _find(session: Session, actor: Actor, dry_run_id: str) -> DryRun:
    row = queries.dry_run(session, actor.council_id, dry_run_id)
    if row is None:
        raise NotFound("没有这次试算，或已被同一办法后来的试算取代。")
    return row
