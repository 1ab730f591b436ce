"""Cases made from openapi.json, sent to every operation by a seat that may do much."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.core.result import Ok

from app.access.permissions import ROLES
from tests.access.world import build
from tests.promises.stage import stage

#: Left out: they would end the very session that asks.
ENDS_THE_SESSION = {"POST /api/v1/auth/logout", "POST /api/v1/auth/password", "POST /api/v1/auth/seat"}


@dataclass
class Fired:
    """How many cases were sent, what was answered, and every 5xx or undocumented answer."""

    judged: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def fire(per_operation: int, *, paths: str = "") -> Fired:
    """Send ``per_operation`` generated cases to every operation whose path contains ``paths``.

    Two cases in three name an object that really exists in the path, so that they get past the
    404; each answer is also held against the document by ``CheckedClient``.
    """
    fired = Fired()
    with stage("sqlite", login_address_per_minute=1_000_000) as made:
        world = build(made.house())
        ids = sorted(world.ids())
        staff = world.house.seat(*ROLES[:9], section_id=world.house.section_id)
        schema = schemathesis.openapi.from_dict(made.app.openapi())
        for found in schema.get_all_operations():
            assert isinstance(found, Ok), found
            operation = found.ok()
            if operation.label not in ENDS_THE_SESSION and paths in operation.label:
                _operation(operation, per_operation, ids, staff.token, made.client, fired)
    return fired


def _operation(operation: Any, cases: int, ids: list[str], token: str, client: Any, fired: Fired) -> None:
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url="http://testserver")
        for part in ("cookies", "headers"):
            sent.pop(part, None)
        if ids and fired.judged % 3:
            for number, (name, value) in enumerate((case.path_parameters or {}).items()):
                chosen = ids[(fired.judged + number) % len(ids)]
                sent["url"] = sent["url"].replace(str(value), chosen) if name.endswith("_id") else sent["url"]
        fired.judged += 1
        try:
            answer = client.request(headers={"Authorization": f"Bearer {token}"}, **sent)
        except AssertionError as undocumented:
            fired.failures.append(f"{operation.label}: {undocumented}"[:300])
            return
        fired.statuses[answer.status_code] = fired.statuses.get(answer.status_code, 0) + 1
        if answer.status_code >= 500:
            fired.failures.append(f"{operation.label}: {answer.status_code} {answer.text[:200]}")

    one()


def planted() -> Fired:
    """Return what the harness says when a list breaks: at least one failure, or it is blind."""
    from app.facts import views

    def broken(*given: Any, **named: Any) -> None:
        raise RuntimeError("planted")

    kept, views.page = views.page, broken  # type: ignore[assignment]
    try:
        return fire(2, paths="GET /api/v1/claims")
    finally:
        views.page = kept
