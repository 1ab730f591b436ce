"""What people decide on a selection: how many, who at the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core import audit, clock
from app.core.errors import Conflict, FieldError, Invalid, NotFound
from app.core.ids import new_id
from app.scoring.across import Quota, Selection
from app.standings import queries
from app.standings.bodies.document import Inputs, Said, add, document, read_inputs
from app.standings.bodies.schemas import SelectionDecisionIn
from app.standings.cards import basis_of
from app.standings.models import SelectionDecision


def decide(session: Session, actor: Actor, run_id: str, selection_id: str, asked: SelectionDecisionIn) -> str:
    """Record a decision on a selection and draw the consequences anew; return the run's id.

    Raises:
        NotFound: no such run, or its scheme has no such selection.
        Conflict: in force (``run_in_force``), not complete, or nothing is left to people.
        Invalid: the number is fixed or out of range, or somebody picked is not among the undecided.
    """
    run = queries.run(session, actor.council_id, run_id, lock=True)
    if run is None:
        raise NotFound()
    if run.state == "in_force":
        raise Conflict("这次计分的结果已生效，入选的人不能再改；请重新计分后再决定。", word="run_in_force")
    if run.state != "complete":
        raise Conflict("只有已算完、未生效的计分才能登记决定。", word="illegal_transition", state=run.state)
    basis = basis_of(session, actor.council_id, run)
    if basis.year.state == "sealed":
        raise Conflict(f"{run.year} 年度已封存。", word="year_sealed")
    selection = next((one for one in basis.scheme.scheme.selections if one.id == selection_id), None)
    row = queries.body(session, actor.council_id, run_id)
    if selection is None or row is None:
        raise NotFound()
    before = read_inputs(json.loads(row.text)["inputs"])
    # Who is chosen is decided within the number that was fixed before, until another one is.
    number = before.decisions.get(selection_id, {}).get("number") if asked.number is None else asked.number

    def made(members: list[str] | None) -> str:
        said = {"number": number, "members": members}
        inputs: Inputs = replace(before, decisions={**before.decisions, selection_id: said})
        return document(session, actor.council_id, run, basis, inputs)

    open_ = made(None)
    errors = list(_wrong(selection, open_, asked))
    if errors:
        raise Invalid("".join(one.sentence for one in errors), word="bad_decision", errors=errors)
    picked = None if asked.members is None else sorted(set(asked.members))
    add(session, actor.council_id, run_id, open_ if picked is None else made(picked), row.version + 1)
    session.add(
        SelectionDecision(
            council_id=actor.council_id,
            id=new_id(),
            run_id=run_id,
            selection=selection_id,
            number=number,
            members=picked,
            reason=asked.reason,
            decided_by=actor.account_id,
            decided_at=clock.now(),
        )
    )
    session.flush()
    after = {"selection": selection_id, "number": number, "members": picked, "reason": asked.reason}
    audit.record(session, "run:decide", "run", run_id, after=after)
    return run_id


def ranged(quota: Quota) -> bool:
    """Tell whether a quota is a range only, so that people fix the number."""
    return quota.n is None and quota.percent is None


def left(selection: Selection, result: Said, places: Mapping[str, Said]) -> tuple[int, int]:
    """Return how few and how many of the undecided may be chosen in a cohort.

    Args:
        places: Member → standing in the selection's ranking. Whoever is barred and stands before the
            line holds a place that stays empty, where the text says so.
    """
    number = result["seats"]["n"]
    if number is None or not result["undecided"]:
        return _ends(result)
    line = min(places[one]["place"] for one in result["undecided"])
    empty = selection.place_of_barred == "empty"
    held = [one for one, why in result["passed"] if why == "barred" and places[one]["place"] < line]
    return 0, number - len(result["ids"]) - (len(held) if empty else 0)


def _wrong(selection: Selection, text: str, asked: SelectionDecisionIn) -> Iterator[FieldError]:
    """Yield what is wrong with a decision, given what is open after its number is fixed."""
    said = json.loads(text)
    results = next(one["results"] for one in said["selections"] if one["id"] == selection.id)
    ranking = next(one for one in said["rankings"] if one["id"] == selection.ranking)
    places = {one["id"]: one for one in ranking["standings"]}
    if asked.number is None and asked.members is None:
        yield FieldError("number", "missing", "请写明名额，或选定入选的人。")
    if asked.number is not None and not ranged(selection.quota):
        yield FieldError("number", "fixed", "这项名额由办法算定，不能另定。")
    for result in results if asked.number is not None else ():
        low, high = _ends(result)
        if not low <= int(asked.number or 0) <= high:
            yield FieldError("number", "out_of_range", f"名额应在 {low} 至 {high} 之间。")
    if asked.members is None:
        return
    undecided = {member for result in results for member in result["undecided"]}
    if not undecided:
        raise Conflict("这项评选没有要由会议决定的人。", word="nothing_to_decide")
    for place, member in enumerate(asked.members):
        if member not in undecided:
            yield FieldError(f"members[{place}]", "not_undecided", "所选的人不在待决定的人之中。")
    for result in results:
        picked = len(set(asked.members) & set(result["undecided"]))
        low, high = left(selection, result, places)
        if result["undecided"] and not low <= picked <= high:
            yield FieldError("members", "wrong_count", f"应选 {low} 至 {high} 名，选了 {picked} 名。")


def _ends(result: Said) -> tuple[int, int]:
    seats, able = result["seats"], len(result["ids"]) + len(result["undecided"])
    high = seats["at_most"]
    return seats["at_least"] or 0, max(able, seats["at_least"] or 0) if high is None else high
