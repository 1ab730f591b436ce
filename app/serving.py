"""Starts uvicorn; refuses a second server process on one SQLite file."""

from __future__ import annotations

import fcntl
import gc
import json
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import click
import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from app.core.http import logs
from app.core.http.patience import Patient, Unhurried
from app.core.settings import Settings
from app.main import create_app

#: New objects before the collector looks at them; one request makes some hundred that live on a while.
YOUNG = 10_000
#: Descriptors that a server asks for; each line takes one.
FILES = 65536


def serve(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Serve until stopped.

    Raises:
        ValueError: several workers, or a second server, on SQLite.
    """
    sqlite = settings.database.startswith("sqlite")
    if sqlite and workers > 1:
        raise ValueError("SQLite 只能由一个服务进程使用；需要多进程请改用 PostgreSQL。")
    settings.var.mkdir(parents=True, exist_ok=True)
    lock = _lock(settings.var / "serve.lock") if sqlite else None
    more_files()
    logs.configure(settings.log_level, messages=settings.env in ("dev", "test"))
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    click.echo(f"掌上履职 http://{shown}:{port}  （按 Ctrl+C 停止）", err=True)
    if settings.demo_like:
        click.echo(f"接口文档 http://{shown}:{port}/docs", err=True)
    config = uvicorn.Config(
        settled(settings) if workers == 1 else "app.serving:from_environment",
        factory=workers > 1,
        host=host,
        port=port,
        workers=workers,
        http=Patient,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=8,
    )
    server = Unhurried(config)
    with suppress(KeyboardInterrupt):
        if workers > 1:
            # The socket is this process's: what one worker does not take up, the next one does.
            Multiprocess(config, sockets=[config.bind_socket()]).run()
        else:
            server.run()
    if workers == 1 and not server.started:
        sys.exit(STARTUP_FAILURE)
    if lock is not None:
        lock.close()


def more_files() -> None:
    """Take the descriptors that the system allows: the usual 1,024 are used up by as many idle lines."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def from_environment():  # type: ignore[no-untyped-def]
    """Return the application over the environment's settings (for several workers)."""
    return settled(Settings())


def settled(settings: Settings):  # type: ignore[no-untyped-def]
    """Return the application; what it is made of is not looked through for garbage any more.

    It is a few hundred thousand objects that stay. The collector went through them every few
    hundred requests: a fifth of what a sign-in costs the event loop.
    """
    made = create_app(settings)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
    return made


def openapi_text() -> str:
    """Return openapi.json as committed: sorted, indented, UTF-8."""
    application = create_app(Settings(env="demo"))
    text = json.dumps(application.openapi(), ensure_ascii=False, indent=1, sort_keys=True)
    application.state.db.close()
    return text + "\n"


def _lock(path: Path) -> IO[str]:
    handle = path.open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ValueError("已有一个服务进程在使用这个数据库文件，请先停止它。") from None
    return handle
