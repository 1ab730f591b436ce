"""Routes of pledges until their verdict."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.access.door import In, InToCreate, location
from app.core.http.etags import IfMatch, version_of
from app.core.ids import Id
from app.facts.pledges import evidence, measures, signing, templates, views
from app.facts.pledges.schemas import (
    PledgeAmendIn,
    PledgeConfirmIn,
    PledgeDraftIn,
    PledgeEvidenceIn,
    PledgeMeasureOut,
    PledgePaper,
    PledgeSignIn,
    PledgeTemplateEdit,
    PledgeTemplateIn,
    PledgeTemplateOut,
)

router = APIRouter(tags=["履职承诺"])


@router.get("/pledge-measures", summary="承诺常用的计数事项")
async def list_pledge_measures(door: In) -> list[PledgeMeasureOut]:
    """List measures that templates usually take, in the language of schemes."""
    return await door.read("pledge:view", lambda session, actor: measures.listed())


@router.get("/pledge-templates", summary="承诺书模板")
async def list_pledge_templates(
    door: In, year: Annotated[int | None, Query(ge=1949, le=2200, description="履职年度。")] = None
) -> list[PledgeTemplateOut]:
    """List the templates with how many pledges are signed, the newest year first."""
    return await door.read("pledge:watch", templates.listed, year)


@router.post("/pledge-templates", status_code=201, summary="新建承诺书模板")
async def create_pledge_template(
    door: InToCreate, response: Response, body: PledgeTemplateIn
) -> PledgeTemplateOut:
    """Write the template of a year for one audience; every wrong item is named at its place."""
    made = await door.create("pledge:prepare", templates.create, templates.show, body)
    location(response, f"/api/v1/pledge-templates/{made.id}")
    response.headers["ETag"] = f'"{made.version}"'
    return made


@router.get("/pledge-templates/{template_id}", summary="一份承诺书模板")
async def get_pledge_template(door: In, response: Response, template_id: Id) -> PledgeTemplateOut:
    """Return one template; its version is the ``ETag`` for ``PUT``."""
    shown = await door.read("pledge:watch", templates.show, template_id)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.put("/pledge-templates/{template_id}", summary="修改承诺书模板")
async def change_pledge_template(
    door: In, response: Response, template_id: Id, body: PledgeTemplateEdit, if_match: IfMatch = None
) -> PledgeTemplateOut:
    """Write a template anew before it is issued."""
    version = version_of(if_match)

    def work(session: Session, actor: Actor) -> PledgeTemplateOut:
        return templates.show(session, actor, templates.change(session, actor, template_id, body, version))

    shown = await door.write("pledge:prepare", work)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.post("/pledge-templates/{template_id}/issue", summary="下发承诺书")
async def issue_pledge_template(door: In, template_id: Id) -> PledgeTemplateOut:
    """Give everybody concerned a draft to sign; issued again, those who have joined since."""

    def work(session: Session, actor: Actor) -> PledgeTemplateOut:
        return templates.show(session, actor, templates.issue(session, actor, template_id))

    return await door.write("pledge:prepare", work)


@router.post("/pledge-templates/{template_id}/remind", summary="提醒签订")
async def remind_of_pledges(door: In, template_id: Id) -> PledgeTemplateOut:
    """Remind everybody who has not signed, once a day at most."""

    def work(session: Session, actor: Actor) -> PledgeTemplateOut:
        return templates.show(session, actor, templates.remind(session, actor, template_id))

    return await door.write("pledge:prepare", work)


@router.post("/pledge-templates/{template_id}/close", summary="转入认定")
async def close_pledge_template(door: In, template_id: Id) -> PledgeTemplateOut:
    """End the year after its last day of intake: what was signed waits for its verdict."""

    def work(session: Session, actor: Actor) -> PledgeTemplateOut:
        return templates.show(session, actor, templates.close(session, actor, template_id))

    return await door.write("pledge:prepare", work)


@router.put("/pledges/{pledge_id}/draft", summary="填写承诺")
async def adapt_pledge(
    door: In, response: Response, pledge_id: Id, body: PledgeDraftIn, if_match: IfMatch = None
) -> PledgePaper:
    """Put one's own numbers (not below the template's) and words into a draft."""
    version = version_of(if_match)

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, signing.adapt(session, actor, pledge_id, body, version))

    shown = await door.write("pledge:sign", work)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@router.post("/pledges/{pledge_id}/sign", summary="签订承诺")
async def sign_pledge(door: In, pledge_id: Id, body: PledgeSignIn) -> PledgePaper:
    """Sign by typing the own name under the text that was read; a changed text answers 409."""

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, signing.sign(session, actor, pledge_id, body))

    return await door.write("pledge:sign", work)


@router.post("/pledges/{pledge_id}/amend", summary="变更承诺")
async def amend_pledge(door: In, pledge_id: Id, body: PledgeAmendIn) -> PledgePaper:
    """Change what was signed, with the reason, until the last day for it; the section confirms anew."""

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, signing.amend(session, actor, pledge_id, body))

    return await door.write("pledge:sign", work)


@router.post("/pledges/{pledge_id}/countersign", summary="确认签订")
async def countersign_pledge(door: In, pledge_id: Id) -> PledgePaper:
    """Sign for the section under the newest text; nobody for their own pledge."""

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, signing.countersign(session, actor, pledge_id))

    return await door.write("pledge:decide", work)


@router.post("/pledges/{pledge_id}/evidence", summary="提交佐证")
async def say_pledge_evidence(door: In, pledge_id: Id, body: PledgeEvidenceIn) -> PledgePaper:
    """Say what was done for a qualitative item, naming own records that prove it."""

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, evidence.say(session, actor, pledge_id, body))

    return await door.write("pledge:sign", work)


@router.post("/pledges/{pledge_id}/confirmations", summary="确认定性事项")
async def confirm_pledge_item(door: In, pledge_id: Id, body: PledgeConfirmIn) -> PledgePaper:
    """Confirm a qualitative item on its evidence, or give it back with a remark."""

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, evidence.confirm(session, actor, pledge_id, body))

    return await door.write("pledge:decide", work)


@router.post("/pledges/{pledge_id}/remind", summary="提醒进度")
async def remind_of_pledge(door: In, pledge_id: Id) -> PledgePaper:
    """Remind the signer of one pledge that something is behind, once a day at most."""

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, templates.remind_one(session, actor, pledge_id))

    return await door.write("pledge:decide", work)


@router.post("/pledges/{pledge_id}/close", summary="单份转入认定")
async def close_pledge(door: In, pledge_id: Id) -> PledgePaper:
    """End one pledge before the others, because its member has left."""

    def work(session: Session, actor: Actor) -> PledgePaper:
        return views.paper(session, actor, signing.close(session, actor, pledge_id))

    return await door.write("pledge:decide", work)
