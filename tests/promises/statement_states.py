"""Every act in every state of round and statement, from two devices: right, or refused without a trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from app.core import clock
from tests.factories.house import House

#: Written from what ought to be: act → state before → state after; anything else is a 409.
STATEMENT: dict[str, dict[str, str]] = {
    "write": {"draft": "draft", "returned": "returned"},
    "submit": {"draft": "submitted", "returned": "submitted"},
    "excuse": {"draft": "draft", "returned": "returned"},
    "return": {"submitted": "returned", "accepted": "returned"},
    "accept": {"submitted": "accepted"},
    "present": {"accepted": "presented"},
    "file": {"accepted": "filed", "presented": "filed"},
}
#: What may still happen to a statement when its round has ended.
AFTERWARDS = ("present", "file")
DEVICES = ("手机", "电脑")
#: Every act by everybody: (act, device); the office has no device that matters.
ACTS = (
    *((act, device) for act in ("write", "submit") for device in DEVICES),
    *((act, "") for act in ("excuse", "return", "accept", "present", "file", "close", "excuse_other")),
)
Parts = dict[str, str]


def machine(make: Callable[[], House], told: dict[str, int], pairs: set[Any]) -> type[RuleBasedStateMachine]:
    """Return a machine over one round with two statements, one of them written on two devices."""
    swept: set[Any] = set()

    class Stating(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            house = make()
            self.member, self.clerk = house.as_("member"), house.as_("section_clerk")
            self.office, self.auditor = house.as_("secretariat"), house.as_("auditor")
            self.round = _opened(house, str(self.member.member_id), house.member("赵常委"))
            self.id = str(self.member.get("/me/statements").json()[0]["id"])
            lines = self.clerk.get(f"/statement-rounds/{self.round}/statements").json()
            self.other = str(next(one["id"] for one in lines if one["id"] != self.id))
            self.state, self.open, self.excused, self.other_excused = "draft", True, False, False
            self.texts: list[tuple[Parts, str]] = []
            self.known = dict.fromkeys(DEVICES, 0)
            self.turn = 0
            self.last: dict[str, Any] = {}

        @rule(device=st.sampled_from(DEVICES))
        def reads(self, device: str) -> None:
            self.known[device] = self.member.get(f"/statements/{self.id}").json()["number"]

        @rule(data=st.data())
        def goes_on(self, data: Any) -> None:
            allowed = [act for act in ACTS if self.answer(*act) == 200]
            if allowed:
                self.tries(*data.draw(st.sampled_from(allowed)))

        @rule(act=st.sampled_from(ACTS))
        def attempts(self, act: tuple[str, str]) -> None:
            self.tries(*act)

        @rule()
        def refuses_all_else(self) -> None:
            """In every state that is met, each act that it forbids is tried once."""
            stale = tuple(self.known[device] != len(self.texts) for device in DEVICES)
            here = (self.state, self.open, self.excused, self.other_excused, stale)
            if here not in swept:
                swept.add(here)
                for act in ACTS:
                    if self.answer(*act) != 200:
                        self.tries(*act)

        def tries(self, act: str, device: str) -> None:
            # Nobody but this machine acts: what was seen after the last act stands before this one.
            expected, before = self.answer(act, device), self.last or self.seen()
            answer = self.send(act, device)
            after = self.last = self.seen()
            told["tried"] += 1
            stale = bool(device) and self.known[device] != len(self.texts)
            pairs.add((self.state, self.open, stale, act))
            where = (act, device, self.state, self.open, answer.text)
            assert answer.status_code == expected, (expected, *where)
            if expected == 200:
                self.done(act, device)
                self.shown_is_what_was_done(after, where)
                return
            told["refused"] += 1
            assert before == after, where
            if expected == 412 and act == "write":
                # Both texts are there: the other device's in the answer, the own one where it was typed.
                body, (parts, by) = answer.json(), self.texts[-1]
                assert (body["number"], body["parts"], body["device"]) == (len(self.texts), parts, by), where

        def answer(self, act: str, device: str) -> int:
            """Return what the act must be answered."""
            if act == "close":
                undone = self.state in ("draft", "returned") and not self.excused
                return 200 if self.open and not undone and self.other_excused else 409
            if act == "excuse_other":
                return 200 if self.open else 409
            if self.state not in STATEMENT[act] or not (self.open or act in AFTERWARDS):
                return 409
            if device and self.known[device] != len(self.texts):
                return 412
            return 422 if act == "submit" and not self.texts else 200

        def done(self, act: str, device: str) -> None:
            if act == "close":
                self.open = False
            elif act == "excuse_other":
                self.other_excused = True
            else:
                self.state = STATEMENT[act][self.state]
                self.excused |= act == "excuse"
            if act == "write":
                self.texts.append((self.written(), device))
            elif act == "submit":
                # What was handed in is a version of its own, with the numbers frozen beside it.
                self.texts.append(self.texts[-1])
            if device:
                self.known[device] = len(self.texts)

        def shown_is_what_was_done(self, after: dict[str, Any], where: Any) -> None:
            shown = after["shown"]
            assert (shown["state"], shown["round_state"] == "open") == (self.state, self.open), where
            kept = [(one["parts"], one["device"]) for one in reversed(after["texts"])]
            assert kept == self.texts, where
            assert shown["frozen"] == (self.state not in ("draft", "returned")), where
            assert after["records"] == (self.state == "filed"), where

        def seen(self) -> dict[str, Any]:
            path = f"/statements/{self.id}"
            records = self.member.get("/me/dossier").json()["records"]
            return {
                "shown": self.member.get(path).json(),
                "texts": self.member.get(f"{path}/texts").json(),
                "other": self.clerk.get(f"/statements/{self.other}").json(),
                "round": self.office.get(f"/statement-rounds/{self.round}").json(),
                "records": sum(one["fact"] == "duty_report" for one in records),
                "acts": self.auditor.get("/audit/head").json()["seq"],
            }

        def written(self) -> Parts:
            return {"meetings": f"第 {self.turn} 稿"}

        def send(self, act: str, device: str) -> Any:
            path = f"/statements/{self.id}"
            on = {"If-Match": f'"{self.known[device]}"'} if device else {}
            self.turn += 1
            if act == "write":
                body = {"parts": self.written(), "device": device}
                return self.member.put(f"{path}/text", json=body, headers=on)
            if act == "submit":
                return self.member.post(f"{path}/submit", headers=on)
            if act == "close":
                return self.office.post(f"/statement-rounds/{self.round}/close")
            if act.startswith("excuse"):
                id_ = self.id if act == "excuse" else self.other
                return self.clerk.post(f"/statements/{id_}/excuse", json={"reason": "长期病假"})
            bodies: dict[str, dict[str, Any]] = {
                "return": {"remark": "请补充"},
                "present": {"presented_at": clock.now().isoformat(), "turn": 1, "meeting": "常委会会议"},
            }
            return self.clerk.post(f"{path}/{act}", json=bodies.get(act))

    return Stating


def _opened(house: House, *members: str) -> str:
    today = clock.today()
    body = {
        "year": today.year, "title": "常委述职", "as_of": str(today), "due_on": str(today), "others": members,
        "document": {"headings": [{"id": "meetings", "title": "参会履职", "about": ["meetings"]}]},
    }  # fmt: skip
    answer = house.as_("secretariat").post("/statement-rounds", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def explore(make: Callable[[], House], runs: int, steps: int) -> tuple[dict[str, int], list[str]]:
    """Run the machine; return acts tried, acts refused, pairs of state and act, and what was wrong."""
    told: dict[str, int] = {"tried": 0, "refused": 0}
    pairs: set[Any] = set()
    chosen = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip
    wrong: list[str] = []
    try:
        run_state_machine_as_test(seed(34)(machine(make, told, pairs)), settings=chosen)
    except (AssertionError, Flaky) as found:
        # What a run has swept is not swept again when it is repeated: seen once is seen.
        wrong.append("".join(str(one) for one in getattr(found, "exceptions", [found]))[:2000])
    return {**told, "pairs": len(pairs)}, wrong
