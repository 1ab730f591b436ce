"""Addresses of sheets of claims; other addresses serve every kind."""

from __future__ import annotations

from fastapi import APIRouter

from app.council.imports.routes import routes_of
from app.facts.imports.contributions import CONTRIBUTIONS
from app.facts.imports.opinions import OPINIONS
from app.facts.imports.proposals import PROPOSALS

router = APIRouter()
for kind in (PROPOSALS, OPINIONS, *CONTRIBUTIONS):
    router.include_router(routes_of(kind))
