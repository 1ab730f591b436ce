"""P17: whatever is done in whatever order, the roll is what the log says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import bindparam, select

from app.core import clock
from app.core.ids import new_id
from app.facts.attendance.signing import code as codes
from app.facts.attendance.signing import queries
from app.facts.attendance.signing.models import SignInAttempt
from app.ledger.models import DutyRecord
from tests.promises.served import Gathering, fresh
from tests.promises.stage import backends, stage

RUNS, STEPS, MEMBERS = 500, 50, 3
PHONE = "phone-of-a-member"
#: What a reason makes of the line once the leave is granted.
REASONS = {"sickness": "excused", "official_mission": "excused_not_counted"}
#: States of a request that keep another one for the same sitting away.
HELD = ("submitted", "returned", "approved")
WHO = st.integers(0, MEMBERS - 1)
MARKS = ("present", "late", "left_early", "excused", "excused_not_counted", "absent")


class Naive:
    """The plainest reading of the rules: walk through the log from its beginning each time."""

    def __init__(self) -> None:
        #: ("attempt", member, verdict, number) · ("decided", member, word) · ("mark", member, status)
        #: · ("leave", member, state, what it makes of the line) · ("corrected", member) · ("close",)
        #: · ("reopen",)
        self.log: list[tuple[Any, ...]] = []

    def roll(self) -> tuple[dict[int, str | None], bool]:
        """Return each member's status, and whether the roll is closed."""
        marks: dict[int, str] = {}
        attempts: dict[int, list[list[str]]] = {who: [] for who in range(MEMBERS)}
        leave: dict[int, str] = {}
        record: dict[int, str | None] = {}
        closed = False

        def told(who: int) -> str | None:
            came = "present" if _came(attempts[who]) else None
            return marks.get(who) or came or leave.get(who) or ("absent" if record else None)

        for kind, *said in self.log:
            if kind == "attempt":
                attempts[said[0]].append([said[1], ""])
            elif kind == "decided":
                for one in attempts[said[0]]:
                    if one[0] in ("accepted", "queued"):
                        one[1] = said[1]
            elif kind == "mark":
                marks[said[0]] = said[1]
            elif kind == "leave":
                leave[said[0]] = said[2] if said[1] == "approved" else ""
            elif kind == "corrected":
                marks.pop(said[0], None)
                record[said[0]] = leave[said[0]]
            elif kind == "close":
                record, closed = {who: told(who) or "absent" for who in range(MEMBERS)}, True
            else:
                closed = False
        return ({**record} if closed else {who: told(who) for who in range(MEMBERS)}), closed

    def first(self, number: str) -> tuple[int, str] | None:
        """Return whose a number is, and its verdict."""
        return next((one[1:3] for one in self.log if one[0] == "attempt" and one[3] == number), None)  # type: ignore[return-value]

    def leave_of(self, who: int) -> str:
        """Return the state of a member's newest request."""
        states = [said[1] for kind, *said in self.log if kind == "leave" and said[0] == who]
        return states[-1] if states else ""


def _came(attempts: list[list[str]]) -> bool:
    counted = {("accepted", ""), ("accepted", "confirmed"), ("queued", "confirmed")}
    return any((verdict, decided) in counted for verdict, decided in attempts)


def machine(gathering: Gathering, judged: list[int]) -> type[RuleBasedStateMachine]:
    """Return a machine over sittings of one gathering; ``judged`` collects a 1 for each comparison."""
    house = gathering.house
    clerk, office, seats = house.as_("section_clerk"), house.as_("secretariat"), gathering.seats

    class Sittings(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            for one in (clerk, office, *seats):
                fresh(gathering, one)
            self.sitting = gathering.convene()
            self.naive = Naive()
            self.numbers: list[tuple[int, dict[str, Any]]] = []
            self.leaves: dict[int, dict[str, Any]] = {}

        def closed(self) -> bool:
            return self.naive.roll()[1]

        def send(self, who: int, one: dict[str, Any], expected: str) -> None:
            body = {"device": PHONE, "sent_at": clock.now().isoformat(), "attempts": [one]}
            verdict = seats[who].post("/me/sign-ins", json=body).json()["verdicts"][0]["verdict"]
            assert verdict == expected, (verdict, expected, self.naive.log)
            judged.append(1)

        def fresh(self, who: int, one: dict[str, Any], expected: str) -> None:
            self.send(who, one, expected)
            # A forged code names no sitting: it is logged, but not at this one.
            if expected != "forged":
                self.naive.log.append(("attempt", who, expected, one["nonce"]))
                self.numbers.append((who, one))

        def entry(self, ago: int) -> dict[str, Any]:
            step = codes.step_of(clock.now() - timedelta(seconds=ago))
            code = codes.written(house.db.secret, house.council_id, self.sitting, step)
            seen = clock.now() if not ago else codes.shown_at(step) + timedelta(seconds=10)
            return {"nonce": new_id(), "code": code, "seen_at": seen.isoformat()}

        @rule(who=WHO)
        def scans(self, who: int) -> None:
            self.fresh(who, self.entry(0), "queued" if self.closed() else "accepted")

        @rule(who=WHO, ago=st.integers(120, 1500), honest=st.booleans())
        def hands_in_later(self, who: int, ago: int, honest: bool) -> None:
            one, member = self.entry(ago), str(seats[who].member_id)
            if honest:
                key = codes.device_key(house.db.secret, house.council_id, member, PHONE)
                seen = codes.shown_at(codes.step_of(clock.now() - timedelta(seconds=ago)))
                seen += timedelta(seconds=10)
                one["tag"] = codes.tag(key, one["nonce"], one["code"], seen)
                one["seen_at"] = seen.isoformat()
            self.fresh(who, one, "accepted" if honest and not self.closed() else "queued")

        @rule(who=WHO)
        def invents(self, who: int) -> None:
            one = self.entry(0)
            one["code"] = one["code"][:-1] + ("A" if one["code"][-1] != "A" else "B")
            self.fresh(who, one, "forged")

        @precondition(lambda self: self.numbers)
        @rule(who=WHO, data=st.data())
        def sends_again(self, who: int, data: Any) -> None:
            _, one = data.draw(st.sampled_from(self.numbers))
            owner, verdict = self.naive.first(one["nonce"]) or (who, "")
            self.send(who, one, verdict if who == owner else "reused")

        @rule(who=WHO, status=st.sampled_from(MARKS))
        def marks(self, who: int, status: str) -> None:
            line = {"member_id": seats[who].member_id, "status": status}
            answer = clerk.put(f"/sittings/{self.sitting}/roll", json={"lines": [line]})
            assert answer.status_code == (409 if self.closed() else 200), answer.text
            if answer.status_code == 200:
                self.naive.log.append(("mark", who, status))

        @precondition(lambda self: self.numbers)
        @rule(decision=st.sampled_from(("confirmed", "annulled")), data=st.data())
        def decides(self, decision: str, data: Any) -> None:
            who, _ = data.draw(st.sampled_from(self.numbers))
            member = seats[who].member_id
            log = f"/sittings/{self.sitting}/sign-ins"
            mine = [item["id"] for item in clerk.get(log).json()["items"] if item["member_id"] == member]
            said = {"decision": decision, "reason": "核对过了"}
            answer = clerk.post(f"{log}/{mine[-1]}/decide", json=said)
            assert answer.status_code in ((409,) if self.closed() else (200, 409)), answer.text
            if answer.status_code == 200:
                self.naive.log.append(("decided", who, decision))

        def leave(self, who: int, answer: Any, state: str, right: bool, status: int = 200) -> None:
            """Compare what became of a request with what should have."""
            assert answer.status_code == (status if right else 409), (answer.text, self.naive.log)
            judged.append(1)
            if right:
                self.leaves[who] = answer.json()
                assert self.leaves[who]["state"] == state
                self.naive.log.append(("leave", who, state, self.leaves[who]["verdict"]))

        @rule(who=WHO, reason=st.sampled_from(sorted(REASONS)))
        def asks_leave(self, who: int, reason: str) -> None:
            activity = gathering.activities[self.sitting]
            body = {"activity_id": activity, "sitting_ids": [self.sitting], "reason": reason}
            answer = seats[who].post("/me/leaves", json=body)
            self.leave(who, answer, "submitted", self.naive.leave_of(who) not in HELD, 201)
            assert self.leaves[who]["verdict"] in REASONS.values()

        @rule(who=WHO, decision=st.sampled_from(("approved", "rejected", "returned")))
        def decides_leave(self, who: int, decision: str) -> None:
            if who in self.leaves:
                seen = {key: self.leaves[who][key] for key in ("round", "step")}
                said = {"decision": decision, "comment": "已核对", **seen}
                answer = office.post(f"/leaves/{self.leaves[who]['id']}/decide", json=said)
                self.leave(who, answer, decision, self.naive.leave_of(who) == "submitted")

        @rule(who=WHO, reason=st.sampled_from(sorted(REASONS)))
        def mends_leave(self, who: int, reason: str) -> None:
            if who in self.leaves:
                body = {"sitting_ids": [self.sitting], "reason": reason}
                tag = {"If-Match": f'"{self.leaves[who]["version"]}"'}
                answer = seats[who].put(f"/leaves/{self.leaves[who]['id']}", json=body, headers=tag)
                self.leave(who, answer, "submitted", self.naive.leave_of(who) == "returned")

        @rule(who=WHO, act=st.sampled_from(("withdraw", "cancel")))
        def takes_leave_back(self, who: int, act: str) -> None:
            if who in self.leaves:
                answer = seats[who].post(f"/leaves/{self.leaves[who]['id']}/{act}", json={})
                state = self.naive.leave_of(who)
                if act == "cancel":
                    self.leave(who, answer, "cancelled", state == "approved" and not self.closed())
                else:
                    self.leave(who, answer, "withdrawn", state in ("submitted", "returned"))

        @rule(who=WHO)
        def corrects_by_leave(self, who: int) -> None:
            path = f"/sittings/{self.sitting}/leave-correction"
            answer = clerk.post(path, json={"member_id": seats[who].member_id})
            roll, closed = self.naive.roll()
            right = closed and roll[who] == "absent" and self.naive.leave_of(who) == "approved"
            assert answer.status_code == (200 if right else 409), (answer.text, self.naive.log)
            if right:
                self.naive.log.append(("corrected", who))
                self.ledger_agrees()

        @rule()
        def closes(self) -> None:
            answer = clerk.post(f"/sittings/{self.sitting}/close")
            assert answer.status_code == (409 if self.closed() else 200), answer.text
            if answer.status_code == 200:
                self.naive.log.append(("close",))
                self.ledger_agrees()

        @rule()
        def reopens(self) -> None:
            answer = clerk.post(f"/sittings/{self.sitting}/reopen", json={"reason": "更正登记"})
            assert answer.status_code == (200 if self.closed() else 409), answer.text
            if answer.status_code == 200:
                self.naive.log.append(("reopen",))
                self.ledger_agrees()

        @invariant()
        def the_roll_is_what_the_log_says(self) -> None:
            expected, closed = self.naive.roll()
            shown = clerk.get(f"/sittings/{self.sitting}/roll").json()
            found = {one["member_id"]: one["status"] for one in shown["entries"]}
            wanted = {str(seats[who].member_id): status for who, status in expected.items()}
            assert found == wanted, (found, wanted, self.naive.log)
            assert (shown["state"] == "closed") == closed
            leave = {one["member_id"]: one["leave"] for one in shown["entries"]}
            states = {"approved": "approved", "submitted": "pending"}
            due = {str(one.member_id): states.get(self.naive.leave_of(n)) for n, one in enumerate(seats)}
            assert leave == due, (leave, due, self.naive.log)
            judged.append(1)

        def ledger_agrees(self) -> None:
            expected, closed = self.naive.roll()
            claim = clerk.get(f"/sittings/{self.sitting}/roll").json()["claim_id"]
            found = house.read(_standing, house.council_id, claim)
            wanted = {str(seats[who].member_id): status for who, status in expected.items()} if closed else {}
            assert found == wanted, (found, wanted, self.naive.log)
            judged.append(1)

        def teardown(self) -> None:
            """Close at the end; then everybody's year is what the ledger holds, and it adds up."""
            if not self.closed():
                self.closes()
            for seat in seats:
                records = house.read(_held, house.council_id, str(seat.member_id))
                shown = seat.get("/me/dossier").json()["attendance"]
                assert [one for one in shown if one["due"]] == counted(records), self.naive.log
                judged.append(1)

    return Sittings


def counted(records: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Count fact, type and status by hand: due is who came, who had leave and who did not come.

    >>> counted([("meeting", "plenary", "late"), ("meeting", "plenary", "excused_not_counted")])
    [{'fact': 'meeting', 'type': 'plenary', 'due': 1, 'attended': 1, 'excused': 0, 'absent': 0}]
    """
    found = []
    for fact, type_ in sorted({record[:2] for record in records}):
        here = [status for *kind, status in records if kind == [fact, type_]]
        came = sum(status in ("present", "late", "left_early") for status in here)
        away, missed = here.count("excused"), here.count("absent")
        count = {"due": came + away + missed, "attended": came, "excused": away, "absent": missed}
        assert count["due"] + here.count("excused_not_counted") == len(here)
        if count["due"]:
            found.append({"fact": fact, "type": type_, **count})
    return found


def _held(session: Any, council: str, member: str) -> list[tuple[str, str, str]]:
    """Return fact, type and status of everything that the ledger holds of a member."""
    mine = select(DutyRecord).where(DutyRecord.council_id == council, DutyRecord.member_id == member)
    return [(row.fact, row.type, row.status) for row in _left(session.scalars(mine))]


def _left(records: Iterable[DutyRecord]) -> list[DutyRecord]:
    """Return the records that are no reversals and that nothing reverses."""
    rows = list(records)
    gone = {row.reverses_id for row in rows if row.reverses_id}
    return [row for row in rows if not row.reverses_id and row.id not in gone]


def _standing(session: Any, council: str, claim: str) -> dict[str, str]:
    """Return what the ledger holds of a roll and nobody has reversed."""
    mine = select(DutyRecord).where(DutyRecord.council_id == council, DutyRecord.claim_id == claim)
    return {row.member_id or "": row.status for row in _left(session.scalars(mine))}


def explore(gathering: Gathering, runs: int, steps: int, number: int = 17, *, shrinks: bool = True) -> int:
    """Run the machine; return how many comparisons were made.

    Raises:
        AssertionError: product and log differ; the shortest way there is printed.
    """
    judged: list[int] = []
    phases = [Phase.generate, *([Phase.shrink] if shrinks else [])]
    chosen = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, database=None, phases=phases,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    made = machine(gathering, judged)
    run_state_machine_as_test(seed(number)(made), settings=chosen)
    return len(judged)


@contextmanager
def annulments_ignored() -> Iterator[None]:
    """Count every accepted attempt, whatever the office decided."""
    real = queries._presence
    plain = select(*real.selected_columns).where(
        SignInAttempt.council_id == bindparam("council"),
        SignInAttempt.sitting_id.in_(bindparam("sittings", expanding=True)),
        SignInAttempt.verdict == "accepted",
    )
    queries._presence = plain.group_by(SignInAttempt.sitting_id, SignInAttempt.member_id)
    try:
        yield
    finally:
        queries._presence = real


def fails(gathering: Gathering, runs: int, steps: int) -> bool:
    """Tell whether a run finds something."""
    try:
        explore(gathering, runs, steps, shrinks=False)
    except AssertionError:
        return True
    return False


def apart(backend: str, runs: int, steps: int, number: int) -> tuple[int, str]:
    """Explore on a database of its own; return how many comparisons, and what differs."""
    with stage(backend) as made:
        try:
            return explore(Gathering(made.house(), MEMBERS), runs, steps, number), ""
        except AssertionError as found:
            return 0, str(found)


def run(runs: int = RUNS, steps: int = STEPS) -> dict[str, Any]:
    """Do things in any order, and after each compare the roll, and the ledger, with the log.

    Half of the runs on each database, side by side.
    """
    kinds = backends()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        halves = [pool.submit(apart, one, runs // len(kinds), steps, 17 + n) for n, one in enumerate(kinds)]
        with stage("sqlite") as made, annulments_ignored():
            caught = fails(Gathering(made.house(), MEMBERS), max(runs // 5, 20), steps)
        found = [half.result() for half in halves]
    said = [f"{kind}: {differs}" for kind, (_, differs) in zip(kinds, found, strict=True) if differs]
    judged = [f"{kind} {runs // len(kinds)} 次比对 {n}" for kind, (n, _) in zip(kinds, found, strict=True)]
    return {
        "id": "P17",
        "what": (
            "签到、请假、审批、撤回、销假、登记、确认、重开、处理存疑以任意次序发生："
            "签到表、台账与应到数始终等于由记录重算的结果"
        ),
        "judged": sum(n for n, _ in found),
        "failed": len(said) + (not caught),
        "figure": f"每次至多 {steps} 步，{'、'.join(judged)}；"
        f"预设缺陷（忽略撤销）{'被发现' if caught else '未被发现'}",
        "deviation": "\n".join(said)[:4000],
    }
