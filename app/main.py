"""Builds the application: settings, database, routers, error handlers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app import __version__, api
from app.access.identity.configured import configured
from app.access.throttle import LoginThrottle
from app.access.tokens import Tokens
from app.backups import Backups
from app.core.db import Database
from app.core.db.migrate import at_head
from app.core.http import Client, install
from app.core.http.switch import flatten
from app.core.jobs import Handler, Worker
from app.core.paper import fonts
from app.core.rounds import Duty, Rounds
from app.core.settings import Settings
from app.core.storage import store_of
from app.council.messages.courier import Courier
from app.council.messages.senders import RobotSender
from app.council.rollups import service as rollups
from app.facts.activities import joint, reminders
from app.facts.ballots import tally
from app.facts.ballots.keys import KeyFolder
from app.facts.pledges import templates as pledge_templates
from app.facts.statements import reminding as statements
from app.paths import migrations_dir, web_dir
from app.standings import run
from app.standings.dry_runs import job as dry_run
from app.stewardship.care import service as care
from app.stewardship.sanctions import decide as sanctions
from app.views.calendar import routes as calendar
from app.views.pack import job as pack
from app.views.rollups.service import send_by_clock

#: What the worker does with each kind of job.
HANDLERS: dict[str, Handler] = {
    joint.JOB: joint.receive,
    rollups.JOB: rollups.receive,
    run.JOB: run.carry_on,
    dry_run.JOB: dry_run.carry_on,
}
#: Likewise, for work that keeps files: where they lie comes from the settings.
FILING = {pack.JOB: pack.carry_on}
#: What is told of jobs that failed for good.
GIVEN_UP: dict[str, Handler] = {
    run.JOB: run.give_up,
    dry_run.JOB: dry_run.give_up,
    pack.JOB: pack.give_up,
}

#: What the clock asks for, council by council.
DUTIES = [
    Duty(rollups.due, send_by_clock),
    Duty(sanctions.waiting, sanctions.end_now),
    Duty(care.outdated, care.blank),
    Duty(reminders.waiting, reminders.remind_by_clock),
    Duty(pledge_templates.waiting, pledge_templates.remind_by_clock),
    Duty(statements.waiting, statements.remind_by_clock),
]

DESCRIPTION = """政协委员履职的记录、核实、计分与档案。

除登录外，所有接口都需要 `Authorization: Bearer <access_token>`。拒绝以 `application/problem+json`
返回：`word` 供程序判断，`detail` 是给人看的中文句子，`errors` 一次列出全部有误之处。"""


def create_app(settings: Settings | None = None, *, db: Database | None = None) -> FastAPI:
    """Return the application over ``settings``; ``db`` may be given to share a database."""
    settings = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        filing = {kind: partial(handler, root=app.state.packs) for kind, handler in FILING.items()}
        app.state.worker = Worker(app.state.db, {**HANDLERS, **filing}, given_up=GIVEN_UP)
        app.state.courier = Courier(app.state.db, RobotSender())
        works: list[Any] = [app.state.worker]
        if settings.env != "test":
            # Tests make their rounds themselves: the clock's would fall into what another one counts.
            keys = Duty(tally.useless_keys, partial(tally.destroy_key, keys=app.state.ballot_keys))
            rounds = Rounds(app.state.db, [*DUTIES, keys])
            works += [app.state.courier, rounds, Backups(app.state.db, settings)]
        running = [asyncio.create_task(each.run()) for each in works]
        yield
        for each in running:
            each.cancel()
            with suppress(asyncio.CancelledError):
                await each
        if db is None:
            app.state.db.close()

    app = FastAPI(
        title="掌上履职",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url="/docs" if settings.demo_like else None,
        redoc_url=None,
        openapi_url="/openapi.json" if settings.demo_like else None,
        generate_unique_id_function=_operation_id,
        # Our own logs and meters say what is needed; asking a tracer costs every request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    fonts.use(settings.fonts_dir)
    app.state.settings = settings
    app.state.db = db or Database.of(settings)
    app.state.tokens = Tokens(
        settings.secret, settings.previous_secret, keys=settings.signing, minutes=settings.access_minutes
    )
    app.state.identities = configured(settings)
    app.state.throttle = LoginThrottle(settings.login_address_per_minute)
    app.state.feed_throttle = LoginThrottle(calendar.PER_MINUTE)
    app.state.storage = store_of(settings)
    app.state.packs = settings.var / "packs"
    app.state.ballot_keys = KeyFolder(settings.ballot_key_folder)
    app.state.running_requests = set()
    app.include_router(api.router)
    install(app, settings, ready=lambda: _ready(app.state.db))
    app.router.default = Client(web_dir(), app.router.default)
    flatten(app)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


async def _ready(database: Database) -> bool:
    """Tell whether the database answers and stands at the newest migration."""
    return await database.read(lambda session: at_head(session.connection(), migrations_dir()))
