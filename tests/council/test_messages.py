"""Messages to the council's group: signed, at least once, never in anybody's way."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core import clock
from app.core.db import Database
from app.council.messages import queries, service
from app.council.messages.courier import ATTEMPTS, HOLD, Courier
from app.council.messages.models import Message
from app.council.messages.schemas import ChannelIn
from app.council.messages.senders import RobotSender, signature
from tests.factories.house import House
from tests.facts.pieces import actor_of, refused, wrong

ROBOT = "https://oapi.dingtalk.com/robot/send?access_token=0123"


class Robot(ThreadingHTTPServer):
    """Stands in for a group robot; the path says how it behaves."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.over = threading.Event()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Robot

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.heard.append((self.path, body))
        way = urlsplit(self.path).path
        if way == "/hangs":
            self.server.over.wait(20 if "long" in self.path else 1)
            return
        said = {"/refuses": b'{"errcode": 310000}', "/chats": b"<html>"}.get(way, b'{"errcode": 0}')
        self.send_response({"/breaks": 500, "/leads-away": 302}.get(way, 200))
        if way == "/leads-away":
            self.send_header("location", "/ok")
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *said: Any) -> None:
        """Keep the test's output quiet."""


@pytest.fixture(scope="module")
def robot() -> Iterator[Robot]:
    made = Robot()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.over.set()
    made.shutdown()
    made.server_close()


def set_up(house: House, robot: Robot, way: str, secret: str | None = None) -> None:
    """Give a council a robot that behaves in some way."""
    admin = actor_of(house, house.as_("council_admin"), "council_admin")
    said = ChannelIn(robot="dingtalk", address=f"http://{robot.host}{way}", secret=secret)
    house.write(service.set_channel, admin, said, 0, [f"http://{robot.host}"])


def post(house: House, text: str = "【活动变动】常委会会议") -> str:
    return str(house.write(service.post, "moved", text, created_by=None))


def one(house: House, message_id: str) -> Message:
    return house.read(lambda session: session.get_one(Message, (house.council_id, message_id)))  # type: ignore[no-any-return]


def deliver(house: House, *, couriers: int = 1, patience: float = 2.0) -> int:
    """Let couriers try what is due in one council, all at once; return how many arrived."""

    async def run() -> int:
        each = [Courier(house.db, RobotSender(patience)) for _ in range(couriers)]
        return sum(await asyncio.gather(*(one.of_council(house.council_id) for one in each)))

    return asyncio.run(run())


def due_again(house: House, message_id: str) -> None:
    mine = (Message.council_id == house.council_id, Message.id == message_id)
    house.write(lambda session: session.execute(update(Message).where(*mine).values(next_at=clock.now())))


def test_the_signature_is_the_one_that_dingtalk_documents() -> None:
    # openssl: printf '1700000000000\nSECtest' | openssl dgst -sha256 -hmac SECtest -binary | base64
    assert signature("SECtest", 1700000000000) == "aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g%3D"


def test_a_message_arrives_once_signed_and_with_its_number(quiet: Database, robot: Robot) -> None:
    house = House(quiet, None)
    set_up(house, robot, "/signed?access_token=1", "SECtest")
    made = post(house)
    # Two processes at once: the row is one's only.
    assert deliver(house, couriers=2) == 1
    (heard,) = [each for each in robot.heard if each[0].startswith("/signed")]
    query = parse_qs(urlsplit(heard[0]).query)
    assert query["access_token"] == ["1"]
    (sign,), (moment,) = query["sign"], query["timestamp"]
    assert parse_qs(f"sign={signature('SECtest', int(moment))}")["sign"] == [sign]
    assert heard[1]["msgtype"] == "text"
    assert heard[1]["text"]["content"] == f"【活动变动】常委会会议\n（编号 {made[-8:]}）"
    sent = one(house, made)
    assert (sent.state, sent.attempts, sent.error) == ("sent", 1, "") and sent.sent_at
    assert deliver(house) == 0


@pytest.mark.parametrize(
    ("way", "word"),
    [
        ("/breaks", "http_500"),
        ("/leads-away", "http_302"),
        ("/refuses", "robot_310000"),
        ("/chats", "robot_unclear"),
        ("/hangs", "timeout"),
    ],
)
def test_what_fails_waits_for_its_next_try(quiet: Database, robot: Robot, way: str, word: str) -> None:
    house = House(quiet, None)
    set_up(house, robot, way)
    made = post(house)
    assert deliver(house, patience=0.4 if way == "/hangs" else 5) == 0
    first = one(house, made)
    assert (first.state, first.attempts, first.error) == ("waiting", 1, word)
    assert first.next_at > clock.now() + timedelta(seconds=5)
    assert deliver(house) == 0, "its time has not come"


def test_while_a_robot_hangs_requests_write_and_other_councils_messages_arrive(
    quiet: Database, robot: Robot
) -> None:
    house, other = House(quiet, None), House(quiet, None)
    set_up(house, robot, "/hangs?long")
    set_up(other, robot, "/ok")
    post(house)
    hanging = threading.Thread(target=deliver, args=(house,), kwargs={"patience": 20})
    hanging.start()
    while not any(path == "/hangs?long" for path, _ in robot.heard):
        time.sleep(0.01)
    # The robot keeps silent until it is told: what is done here is done while it hangs.
    post(other)
    assert deliver(other) == 1
    assert hanging.is_alive(), "the robot did not hang, so nothing was shown"
    robot.over.set()
    hanging.join(10)
    robot.over.clear()


def test_a_message_is_given_up_and_tried_again_by_a_person(quiet: Database, robot: Robot) -> None:
    house = House(quiet, None)
    set_up(house, robot, "/breaks")
    made, waits = post(house), []
    for _ in range(ATTEMPTS):
        due_again(house, made)
        before = clock.now()
        deliver(house)
        waits.append((one(house, made).next_at - before).total_seconds())
    assert one(house, made).state == "failed"
    assert all(later > 1.8 * sooner for sooner, later in pairwise(waits[:-1])), waits
    office = actor_of(house, house.as_("secretariat"), "secretariat")
    again = house.write(service.try_again, office, made)
    assert (again.state, again.attempts) == ("waiting", 0)


def test_a_process_that_dies_while_sending_leaves_the_message_to_the_next(
    quiet: Database, robot: Robot
) -> None:
    house = House(quiet, None)
    set_up(house, robot, "/ok")
    made = post(house)

    def dies(session: Session) -> None:
        assert queries.claim(session, made, clock.now(), clock.now() + HOLD)

    house.write(dies)
    assert deliver(house) == 0
    due_again(house, made)
    assert deliver(house) == 1


def test_a_robot_switched_off_hears_nothing(quiet: Database, robot: Robot) -> None:
    house = House(quiet, None)
    assert house.write(service.post, "moved", "无群", created_by=None) is None
    set_up(house, robot, "/off")
    made = post(house)
    admin = actor_of(house, house.as_("council_admin"), "council_admin")
    house.write(service.set_channel, admin, ChannelIn(robot="dingtalk", active=False), 1, [])
    assert deliver(house) == 0
    assert (one(house, made).state, one(house, made).error) == ("failed", "switched_off")
    assert house.write(service.post, "moved", "停用", created_by=None) is None
    assert not [path for path, _ in robot.heard if path == "/off"]


def test_the_robots_address_is_written_and_never_shown(house: House) -> None:
    admin, office = house.as_("council_admin"), house.as_("secretariat")
    body = {"robot": "dingtalk", "address": ROBOT, "secret": "SECtest", "active": False}
    made = admin.put("/message-channel", json=body, headers={"If-Match": '"0"'})
    assert made.status_code == 200, made.text
    shown = office.get("/message-channel")
    assert (shown.json()["host"], shown.json()["signed"]) == ("oapi.dingtalk.com", True)
    assert "access_token" not in made.text + shown.text and "SECtest" not in made.text + shown.text
    refused(admin.put("/message-channel", json=body, headers={"If-Match": '"0"'}), 412, "stale")
    refused(office.put("/message-channel", json=body, headers={"If-Match": '"1"'}), 403, "forbidden")
    refused(admin.post("/message-channel/trial"), 409, "no_channel")
    for address in (
        "http://oapi.dingtalk.com/robot/send",
        "https://169.254.169.254/latest",
        "https://oapi.dingtalk.com@10.0.0.1/",
        "https://oapi.dingtalk.com:8443/",
        "https://user@oapi.dingtalk.com/",
        "https://[",
        "",
    ):
        answer = admin.put("/message-channel", json=body | {"address": address}, headers={"If-Match": '"1"'})
        assert [where for where, _ in wrong(answer)] == ["address"], address
