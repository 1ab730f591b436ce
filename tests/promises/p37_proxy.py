"""P37: the proxy of the operations guide runs as printed, and is silent about votes."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.core.ids import new_id
from tests.factories.house import Caller
from tests.promises.served import free_port, served
from tests.promises.stage import stage

GUIDE = Path(__file__).parents[2] / "docs" / "operations.md"
WHAT = "运维手册里的 nginx 配置原样可用：页面、接口、文件大小限制都通过它；投票的请求不留下任何日志"
_BODY = 26 * 1024 * 1024


def run() -> dict[str, Any]:
    """Put the proxy before a server and ask through it; then once more with its silence taken away."""
    if shutil.which("nginx") is None:
        return {"id": "P37", "what": WHAT, "judged": 0, "failed": 0, "figure": "nginx 未装，没有做"}
    with stage("sqlite") as made, served(made) as server:
        server.start()
        seat = made.house().as_("secretariat")
        folder = made.settings.var / "nginx"
        found = judged(snippet(), folder / "as-printed", server.port, seat)
        loud = snippet().replace(" if=$lvzhi_logged", "")
        planted = judged(loud, folder / "loud", server.port, seat)
    wrong = [name for name, good in found if not good]
    caught = [name for name, good in planted if not good]
    wrong += [] if caught == ["a vote is in no log"] else [f"planted: {caught}"]
    version = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr.split("/")[
        -1
    ]
    return {
        "id": "P37", "what": WHAT, "judged": len(found), "failed": len(wrong),
        "figure": f"nginx {version.strip()}：{len(found)} 项；对照（投票也记日志）查出 {len(caught)}",
        "deviations": wrong,
    }  # fmt: skip


def snippet() -> str:
    """Return the configuration as the guide prints it."""
    text = GUIDE.read_text(encoding="utf-8")
    (block,) = re.findall(r"\n\n((?: {8}.*\n)+)\n {3}Let nginx compress", text)
    return str(block)


def judged(text: str, folder: Path, upstream: int, seat: Caller) -> list[tuple[str, bool]]:
    """Return what was tried through the proxy, each with whether it went well."""
    port = free_port()
    with _proxy(text, folder, port, upstream) as logged:
        vote = f"/api/v1/ballots/{new_id()}/vote"
        known = {"Authorization": f"Bearer {seat.token}"}
        answers = [
            ("the client's page is served", _ask(port, "GET", "/") == 200),
            ("the interface answers", _ask(port, "GET", "/api/v1/me", headers=known) == 200),
            ("without a log-in it is refused", _ask(port, "GET", "/api/v1/me") == 401),
            ("a vote reaches the application", _ask(port, "POST", vote, b"{}", known) in (404, 422)),
            (
                "what is too large is refused at the proxy",
                _ask(port, "POST", "/api/v1/attachments", bytes(_BODY), known) == 413,
            ),
        ]
        said = "".join(path.read_text(encoding="utf-8", errors="replace") for path in logged())
        answers += [
            ("other requests are in the log", "GET /api/v1/me " in said),
            ("a vote is in no log", "/vote" not in said),
        ]
    return answers


@contextmanager
def _proxy(text: str, folder: Path, port: int, upstream: int) -> Iterator[Any]:
    folder.mkdir(parents=True, mode=0o755)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", str(folder / "lvzhi.key"), "-out", str(folder / "lvzhi.pem")],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for before, after in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("127.0.0.1:8000", f"127.0.0.1:{upstream}"),
        ("/etc/nginx/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert before in text, before
        text = text.replace(before, after)
    held = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As whoever runs this: another one could not enter the stage's folder.
    whose = "user root;\n" if os.getuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"{whose}pid {folder}/pid;\ndaemon off;\nerror_log {folder}/main.log;\nevents {{}}\n"
        f"http {{\n{held}{text}}}\n",
        encoding="utf-8",
    )
    child = subprocess.Popen(
        ["nginx", "-c", str(config), "-e", str(folder / "start.log")], stderr=subprocess.DEVNULL
    )
    try:
        _until_it_answers(child, port)
        yield lambda: folder.glob("*.log")
    finally:
        child.terminate()
        child.wait(20)


def _until_it_answers(child: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        assert child.poll() is None, "nginx refuses the configuration"
        try:
            _ask(port, "GET", "/livez")
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def _ask(port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> int:
    context = ssl._create_unverified_context()  # the certificate was made a moment ago
    line = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=context)
    try:
        line.request(method, path, body or None, {"Content-Type": "application/json", **(headers or {})})
        return line.getresponse().status
    except BrokenPipeError:
        # Refused while the body was on its way: the answer is there to be read all the same.
        return line.getresponse().status
    finally:
        line.close()
