"""Shapes of a span set right."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.access.schemas import Strict


class SpanIn(Strict):
    """A first and a last day, Beijing dates, both included."""

    starts_on: date = Field(examples=["2026-01-01"])
    ends_on: date = Field(examples=["2026-12-31"])
