"""Imports every models file, so that the metadata is whole."""

from app.access import models as access
from app.access.identity import models as identity
from app.core import records
from app.core.db.base import Base
from app.council import models as council
from app.council.corrections import models as corrections
from app.council.feedback import models as feedback
from app.council.feeds import models as feeds
from app.council.messages import models as messages
from app.council.rollups import models as rollups
from app.council.working_days import models as working_days
from app.facts import models as facts
from app.facts.activities import models as activities
from app.facts.attendance import models as attendance
from app.facts.attendance.leave import models as leave
from app.facts.attendance.rules import models as attendance_rules
from app.facts.attendance.signing import models as signing
from app.facts.ballots import models as ballots
from app.facts.contributions import models as contributions
from app.facts.opinions import models as opinions
from app.facts.pledges import models as pledges
from app.facts.proposals import models as proposals
from app.facts.statements import models as statements
from app.ledger import models as ledger
from app.schemes import models as schemes
from app.standings import models as standings
from app.standings.dry_runs import models as dry_runs
from app.standings.erasures import models as erasures
from app.standings.evaluation_year import models as evaluation_years
from app.standings.groups import models as groups
from app.standings.objections import models as objections
from app.stewardship.awards import models as awards
from app.stewardship.care import models as care
from app.stewardship.sanctions import models as sanctions
from app.views.pack import models as packs

metadata = Base.metadata

__all__ = [
    "access",
    "activities",
    "attendance",
    "attendance_rules",
    "awards",
    "ballots",
    "care",
    "contributions",
    "corrections",
    "council",
    "dry_runs",
    "evaluation_years",
    "erasures",
    "facts",
    "feedback",
    "feeds",
    "groups",
    "identity",
    "leave",
    "ledger",
    "messages",
    "metadata",
    "objections",
    "opinions",
    "packs",
    "pledges",
    "proposals",
    "records",
    "rollups",
    "sanctions",
    "schemes",
    "signing",
    "statements",
    "standings",
    "working_days",
]
