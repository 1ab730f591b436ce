"""P0: a wheel of the clone runs in an empty environment elsewhere."""

from __future__ import annotations

import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from tests.frontdoor.installed import Installation, build_wheel, fetch, install, log_in


def run() -> dict[str, Any]:
    """Build in isolation, install by hash, migrate, load the demo, serve every demo account.

    Planted defect: the same wheel without its migrations must not come up.
    """
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder, "dist"), isolated=True)
        size = wheel.stat().st_size // 1024
        made = install(wheel, Path(folder, "elsewhere"), with_dependencies=True)
        made.lvzhi("migrate")
        made.lvzhi("demo")
        judged, failed = _serve_all(made)
        caught = _stripped_fails(wheel, Path(folder, "stripped"))
    return {
        "id": "P0",
        "what": "在空环境中用哈希锁定的依赖安装 wheel：迁移、载入样板、每个演示账号登录",
        "judged": judged,
        "failed": failed + (0 if caught else 1),
        "figure": f"wheel {size} kB；去掉迁移的对照{'被发现' if caught else '没有被发现'}",
    }


def _serve_all(made: Installation) -> tuple[int, int]:
    """Return how many demo accounts logged in and saw themselves, and how many could not."""
    accounts = json.loads((made.home / "var" / "demo-accounts.json").read_text(encoding="utf-8"))
    failed = 0
    with made.served() as base:
        for account in accounts:
            try:
                token = log_in(base, account)
                fetch(f"{base}/api/v1/me", token)
                if account["role"] == "member":
                    fetch(f"{base}/api/v1/me/dossier", token)
                    fetch(f"{base}/api/v1/me/score", token)
            except OSError:
                failed += 1
    return len(accounts), failed


def _stripped_fails(wheel: Path, home: Path) -> bool:
    """Tell whether a wheel that lost its migrations is found out."""
    home.mkdir()
    stripped = home / wheel.name
    with zipfile.ZipFile(wheel) as whole, zipfile.ZipFile(stripped, "w") as less:
        for name in whole.namelist():
            if not name.startswith("app/_migrations/versions/"):
                less.writestr(name, whole.read(name))
    made = install(stripped, home)
    try:
        made.lvzhi("migrate")
        made.lvzhi("demo")
        return False
    except AssertionError:
        return True
