"""The phases of a demo load, in order, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from app.council.partners import add as add_partner
from app.council.schemas import PartnerNew
from app.demo import (
    accounts,
    evaluation,
    founding,
    frame,
    issued,
    later,
    neighbour,
    pieces,
    present,
    succession,
)
from app.demo.accounts import DemoAccount, Printed
from app.demo.days import ONE
from app.demo.desk import Bench, Desk
from app.demo.term13 import Term13

CODE, NAME, SHORT = "pinghu", "政协平湖市委员会", "平湖政协"
SYSTEM_ACCOUNTS = (DemoAccount("xitong", "系统管理员", ("system_admin",)),)
DELIVERY, LAST = "联动活动送达", "今天"
Step = tuple[str, Desk, Callable[[Bench], Any]]


class Plan:
    """Terms, members and accounts of both councils, and the phases that put them on disk."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.terms = frame.terms(day)
        self.roster = succession.roster(self.terms)
        self.near_terms = neighbour.terms(self.terms)
        self.near_roster = neighbour.roster(self.near_terms)

    def printed(self) -> list[Printed]:
        """Return the lines of the accounts file."""
        return [
            *accounts.printed(CODE, self._accounts()),
            *accounts.printed("system", SYSTEM_ACCOUNTS),
            *accounts.printed(neighbour.CODE, neighbour.ACCOUNTS),
        ]

    def _accounts(self) -> tuple[DemoAccount, ...]:
        me, other, chair = present.cast(self.roster, self.day)
        group = next(p.name for p in other.places if p.what == "activity_group" and p.on(self.day))
        clerk, office = ("section", "提案委办公室"), ("section", frame.OFFICE)
        return (
            DemoAccount("weiyuan", me.name, ("member",), member=me.number),
            DemoAccount(
                "zhaojiren", other.name, ("convener", "member"), other.number, ("activity_group", group)
            ),
            DemoAccount("zhuanweihui", "提案委办公室", ("section_clerk",), section=clerk),
            DemoAccount("bangongshi", "市政协办公室", ("secretariat",), section=office),
            DemoAccount("bangongshi-fuhe", "市政协办公室复核", ("secretariat",), section=office),
            DemoAccount("banfa", "考评办法起草人", ("scheme_author",)),
            DemoAccount("heshi", "提案核实人", ("verifier",), section=clerk),
            DemoAccount("zhuxi", chair.name, ("chair",), member=chair.number),
            DemoAccount("shenji", "审计员", ("auditor",)),
            DemoAccount("guanli", "市政协管理员", ("council_admin",)),
        )

    def steps(self, home: Desk, near: Desk) -> Iterator[Step]:
        yield "邻近政协", near, lambda b: neighbour.found(b, self.near_terms, self.near_roster)
        yield "邻近政协账号", near, lambda b: accounts.open_all(b, neighbour.ACCOUNTS)
        yield "机构", home, self._found
        yield "委员", home, lambda b: founding.enrol(b, self.roster)
        yield "账号", home, lambda b: accounts.open_all(b, self._accounts())
        yield from self._term_13(home)
        yield from self._later(home)
        yield from self._near(home, near)
        yield from self._evaluation(home, near)
        yield LAST, home, lambda b: present.lay_out(b, self.roster, self.day)

    def _found(self, bench: Bench) -> None:
        founding.found(bench, self.terms, frame.units())
        founding.pair(bench, frame.pairings())
        for name, region, code in frame.PARTNERS:
            new = PartnerNew(name=name, region=region, since=frame.REFORM, council_code=code or None)
            bench.by(founding.FOUNDER, add_partner, new)

    def _term_13(self, home: Desk) -> Iterator[Step]:
        term = Term13(self.terms[1], self.roster)
        yield "荣誉", home, lambda b: pieces.enter(b, issued.honours())
        for year, first, last in self.terms[1].years():
            yield f"{year} 年活动", home, lambda b, a=first, z=last: term.hold(b, a, z)
            yield f"{year} 年成果", home, lambda b, y=year, a=first, z=last: term.hand_in(b, y, a, z)

    def _later(self, home: Desk) -> Iterator[Step]:
        until = self.day - ONE
        for term in self.terms[2:]:
            for year in term.years():
                if year[1] <= until:
                    yield (
                        f"{year[0]} 年", home,
                        lambda b, t=term, y=year: later.fill(b, self.roster, t, y, until),
                    )  # fmt: skip

    def _near(self, home: Desk, near: Desk) -> Iterator[Step]:
        until = self.day - ONE
        for term in self.near_terms:
            for year in term.years():
                if year[1] <= until:
                    yield (
                        f"邻近政协 {year[0]} 年", near,
                        lambda b, y=year: neighbour.fill(b, self.near_roster, y, until),
                    )  # fmt: skip
        day = self.day - timedelta(days=22)
        yield "联动活动", home, lambda b: neighbour.convene_together(b, self.roster, day)
        yield DELIVERY, near, lambda b: neighbour.keep_own_roll(b, self.near_roster, day)

    def _evaluation(self, home: Desk, near: Desk) -> Iterator[Step]:
        mine = [(y, a) for term in self.terms[1:] for y, a, _ in term.years() if a <= self.day]
        theirs = [(y, a) for term in self.near_terms for y, a, _ in term.years() if a <= self.day]
        yield (
            "考评办法", home,
            lambda b: evaluation.adopt(b, "shanghai-minhang", "banfa", "bangongshi", mine, "主席会议"),
        )  # fmt: skip
        yield (
            "邻近政协考评办法", near,
            lambda b: evaluation.adopt(b, "anhui-anqing", "jinshan-banfa", neighbour.KEEPER, theirs, "主席会议"),
        )  # fmt: skip
        for term in self.terms[1:]:
            for year, _, last in term.years():
                if last < self.day:
                    yield f"{year} 年考评", home, lambda b, y=year: evaluation.evaluate(b, "bangongshi", y)
        for term in self.near_terms:
            for year, _, last in term.years():
                if last < self.day:
                    yield (
                        f"邻近政协 {year} 年考评",
                        near,
                        lambda b, y=year: evaluation.evaluate(b, neighbour.KEEPER, y),
                    )
