"""Every route by every actor on everybody's things, against matrix.yaml.

``python -m tests.access.matrix`` judges on SQLite; ``--missing`` lists routes without a row;
``--survey WORD`` prints what routes containing WORD answer now, as a draft of a row to be judged by
a person: the row says what ought to be, not what is.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.access.permissions import ROLES
from tests.access.world import OWNERSHIPS, PNG, World, build, missing_id
from tests.clients import UndocumentedAnswer
from tests.samples import sample

FILE = Path(__file__).with_name("matrix.yaml")
API = "/api/v1"
ACTORS = ("anonymous", "must_change", *ROLES)
FORMS: dict[str, dict[str, Any]] = {
    "picture": {"files": {"file": ("photo.png", PNG, "image/png")}},
    "sheet": {"files": {"file": ("list.csv", "委员编号,姓名\n001,王小明\n".encode(), "text/csv")}},
}


class BadMatrix(AssertionError):
    """matrix.yaml and the application's routes do not belong together."""


@dataclass(frozen=True, slots=True)
class Expected:
    """``ok`` (let in: anything but 401, 403, 404 and 5xx), or a status with its word."""

    status: int | None = None
    word: str = ""

    @classmethod
    def of(cls, text: object) -> Expected:
        """Read ``ok``, ``404`` or ``403 not_organiser``."""
        status, _, word = str(text).partition(" ")
        return cls() if status == "ok" else cls(int(status), word)

    def met_by(self, answer: Any) -> bool:
        """Tell whether the answer is the one expected."""
        if self.status is None:
            return answer.status_code not in (401, 403, 404) and answer.status_code < 500
        if answer.status_code != self.status:
            return False
        return not self.word or answer.json()["word"] == self.word

    def __str__(self) -> str:
        return "ok" if self.status is None else f"{self.status} {self.word}".strip()


@dataclass(frozen=True, slots=True)
class Undocumented:
    """Stands for an answer that openapi.json does not promise: a deviation whatever was expected."""

    text: str
    status_code: int = 599

    def json(self) -> dict[str, str]:
        """Return the fault where a problem has its word."""
        return {"word": "undocumented", "detail": self.text}


MISSING = Expected(404, "not_found")


@dataclass(frozen=True, slots=True)
class Row:
    """What matrix.yaml says of one route."""

    route: str
    method: str
    path: str
    may: frozenset[str]
    own: dict[str, Expected]
    other: dict[str, Expected]
    send: Any
    query: dict[str, Any]
    form: str
    lists: str
    public: bool
    before_change: bool
    commits: bool
    foreign: Expected
    version_of: str = ""
    all_councils: bool = False
    verdicts_inside: bool = False

    @property
    def parameters(self) -> list[str]:
        """Names in the path, in order."""
        return re.findall(r"\{(\w+)\}", self.path)

    def expected(self, actor: str, ownership: str) -> Expected:
        """Return what the actor meets on a thing of the own council."""
        if actor in self.own and ownership == "own":
            return self.own[actor]
        if ownership == "other" and actor in self.other:
            return self.other[actor]
        if ownership == "other" and actor in self.own:
            return self.own[actor]
        if self.public:
            return Expected()
        if actor == "anonymous":
            return Expected(401, "unauthenticated")
        if actor == "must_change":
            return Expected() if self.before_change else Expected(403, "password_change_required")
        return Expected() if actor in self.may else Expected(403, "forbidden")


@dataclass
class Matrix:
    """The rows, and which things path parameters name."""

    rows: dict[str, Row]
    objects: dict[str, str]
    values: dict[str, str]


def load(file: Path = FILE) -> Matrix:
    """Read matrix.yaml.

    Raises:
        BadMatrix: a role, group or actor that nobody knows.
    """
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    groups: dict[str, frozenset[str]] = {actor: frozenset([actor]) for actor in ACTORS}
    for name, members in said["groups"].items():
        groups[name] = frozenset().union(*(groups[member] for member in members))

    def actors(names: Any) -> frozenset[str]:
        listed = names if isinstance(names, list) else [names]
        unknown = [name for name in listed if name not in groups]
        if unknown:
            raise BadMatrix(f"matrix.yaml names groups or roles that do not exist: {unknown}")
        return frozenset().union(*(groups[name] for name in listed))

    def special(cells: dict[Any, Any] | None) -> dict[str, Expected]:
        return {actor: Expected.of(text) for text, names in (cells or {}).items() for actor in actors(names)}

    rows = {}
    for route, cells in said["routes"].items():
        method, _, path = route.partition(" ")
        rows[route] = Row(
            route=route,
            method=method,
            path=path,
            may=actors(cells.get("may", [])),
            own=special(cells.get("own")),
            other=special(cells.get("other")),
            send=cells.get("send"),
            query=cells.get("query", {}),
            form=cells.get("form", ""),
            lists=cells.get("lists", ""),
            public=cells.get("public", False),
            before_change=cells.get("before_change", False),
            commits=cells.get("commits", False),
            foreign=Expected.of(cells.get("other_council", "404 not_found")),
            version_of=cells.get("version_of", ""),
            all_councils=cells.get("all_councils", False),
            verdicts_inside=cells.get("verdicts_inside", False),
        )
    return Matrix(rows, said["objects"], said["values"])


def routes_of(app: FastAPI) -> list[str]:
    """Return every route of the application as ``GET /members/{member_id}``."""
    found = []
    for context in iter_route_contexts(app.routes):
        path = str(context.path).removeprefix(API)
        for method in sorted((context.methods or set()) - {"HEAD"}):
            found.append(f"{method} {path}")
    return found


def compare(app: FastAPI, matrix: Matrix) -> None:
    """Hold the rows against the routes.

    Raises:
        BadMatrix: a route without a row, or a row without a route.
    """
    routes = routes_of(app)
    bare = [route for route in routes if route not in matrix.rows]
    stale = [route for route in matrix.rows if route not in routes]
    if bare:
        raise BadMatrix(
            "These routes have no row in tests/access/matrix.yaml. Say who may call each (may:), what "
            "happens on somebody else's thing (other:), and what to send (send:):\n  " + "\n  ".join(bare)
        )
    if stale:
        raise BadMatrix("These rows of tests/access/matrix.yaml name no route:\n  " + "\n  ".join(stale))


@dataclass
class Verdict:
    """What was judged and what deviated."""

    judged: int = 0
    routes: int = 0
    deviations: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    def cell(self, name: str, right: bool, seen: str) -> None:
        """Count one cell."""
        self.judged += 1
        if not right:
            self.deviations.append(f"{name}: {seen}")


class Judge:
    """Sends every cell's request and holds the answer against the row."""

    def __init__(self, stage: Any, matrix: Matrix | None = None) -> None:
        self.stage, self.matrix = stage, matrix or load()
        self.document = stage.app.openapi()
        stage.db.rehearsing = False
        self.here, self.there = build(stage.house()), build(stage.house())
        self.foreign_ids = self.there.ids()
        self._missing: dict[tuple[str, str], Any] = {}
        self._versions: dict[tuple[str, str], str] = {}

    def judge(self, only: str = "", actors: Sequence[str] = ACTORS) -> Verdict:
        """Judge every route whose name contains ``only``, by ``actors``."""
        verdict = Verdict()
        for row in self.matrix.rows.values():
            if only in row.route:
                verdict.routes += 1
                self.stage.db.rehearsing = not row.commits
                for actor in actors:
                    self._actor(verdict, row, actor)
        self.stage.db.rehearsing = False
        return verdict

    def _actor(self, verdict: Verdict, row: Row, actor: str) -> None:
        kinds = self._kinds(row)
        for ownership in OWNERSHIPS if kinds else ("own",):
            expected = row.expected(actor, ownership)
            answer = self.ask(row, actor, ownership=ownership)
            verdict.statuses[answer.status_code] += 1
            name = f"{row.route} × {actor} × own council" + (f" × {ownership} {kinds[0]}" if kinds else "")
            seen = f"{answer.status_code} {answer.text[:160]} instead of {expected}"
            verdict.cell(name, expected.met_by(answer), seen)
            leaked = [one for one in self.foreign_ids if one in answer.text]
            if leaked and not row.all_councils:
                verdict.cell(name, False, f"the answer holds ids of another council: {leaked[:3]}")
            if kinds and expected.status == 404:
                self._like_missing(verdict, row, actor, name, answer)
            if row.lists:
                self._listed(verdict, row, actor, answer)
        if kinds:
            self._foreign(verdict, row, actor)
        if self._names_things(row.send) and row.expected(actor, "own").status is None:
            answer = self.ask(row, actor, body_of=self.there)
            right = answer.status_code in (403, 404, 409, 422)
            if row.verdicts_inside:
                right = all(one["word"] == "not_found" for one in answer.json())
            name = f"{row.route} × {actor} × own council × ids of another council in the body"
            verdict.cell(name, right, f"{answer.status_code} {answer.text[:160]} instead of a refusal")

    def _foreign(self, verdict: Verdict, row: Row, actor: str) -> None:
        own = row.expected(actor, "own")
        # Whoever may call the route at all meets "not found"; everybody else is refused before.
        allowed = actor in row.may or (actor == "must_change" and row.before_change)
        expected = row.foreign if allowed else own
        for ownership in OWNERSHIPS:
            answer = self.ask(row, actor, ownership=ownership, path_of=self.there)
            name = f"{row.route} × {actor} × other council × {ownership} {self._kinds(row)[0]}"
            seen = f"{answer.status_code} {answer.text[:160]} instead of {expected}"
            verdict.cell(name, expected.met_by(answer), seen)
            self._like_missing(verdict, row, actor, name, answer)
        if len(self._kinds(row)) > 1:
            answer = self.ask(row, actor, path_of=self.there, first_of=self.here)
            name = (
                f"{row.route} × {actor} × own {self._kinds(row)[0]}, another council's {self._kinds(row)[1]}"
            )
            seen = f"{answer.status_code} {answer.text[:160]} instead of {expected}"
            verdict.cell(name, expected.met_by(answer), seen)

    def _like_missing(self, verdict: Verdict, row: Row, actor: str, name: str, answer: Any) -> None:
        if (row.route, actor) not in self._missing:
            self._missing[row.route, actor] = _bare(self.ask(row, actor, missing=True))
        missing = self._missing[row.route, actor]
        if missing != _bare(answer):
            verdict.deviations.append(f"{name}: {_bare(answer)} differs from a missing one: {missing}")

    def _listed(self, verdict: Verdict, row: Row, actor: str, answer: Any) -> None:
        if answer.status_code != 200:
            return
        one = next(found for found in self.matrix.rows.values()
                   if found.method == "GET" and found.parameters and self._kinds(found) == [row.lists]
                   and found.path.endswith("}"))  # fmt: skip
        for ownership in OWNERSHIPS:
            visible = one.expected(actor, ownership).status is None
            shown = self.here.things[row.lists][ownership] in answer.text
            words = ("lists" if shown else "hides"), ("may" if visible else "may not")
            name = f"{row.route} × {actor} × list × {ownership} {row.lists}"
            verdict.cell(name, shown == visible, f"{words[0]} what the actor {words[1]} see")

    def _kinds(self, row: Row) -> list[str]:
        unknown = [name for name in row.parameters if name not in self.matrix.objects | self.matrix.values]
        if unknown:
            raise BadMatrix(
                f"{row.route}: say in matrix.yaml which things {unknown} name (objects:, values:)"
            )
        return [self.matrix.objects[name] for name in row.parameters if name in self.matrix.objects]

    def ask(
        self,
        row: Row,
        actor: str,
        *,
        ownership: str = "own",
        path_of: World | None = None,
        first_of: World | None = None,
        body_of: World | None = None,
        missing: bool = False,
    ) -> Any:
        """Send the row's request.

        Args:
            path_of: The council whose things stand in the path, the actor's own by default.
            first_of: Likewise for the first of several path parameters.
            body_of: The council whose things stand in the body.
            missing: Put ids that nothing has into the path.
        """
        path = row.path
        for position, name in enumerate(row.parameters):
            world = (first_of if first_of and position == 0 else path_of) or self.here
            if name in self.matrix.values:
                value = str(self.matrix.values[name])
            elif missing:
                value = missing_id()
            else:
                value = world.things[self.matrix.objects[name]][ownership]
            path = path.replace("{" + name + "}", value)
        prefix = (
            ""
            if path in ("/healthz", "/readyz", "/metrics") or path.startswith(("/docs", "/openapi"))
            else API
        )
        query = f"?{urlencode(row.query)}" if row.query else ""
        headers = {}
        if row.method in ("PATCH", "PUT"):
            headers["If-Match"] = self._version(row.version_of, ownership)
        if actor != "anonymous":
            headers["Authorization"] = f"Bearer {self.here.callers[actor].token}"
        content = self._content(row, actor, body_of)
        try:
            return self.stage.client.request(row.method, prefix + path + query, headers=headers, **content)
        except UndocumentedAnswer as fault:
            return Undocumented(str(fault))

    def _version(self, kind: str, ownership: str) -> str:
        if not kind:
            return '"1"'
        if (kind, ownership) not in self._versions:
            path = f"/{kind}s/{self.here.things[kind][ownership]}"
            shown = self.here.callers["council_admin"].get(path)
            self._versions[kind, ownership] = shown.headers["etag"]
        return self._versions[kind, ownership]

    def _content(self, row: Row, actor: str, body_of: World | None) -> dict[str, Any]:
        if row.form == "log_in":
            # Each under a name of its own: wrong log-ins of one name are slowed down.
            return {"data": {"username": f"nobody-{actor}", "password": "wrong-password"}}
        if row.form:
            return FORMS[row.form]
        if row.send is not None:
            return {"json": self._filled(row.send, body_of or self.here)}
        operation = self.document["paths"].get(API + row.path, {}).get(row.method.lower(), {})
        media = operation.get("requestBody", {}).get("content", {}).get("application/json")
        return {} if media is None else {"json": sample(media, self.document)}

    def _filled(self, value: Any, world: World) -> Any:
        if isinstance(value, dict):
            return {name: self._filled(inner, world) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._filled(inner, world) for inner in value]
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str) and value.startswith("$"):
            kind, _, ownership = value[1:].partition(".")
            return world.things[kind][ownership or "own"]
        return value

    def _names_things(self, send: Any) -> bool:
        return '"$' in json.dumps(send, default=str)


def _bare(answer: Any) -> Any:
    """Return status and body without the number of the request."""
    if answer.status_code < 400:
        return answer.status_code, answer.text
    return answer.status_code, {name: value for name, value in answer.json().items() if name != "request_id"}


def survey(judge: Judge, only: str) -> Iterator[str]:
    """Yield, as a draft of rows, what the routes containing ``only`` answer now."""
    for route in routes_of(judge.stage.app):
        if only not in route:
            continue
        row = judge.matrix.rows.get(route) or _blank(route)
        kinds = judge._kinds(row)
        yield f"{route}:"
        judge.stage.db.rehearsing = not row.commits
        places: dict[str, dict[str, Any]] = {
            one: {"ownership": one} for one in (OWNERSHIPS if kinds else ("own",))
        }
        if kinds:
            places["foreign"] = {"path_of": judge.there}
        for place, where in places.items():
            seen: dict[str, list[str]] = {}
            for actor in ACTORS:
                answer = judge.ask(row, actor, **where)
                problem = answer.status_code >= 400
                said = f"{answer.status_code} {answer.json()['word']}" if problem else str(answer.status_code)
                if answer.status_code == 422:
                    said += " " + answer.text[:300]
                seen.setdefault(said, []).append(actor)
            yield f"  {place}: {json.dumps(seen, ensure_ascii=False)}"


def _blank(route: str) -> Row:
    method, _, path = route.partition(" ")
    nothing: dict[str, Any] = {}
    return Row(route, method, path, frozenset(), {}, {}, None, nothing, "", "", False, False, False, MISSING)


def main(arguments: list[str]) -> int:
    """Judge, list what is missing, or survey."""
    from tests.access.world import Rehearsal
    from tests.promises.stage import stage

    say = sys.stdout.write
    with stage("sqlite", database=Rehearsal) as made:
        matrix = load()
        if arguments[:1] == ["--missing"]:
            bare = [route for route in routes_of(made.app) if route not in matrix.rows]
            say(("\n".join(bare) or "每个接口都有一行 · every route has a row") + "\n")
            return 1 if bare else 0
        judge = Judge(made, matrix)
        if arguments[:1] == ["--survey"]:
            for line in survey(judge, arguments[1] if len(arguments) > 1 else ""):
                say(line + "\n")
            return 0
        verdict = judge.judge(arguments[0] if arguments else "")
        for deviation in verdict.deviations:
            say(deviation + "\n")
        say(f"{verdict.routes} routes, {verdict.judged} cells, {len(verdict.deviations)} deviations; ")
        say(f"answers by status: {dict(sorted(verdict.statuses.items()))}\n")
        compare(made.app, matrix)
        return 1 if verdict.deviations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
