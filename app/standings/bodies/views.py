"""A run's document as its shapes, with names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.db.base import AnyRow
from app.core.errors import Conflict, NotFound
from app.core.http.paging import Page, read_cursor, write_cursor
from app.council import queries as council
from app.schemes import queries as schemes
from app.schemes.service import compiled
from app.scoring.across import Selection
from app.scoring.scheme import Scheme
from app.scoring.why import titles
from app.standings import queries
from app.standings.bodies.decide import left, ranged
from app.standings.bodies.schemas import (
    BodyOut,
    CohortOut,
    DecisionOut,
    DuePerson,
    MemberBody,
    OutcomeOut,
    OwnOutcome,
    OwnPlace,
    PassedPerson,
    RankedPerson,
    RankingOut,
    SelectionOut,
)
from app.standings.models import Run, SelectionDecision

Said = dict[str, Any]
Names = dict[str, AnyRow]

_NO_PLACE = {"role": "其职务不参加本项排名", "no_year": "缺少所需年度的结果"}
_PASSED = {"excluded": "其职务不参评", "barred": "办法规定不得参评", "condition": "不符合评选条件"}
_TIED = "并列在线上，未入选"
NOTHING: Said = {"rankings": [], "selections": [], "outcomes": []}


def show(session: Session, actor: Actor, run_id: str) -> BodyOut:
    """Return what a run says across people and years.

    Raises:
        NotFound: no such run. Conflict: it is no result (``run_unfinished``).
    """
    run, scheme, said = _read(session, actor, run_id)
    names = council.briefs(session, actor.council_id, _people(said))
    decided = queries.decisions(session, actor.council_id, run_id)
    places = {one["id"]: {each["id"]: each for each in one["standings"]} for one in said["rankings"]}
    return BodyOut(
        run_id=run_id,
        year=run.year,
        kept=said is not NOTHING,
        decidable=run.state == "complete",
        rankings=[_ranking(scheme, one, names) for one in said["rankings"]],
        selections=[
            _selection(scheme, one, names, places, decided.get(one["id"]), _picked(said, one["id"]))
            for one in said["selections"]
        ],
        outcomes=list(_outcomes(scheme, said, names)),
    )


def ranking_page(
    session: Session, actor: Actor, run_id: str, ranking: str, limit: int, cursor: str | None
) -> Page[RankedPerson]:
    """Return a page of a ranking, the best first.

    Raises:
        NotFound: no such run or ranking. Conflict: the run is no result.
    """
    _, _, said = _read(session, actor, run_id)
    found = next((one["standings"] for one in said["rankings"] if one["id"] == ranking), None)
    if found is None:
        raise NotFound()
    after = read_cursor(cursor, (int,), "ranking")
    first = after[0] if after else 0
    shown = found[first : first + limit]
    names = council.briefs(session, actor.council_id, [one["id"] for one in shown])
    more = write_cursor((first + limit,), "ranking") if first + limit < len(found) else None
    return Page(items=[_ranked(one, names) for one in shown], next=more)


def of_member(session: Session, actor: Actor, run_id: str, member_id: str) -> MemberBody:
    """Return what a run says of one member beside the points.

    Raises:
        NotFound: no such run or member. Conflict: the run is no result.
    """
    council.require_member(session, actor.council_id, member_id)
    _, scheme, said = _read(session, actor, run_id)
    title = {one.id: one.title for one in scheme.rankings}
    title |= {one.id: one.title for one in scheme.selections}
    article = {one.id: one.article for one in scheme.outcomes}
    return MemberBody(
        places=[
            OwnPlace(title=title[one["id"]], cohort=mine["cohort"], place=mine["place"], of=mine["of"])
            for one in said["rankings"]
            for mine in one["standings"]
            if mine["id"] == member_id
        ],
        chosen=[
            title[one["id"]]
            for one in said["selections"]
            if any(member_id in result["ids"] for result in one["results"])
        ],
        outcomes=[
            OwnOutcome(
                do=one["do"], kind=one["kind"], article=article[one["outcome"]],
                why=one["why"], pending=one["pending"],
            )
            for one in said["outcomes"]
            if one["member"] == member_id
        ],
    )  # fmt: skip


def _read(session: Session, actor: Actor, run_id: str) -> tuple[Run, Scheme, Said]:
    run = queries.run(session, actor.council_id, run_id)
    if run is None:
        raise NotFound()
    if run.state in ("running", "failed"):
        raise Conflict("这次计分还没有算完，没有可看的结果。", word="run_unfinished", state=run.state)
    row = schemes.document(session, actor.council_id, run.scheme_id)
    assert row is not None
    kept = queries.body(session, actor.council_id, run_id)
    return run, compiled(row.digest, row.text).scheme, json.loads(kept.text) if kept else NOTHING


def _people(said: Said) -> Iterator[str]:
    """Yield everybody who is named outside of the pages of rankings."""
    for ranking in said["rankings"]:
        yield from (member for member, _ in ranking["unranked"])
    for selection in said["selections"]:
        picked = _picked(said, selection["id"])
        for result in selection["results"]:
            yield from (*result["ids"], *choosable(result, picked))
            yield from (member for member, reason in result["passed"] if reason != "line")
    yield from (one["member"] for one in said["outcomes"])


def _person(member: str, names: Names) -> dict[str, str]:
    return {"member_id": member, "number": names[member].number, "name": names[member].name}


def _ranked(one: Said, names: Names) -> RankedPerson:
    said = {"cohort": one["cohort"], "place": one["place"], "of": one["of"], "value": one["keys"][0]}
    return RankedPerson(**_person(one["id"], names), **said)


def _ranking(scheme: Scheme, said: Said, names: Names) -> RankingOut:
    ranking = next(one for one in scheme.rankings if one.id == said["id"])
    known = titles(scheme)
    return RankingOut(
        id=ranking.id,
        title=ranking.title,
        by=known.get(ranking.by, ranking.by),
        within=list(ranking.within),
        ranked=len(said["standings"]),
        unranked=[
            PassedPerson(
                **_person(member, names),
                reason=_NO_PLACE.get(reason) or f"没有“{known.get(reason, reason)}”的数",
            )
            for member, reason in said["unranked"]
        ],
    )


def _selection(
    scheme: Scheme,
    said: Said,
    names: Names,
    places: dict[str, Said],
    made: SelectionDecision | None,
    picked: list[str] | None,
) -> SelectionOut:
    selection = next(one for one in scheme.selections if one.id == said["id"])
    ranking = next(one for one in scheme.rankings if one.id == selection.ranking)
    return SelectionOut(
        id=selection.id,
        title=selection.title,
        article=selection.article,
        ranking=ranking.title,
        open=any(result["undecided"] for result in said["results"]),
        asks_number=ranged(selection.quota),
        decision=made and DecisionOut.model_validate(made, from_attributes=True),
        cohorts=[_cohort(selection, one, names, places[ranking.id], picked) for one in said["results"]],
    )


def _picked(said: Said, selection_id: str) -> list[str] | None:
    """Return whom people picked for a selection; None when nobody decided on names."""
    decision: Said = said["inputs"]["decisions"].get(selection_id, {}) if "inputs" in said else {}
    return decision.get("members")


def choosable(result: Said, picked: list[str] | None) -> list[str]:
    """Return those on whom people decide in a cohort: open ones, or those who were until they decided."""
    if picked is None or result["undecided"]:
        return list(result["undecided"])
    reason = "line" if result["seats"]["n"] is None else "tied"
    others = [member for member, why in result["passed"] if why == reason]
    return [member for member in result["ids"] if member in picked] + others


def _cohort(
    selection: Selection, result: Said, names: Names, places: Said, picked: list[str] | None
) -> CohortOut:
    return CohortOut(
        cohort=result["cohort"],
        sentence=_sentence(result, left(selection, result, places)[1]),
        **result["seats"],
        chosen=[_ranked(places[member], names) for member in result["ids"]],
        undecided=[_ranked(places[member], names) for member in result["undecided"]],
        choosable=[_ranked(places[member], names) for member in choosable(result, picked)],
        passed=[
            PassedPerson(**_person(member, names), reason=_PASSED.get(reason, _TIED))
            for member, reason in result["passed"]
            if reason != "line" and member not in result["undecided"]
        ],
    )


def _sentence(result: Said, open_: int) -> str:
    """Say how many may be chosen, how many are, and how many people still choose."""
    seats, waiting, chosen = result["seats"], len(result["undecided"]), len(result["ids"])
    if seats["n"] is not None:
        said = f"名额 {seats['n']} 名，已入选 {chosen} 名"
        more = f"；{waiting} 人并列在线上，还有 {open_} 个名额待会议决定。"
        return said + more if waiting else f"{said}。"
    ends = ("至少", seats["at_least"]), ("至多", seats["at_most"])
    span = "、".join(f"{word} {end} 名" for word, end in ends if end is not None)
    return f"{span or '名额不限'}，{'由会议决定' if waiting else f'已入选 {chosen} 名'}。"


def _outcomes(scheme: Scheme, said: Said, names: Names) -> Iterator[OutcomeOut]:
    """Yield consequences in the order of the document, one for each wording."""
    for outcome in scheme.outcomes:
        mine = [one for one in said["outcomes"] if one["outcome"] == outcome.id]
        for do in dict.fromkeys((outcome.do,) if outcome.do else outcome.steps):
            yield OutcomeOut(
                id=outcome.id,
                do=do,
                kind=outcome.kind,
                article=outcome.article,
                by=outcome.by,
                members=[
                    DuePerson(
                        **_person(one["member"], names),
                        why=one["why"],
                        pending=one["pending"],
                        waits_for=one["waits_for"],
                    )
                    for one in mine
                    if one["do"] == do
                ],
            )
