"""Every act in every state of template and pledge: done and right, or refused without a trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from app.core import clock
from tests.factories.house import House
from tests.standings.pledging import ITEMS, living, template

VERDICTS = ("fulfilled", "partly", "unfulfilled", "waived")
#: Written from what ought to be: act → state before → state after; anything else is a 409.
PLEDGE: dict[str, dict[str, str]] = {
    "adapt": {"draft": "draft"},
    "sign": {"draft": "signed"},
    "amend": {"signed": "signed", "countersigned": "signed"},
    "countersign": {"signed": "countersigned"},
    "evidence": {one: one for one in ("signed", "countersigned", "closing")},
    "confirm": {one: one for one in ("signed", "countersigned", "closing")},
    **{
        word: {one: word for one in ("closing", *VERDICTS) if one != word}
        for word in ("fulfilled", "partly", "unfulfilled")
    },
    "waived": dict.fromkeys(("draft", "signed", "countersigned", "closing", *VERDICTS[:3]), "waived"),
}
TEMPLATE: dict[str, dict[str, str]] = {
    "edit": {"draft": "draft"},
    "issue": {"draft": "issued"},
    "close_all": {"issued": "closing"},
}
ACTS = (*PLEDGE, *TEMPLATE)


def machine(make: Callable[[], House], told: dict[str, int], pairs: set[Any]) -> type[RuleBasedStateMachine]:
    """Return a machine over one pledge and its template in a council of its own."""

    class Pledging(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.house = house = make()
            self.member, self.clerk = house.as_("member"), house.as_("section_clerk")
            self.office, self.auditor = house.as_("secretariat"), house.as_("auditor")
            self.day = clock.today()
            self.body = template(document={"items": ITEMS[::2]})
            self.last = date.fromisoformat(self.body["intake_until"])
            answer = self.office.post("/pledge-templates", json=self.body)
            self.template, self.id = str(answer.json()["id"]), ""
            self.states = {"template": "draft", "pledge": ""}
            self.amended, self.evidence, self.turn = 2, "", 0

        @rule()
        def time_passes(self) -> None:
            if self.last < date(self.day.year, 12, 31):
                self.day = self.last + timedelta(days=1)

        @rule(data=st.data())
        def goes_on(self, data: Any) -> None:
            allowed = [act for act in ACTS if self.allowed(act)]
            if allowed:
                self.tries(data.draw(st.sampled_from(allowed)))

        @rule(act=st.sampled_from(ACTS))
        def attempts(self, act: str) -> None:
            self.tries(act)

        def tries(self, act: str) -> None:
            callers = (self.member, self.clerk, self.office, self.auditor)
            with living(self.house, self.day, *callers):
                before = self.seen()
                answer = self.send(act)
                after = self.seen()
            told["tried"] += 1
            pairs.add((str(self.states), act))
            if self.allowed(act):
                assert answer.status_code == 200, (act, self.states, self.day, answer.text)
                self.done(act)
                assert after["states"] == self.states, (act, after["states"], self.states)
                return
            told["refused"] += 1
            expected = 404 if not self.id and act in PLEDGE else 409
            assert answer.status_code == expected, (act, self.states, self.day, answer.text)
            assert before == after, (act, self.states)

        def allowed(self, act: str) -> bool:
            if act in TEMPLATE:
                if self.states["template"] not in TEMPLATE[act]:
                    return False
                return act != "close_all" or self.day > self.last
            if self.states["pledge"] not in PLEDGE[act]:
                return False
            open_ = self.states["template"] == "issued"
            if act == "sign":
                return open_
            if act == "amend":
                return open_ and self.day <= clock.today()
            if act == "evidence":
                return self.evidence != "confirmed"
            return act != "confirm" or self.evidence == "evidence"

        def done(self, act: str) -> None:
            if act in TEMPLATE:
                self.states["template"] = TEMPLATE[act][self.states["template"]]
                if act == "issue":
                    self.id = self.own()["id"]
                    self.states["pledge"] = "draft"
                elif act == "close_all" and self.states["pledge"] in ("signed", "countersigned"):
                    self.states["pledge"] = "closing"
                return
            self.states["pledge"] = PLEDGE[act][self.states["pledge"]]
            if act in ("evidence", "confirm"):
                self.evidence = "confirmed" if act == "confirm" else "evidence"

        def own(self) -> dict[str, Any]:
            return dict(self.member.get(f"/me/pledges?year={clock.today().year}").json()[0])

        def seen(self) -> dict[str, Any]:
            shown = self.member.get(f"/pledges/{self.id}").json() if self.id else {}
            held = self.office.get(f"/pledge-templates/{self.template}").json()
            states = {"template": held["state"], "pledge": shown.get("state", "")}
            if not self.id and held["state"] == "issued":
                states["pledge"] = "draft"
            head = self.auditor.get("/audit/head").json()
            return {"shown": shown, "held": held, "states": states, "acts": head["seq"]}

        def send(self, act: str) -> Any:
            id_ = self.id or self.template
            path = f"/pledges/{id_}"
            self.turn += 1
            version = {"If-Match": f'"{self.member.get(path).json().get("version", 1)}"'}
            if act in TEMPLATE:
                return self._template(act)
            if act == "adapt":
                return self.member.put(f"{path}/draft", json={"targets": {"opinions": 3}}, headers=version)
            if act == "sign":
                digest = self.member.get(path).json().get("digest", "0" * 64)
                return self.member.post(f"{path}/sign", json={"name": "李测试", "digest": digest})
            if act == "amend":
                said = {"targets": {"opinions": 10 + self.turn}, "name": "李测试", "reason": "加码"}
                return self.member.post(f"{path}/amend", json=said)
            if act == "evidence":
                return self.member.post(f"{path}/evidence", json={"item": "honest", "text": "做到了"})
            if act == "countersign":
                return self.clerk.post(f"{path}/countersign")
            if act == "confirm":
                return self.clerk.post(f"{path}/confirmations", json={"item": "honest", "accept": True})
            return self.clerk.post(f"{path}/verdict", json={"verdict": act, "reason": "据实认定"})

        def _template(self, act: str) -> Any:
            path = f"/pledge-templates/{self.template}"
            if act == "issue":
                return self.office.post(f"{path}/issue")
            if act == "close_all":
                return self.office.post(f"{path}/close")
            body = {name: one for name, one in self.body.items() if name not in ("year", "audience")}
            version = self.office.get(path).headers["etag"]
            return self.office.put(path, json=body, headers={"If-Match": version})

    return Pledging


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
        run_state_machine_as_test(seed(31)(machine(make, told, pairs)), settings=chosen)
    except AssertionError as found:
        wrong.append(str(found)[:2000])
    return {**told, "pairs": len(pairs)}, wrong
