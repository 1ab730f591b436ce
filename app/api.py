"""Every router, in river order, its path in a comment."""

from __future__ import annotations

from fastapi import APIRouter

from app.access.routes import router as access
from app.facts.activities.routes import router as activities
from app.facts.attendance.routes import router as attendance
from app.facts.routes import router as claims
from app.ledger.routes import router as ledger

router = APIRouter(prefix="/api/v1")
router.include_router(access)  # /auth, /me, /seats
router.include_router(activities)  # /activities
router.include_router(attendance)  # /sittings/{id}/roll
router.include_router(claims)  # /claims
router.include_router(ledger)  # /claims/{id}/verify, /sittings/{id}/close, /ledger
