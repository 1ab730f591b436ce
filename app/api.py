"""Every router, in river order, its path in a comment."""

from __future__ import annotations

from fastapi import APIRouter

from app.access.routes import router as access

router = APIRouter(prefix="/api/v1")
router.include_router(access)  # /auth, /me, /seats
