"""Every route of the client, read from its sources, with a real address for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROUTER = Path(__file__).parents[2] / "web" / "src" / "router"
PATH = re.compile(r"\bpath:\s*'([^']*)'")
PARAMETER = re.compile(r":(\w+)")
NOWHERE = "/:rest(.*)*"

#: Route with parameters → the kinds of thing (``kind/other``: another section's) whose ids fill them
#: in, or the words that do.
FILLED: dict[str, str | tuple[str, ...]] = {
    "/log-in/:provider": ("zhezhengding",),
    "/ballots/:id": "my-ballot",
    "/calendar/:id": "activity",
    "/desk/ballots/:id": "ballot",
    "/desk/ballots/:id/kiosk": "ballot",
    "/desk/ballots/:id/result": "ballot",
    "/desk/awards/:id": "award",
    "/desk/groups/:id": "unit",
    "/desk/imports/:id": "import/other",
    "/desk/runs/:id": "run",
    "/desk/sanctions/:id": "sanction",
    "/desk/runs/:id/members/:member": "run member",
    "/desk/schemes/:id": "scheme",
    "/desk/schemes/:id/diff": "scheme",
    "/desk/schemes/:id/dry-run": "scheme",
    "/desk/schemes/:id/edit": "scheme",
    "/desk/schemes/:id/text": "scheme",
    "/desk/schemes/:id/what-if": "scheme",
    "/desk/schemes/library/:code": ("shanghai-minhang",),
    "/desk/pledge-templates/:id": "template",
    "/desk/pledges/:id": "pledge",
    "/desk/statement-rounds/:id": "round",
    "/desk/statements/:id": "statement",
    "/me/pledges/:id": "pledge",
    "/me/pledges/:id/paper": "pledge",
    "/me/statements/:id": "statement",
    "/me/statements/:id/texts": "statement",
    "/s/:code": ("not-a-code",),
    "/me/objections/:id": "objection",
    "/me/sanctions/:id": "sanction",
    "/leaves/:id": "leave",
    "/leaves/:id/edit": "leave",
    "/leaves/new/:activity": "activity",
    "/records/new/:kind": ("opinion", "proposal", "research_report", "charity"),
    "/records/:id": "claim",
    "/records/:id/edit": "claim",
    "/desk/activities/:id": "activity",
    "/desk/records/new/:kind": ("opinion", "proposal", "research_report", "charity"),
    "/desk/records/:id": "claim",
    "/desk/members/:id": "member",
    "/desk/members/:id/dossier": "member",
    "/desk/members/:id/score": "member",
    "/desk/seats/:id": "seat",
    "/desk/sittings/:id/kiosk": "sitting",
    "/desk/sittings/:id/paper": "sitting",
    "/desk/sittings/:id/roll": "sitting",
    "/desk/units/:id": "unit",
    "/hall/:sitting": "sitting",
    "/chair/:list": (
        "attendance", "contributions?family=proposals", "contributions", "silent", "waiting", "returned",
        "objections", "grades", "grades?grade=优秀",
        "members", "records", "nothing",
    ),
    "/term-review/:key": ("proposals_filed", "proposals_filed?term=14"),
    NOWHERE: ("nowhere",),
}  # fmt: skip
#: Kind of thing → where the server shows one.
SHOWN = {
    "objection": "/objections/{}",
    "activity": "/activities/{}",
    "award": "/awards/{}",
    "ballot": "/ballots/{}",
    "my-ballot": "/me/ballots/{}",
    "claim": "/claims/{}",
    "import": "/imports/{}",
    "leave": "/leaves/{}",
    "member": "/members/{}",
    "pledge": "/pledges/{}",
    "round": "/statement-rounds/{}",
    "run": "/runs/{}",
    "sanction": "/sanctions/{}",
    "scheme": "/schemes/{}",
    "seat": "/seats/{}",
    "sitting": "/sittings/{}/roll",
    "statement": "/statements/{}",
    "template": "/pledge-templates/{}",
    "unit": "/units/{}",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address to open: its route, its path, the thing it names."""

    route: str
    path: str
    shown_at: str = ""


def routes(where: Path = ROUTER) -> list[str]:
    """Return every path of the router's files (or of one), children below ``/desk`` in full."""
    found: list[str] = []
    for file in sorted(where.rglob("*.ts")) if where.is_dir() else [where]:
        text = file.read_text(encoding="utf-8")
        said = PATH.findall(text)
        declared = len(re.findall(r"\bpath:\s*[^s\s]", text))
        assert len(said) == declared, f"{file.name}: a path that is no plain text"
        found += [path if path.startswith("/") else f"/desk/{path}".rstrip("/") for path in said]
    return list(dict.fromkeys(found))


def unfilled(found: list[str]) -> list[str]:
    """Return the routes with a parameter that ``FILLED`` does not know."""
    return [route for route in found if PARAMETER.search(route) and route not in FILLED]


def addresses(things: dict[str, dict[str, str]], found: list[str] | None = None) -> list[Address]:
    """Return an address for every route, real ids in the place of parameters."""
    made: list[Address] = []
    for route in found or routes():
        if not PARAMETER.search(route):
            made.append(Address(route, route))
            continue
        filled = FILLED[route]
        if isinstance(filled, tuple):
            made += [Address(route, _with(route, word)) for word in filled]
        else:
            kinds = [word.partition("/") for word in filled.split()]
            ids = [things[kind][which or "own"] for kind, _, which in kinds]
            made.append(Address(route, _with(route, *ids), SHOWN[kinds[0][0]].format(ids[0])))
    return made


def _with(route: str, *values: str) -> str:
    left = iter(values)
    return "/" + values[0] if route == NOWHERE else PARAMETER.sub(lambda found: next(left), route)
