"""Stands in for 浙政钉 on a socket of its own: app tokens, codes that work once, bad moods."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

KEY, APP_SECRET = "lvzhi-test", "only-this-stand-in-knows-it"


class Platform(ThreadingHTTPServer):
    """Knows codes and whose they are; ``mood`` says how it behaves."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.codes: dict[str, Any] = {}
        self.mood = ""
        self.asked: list[str] = []
        self.tokens = 0
        #: Set when those who were left hanging may go.
        self.over = threading.Event()

    @property
    def address(self) -> str:
        """Return scheme, host and port."""
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: Platform

    def do_GET(self) -> None:
        """Give an app token to who knows key and secret."""
        asked = dict(parse_qsl(urlsplit(self.path).query))
        if not self._proven("GET", asked):
            return
        if asked != {"appkey": KEY, "appsecret": APP_SECRET}:
            self._say({"success": False, "errorMsg": "appkey"})
            return
        self.server.tokens += 1
        self._data({"accessToken": f"app-token-{self.server.tokens}", "expiresIn": 7200})

    def do_POST(self) -> None:
        """Tell whose a code is, once."""
        text = self.rfile.read(int(self.headers["content-length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(text).items()}
        if not self._proven("POST", asked):
            return
        known = asked.get("access_token") == f"app-token-{self.server.tokens}"
        account = self.server.codes.pop(asked.get("code", ""), None)
        if not known or account is None:
            self._say({"success": True, "content": {"success": False, "responseMessage": "code"}})
            return
        self._data({"accountId": account, "lastName": "李测试", "mobile": "13800000000"})

    def _proven(self, method: str, asked: dict[str, str]) -> bool:
        path = urlsplit(self.path).path
        self.server.asked.append(path)
        if self.server.mood == "hangs":
            self.server.over.wait(20)
            return False
        if self.server.mood:
            answers = {"breaks": (500, b""), "chats": (200, b"<html>"), "leads_away": (302, b"")}
            self._raw(*answers[self.server.mood])
            return False
        said = self.headers
        lines = [method, said["X-Hmac-Auth-Timestamp"], said["X-Hmac-Auth-Nonce"], path]
        lines.append("&".join(f"{name}={asked[name]}" for name in sorted(asked)))
        mark = hmac.new(APP_SECRET.encode(), "\n".join(lines).encode(), hashlib.sha256).digest()
        if base64.b64encode(mark).decode() != said["X-Hmac-Auth-Signature"] or said["apiKey"] != KEY:
            self._raw(403, b"{}")
            return False
        return True

    def _data(self, data: dict[str, Any]) -> None:
        self._say({"success": True, "content": {"success": True, "data": data}})

    def _say(self, said: Any) -> None:
        self._raw(200, json.dumps(said, ensure_ascii=False).encode())

    def _raw(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("location", "/elsewhere")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: Any) -> None:
        """Keep the test's output quiet."""
