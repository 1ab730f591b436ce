"""Every router, in river order, its path in a comment."""

from __future__ import annotations

from fastapi import APIRouter

from app.access.identity.routes import router as identity
from app.access.routes import router as access
from app.council.corrections.routes import router as corrections
from app.council.feedback.routes import router as feedback
from app.council.feeds.routes import router as feeds
from app.council.messages.routes import router as messages
from app.council.routes import router as council
from app.council.working_days.routes import router as working_days
from app.facts.activities.hall.routes import router as hall
from app.facts.activities.routes import router as activities
from app.facts.attendance.desk.routes import router as attendance_desk
from app.facts.attendance.leave.routes import router as leave
from app.facts.attendance.routes import router as attendance
from app.facts.attendance.rules.routes import router as attendance_rules
from app.facts.attendance.signing.routes import router as signing
from app.facts.ballots.routes import router as ballots
from app.facts.contributions.routes import router as contributions
from app.facts.evidence.routes import router as evidence
from app.facts.imports.routes import router as imports
from app.facts.opinions.routes import router as opinions
from app.facts.pledges.routes import router as pledges
from app.facts.proposals.routes import router as proposals
from app.facts.routes import router as claims
from app.ledger.ballots.routes import router as ballots_filed
from app.ledger.outcomes.routes import router as outcomes
from app.ledger.routes import router as ledger
from app.schemes.routes import router as schemes
from app.standings.bodies.routes import router as bodies
from app.standings.dry_runs.routes import router as dry_runs
from app.standings.erasures.routes import router as erasures
from app.standings.evaluation_year.routes import router as evaluation_years
from app.standings.groups.routes import router as groups
from app.standings.objections.routes import router as objections
from app.standings.pledges.routes import router as pledge_progress
from app.standings.routes import router as standings
from app.standings.spans.routes import router as spans
from app.standings.statements.routes import router as statements
from app.standings.term_change.routes import router as term_changes
from app.stewardship.advice.routes import router as advice
from app.stewardship.awards.routes import router as awards
from app.stewardship.care.routes import router as care
from app.stewardship.reminders.routes import router as reminders
from app.stewardship.sanctions.routes import router as sanctions
from app.views.audit.routes import router as audit
from app.views.calendar.routes import router as calendar
from app.views.course.routes import router as course
from app.views.dashboards.routes import router as dashboards
from app.views.dossier.routes import router as dossier
from app.views.dossier.routes import terms as dossier_terms
from app.views.inbox.routes import router as inbox
from app.views.my_data.routes import router as my_data
from app.views.notices.routes import router as notices
from app.views.pack.routes import router as pack
from app.views.pledge_papers.routes import router as pledge_papers
from app.views.rollups.routes import router as rollups
from app.views.search.routes import router as search
from app.views.statement_papers.routes import router as statement_papers
from app.views.term_review.routes import router as term_review
from app.views.turnout.routes import router as turnout

router = APIRouter(prefix="/api/v1")
router.include_router(access)  # /auth, /me, /seats
router.include_router(identity)  # /auth/identities, /me/identities, /seats/{id}/identities
router.include_router(council)  # /councils, /council, /terms, /members, /units, /pairings, /imports, …
router.include_router(working_days)  # /working-days/{year}
router.include_router(corrections)  # /me/corrections, /corrections
router.include_router(feedback)  # /me/feedback, /feedback
router.include_router(feeds)  # /me/calendar-feed
router.include_router(messages)  # /message-channel, /messages
router.include_router(activities)  # /activities
router.include_router(hall)  # /activities/{id}/places, /sittings/{id}/guests
router.include_router(attendance)  # /sittings/{id}/roll
router.include_router(attendance_rules)  # /attendance-rules
router.include_router(attendance_desk)  # /sittings/{id}/live, desk-scans, late-sign-ins, paper
router.include_router(signing)  # /me/sign-ins, /sittings/{id}/hall, /sittings/{id}/sign-ins
router.include_router(leave)  # /me/leaves, /leaves, /leave-rules, /leave-deputies
router.include_router(contributions)  # /contributions, /contribution-kinds
router.include_router(ballots)  # /ballots, /me/ballots
router.include_router(opinions)  # /opinions
router.include_router(proposals)  # /proposals
router.include_router(pledges)  # /pledge-templates, /pledges/{id}/sign
router.include_router(claims)  # /claims
router.include_router(evidence)  # /claims/{id}/attachments, /attachments
router.include_router(ledger)  # /claims/{id}/verify, /sittings/{id}/close, /ledger
router.include_router(imports)  # /imports/proposals, /imports/opinions, …
router.include_router(outcomes)  # /proposals/{id}/filing, /opinions/{id}/adoptions, …
router.include_router(ballots_filed)  # /ballots/{id}/file
router.include_router(schemes)  # /schemes, /scheme-library
router.include_router(standings)  # /runs, /me/score, /standings
router.include_router(bodies)  # /runs/{id}/body, /runs/{id}/rankings, /members/{id}/states
router.include_router(erasures)  # /members/{id}/erasure
router.include_router(objections)  # /me/objections, /objections
router.include_router(dry_runs)  # /dry-runs
router.include_router(groups)  # /group-standings
router.include_router(pledge_progress)  # /me/pledges, /pledges/{id}, /pledge-overview
router.include_router(statements)  # /statement-rounds, /me/statements, /statements/{id}
router.include_router(evaluation_years)  # /evaluation-years, /me/evaluation, /sheet-codes/{sheet_code}
router.include_router(term_changes)  # /term-changes
router.include_router(spans)  # /terms/{term_id}/span, /duty-years/{year}/span
router.include_router(awards)  # /awards, /honours, /me/honours
router.include_router(reminders)  # /attendance-reminders
router.include_router(advice)  # /sanction-advice
router.include_router(sanctions)  # /sanctions, /me/sanctions
router.include_router(care)  # /care-visits, /care-links, /care-birthdays, …
router.include_router(inbox)  # /inbox
router.include_router(course)  # /claims/{id}/course
router.include_router(dossier)  # /me/dossier, /members/{id}/dossier
router.include_router(dossier_terms)  # /me/dossier/term, /members/{id}/dossier/term
router.include_router(search)  # /search
router.include_router(notices)  # /me/notices
router.include_router(calendar)  # /calendar/{token}.ics
router.include_router(my_data)  # /me/export
router.include_router(pack)  # /packs, /pack-files/{token}, /me/registration.pdf
router.include_router(pledge_papers)  # /pledges/{id}/paper.docx, kept.docx
router.include_router(statement_papers)  # /statements/{id}/paper.docx
router.include_router(dashboards)  # /dashboard
router.include_router(rollups)  # /rollup-grants, /rollups
router.include_router(term_review)  # /term-review
router.include_router(audit)  # /audit, /audit/head
router.include_router(turnout)  # /turnout
