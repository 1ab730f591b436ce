"""The phases of a demo load, in order, and what they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from app.council.partners import add as add_partner
from app.council.schemas import PartnerNew
from app.demo import (
    accounts,
    balloting,
    caring,
    evaluation,
    founding,
    frame,
    groups,
    issued,
    later,
    neighbour,
    pieces,
    pledging,
    present,
    stating,
    succession,
)
from app.demo.accounts import DemoAccount, Printed
from app.demo.days import ONE
from app.demo.desk import Bench, Desk
from app.demo.term13 import Term13
from app.facts.ballots.keys import KeyFolder

CODE, NAME, SHORT = "pinghu", "政协平湖市委员会", "平湖政协"
SYSTEM_ACCOUNTS = (DemoAccount("xitong", "系统管理员", ("system_admin",)),)
DELIVERY, LAST = "联动活动送达", "今天"
Step = tuple[str, Desk, Callable[[Bench], Any]]


class Plan:
    """Terms, members and accounts of both councils, and the phases that put them on disk."""

    def __init__(self, day: date, keys: KeyFolder) -> None:
        self.day, self.keys = day, keys
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
        """Yield every phase: its name, the council it fills, and its work."""
        yield _step("邻近政协", near, neighbour.found, self.near_terms, self.near_roster)
        yield _step("邻近政协账号", near, accounts.open_all, neighbour.ACCOUNTS)
        yield _step("机构", home, self._found)
        yield _step("委员", home, founding.enrol, self.roster)
        yield _step("账号", home, accounts.open_all, self._accounts())
        yield from self._term_13(home)
        yield from self._later(home)
        yield from self._near(home, near)
        yield from self._statements(home)
        yield from self._evaluation(home, near)
        running = [year for term in self.terms[1:] for year in term.years() if year[1] <= self.day][-1]
        me = present.cast(self.roster, self.day)[0].name
        yield _step("履职承诺", home, pledging.lay_out, me, running, self.day)
        shown = present.cast(self.roster, self.day)[:2]
        yield _step("常委述职", home, stating.lay_out, self.roster, running[0], self.day, shown)
        yield _step("民主测评", home, balloting.lay_out, self.roster, running[0], self.day, self.keys)
        yield _step("用好结果", home, caring.lay_out, self.roster, running, self.day)
        yield _step(LAST, home, present.lay_out, self.roster, self.day)

    def _found(self, bench: Bench) -> None:
        founding.found(bench, self.terms, frame.units())
        founding.pair(bench, frame.pairings())
        for name, region, code in frame.PARTNERS:
            new = PartnerNew(name=name, region=region, since=frame.REFORM, council_code=code or None)
            bench.by(founding.FOUNDER, add_partner, new)

    def _term_13(self, home: Desk) -> Iterator[Step]:
        term = Term13(self.terms[1], self.roster)
        yield _step("荣誉", home, pieces.enter, list(issued.honours()))
        for year in self.terms[1].years():
            yield _step(f"{year[0]} 年活动", home, term.hold, year)
            yield _step(f"{year[0]} 年成果", home, term.hand_in, year)

    def _later(self, home: Desk) -> Iterator[Step]:
        until = self.day - ONE
        for term in self.terms[2:]:
            for year in term.years():
                if year[1] <= until:
                    yield _step(f"{year[0]} 年", home, later.fill, self.roster, term, year, until)

    def _near(self, home: Desk, near: Desk) -> Iterator[Step]:
        until = self.day - ONE
        for year in (year for term in self.near_terms for year in term.years() if year[1] <= until):
            yield _step(f"邻近政协 {year[0]} 年", near, neighbour.fill, self.near_roster, year, until)
        day = self.day - timedelta(days=22)
        yield _step("联动活动", home, neighbour.convene_together, self.roster, day)
        yield _step(DELIVERY, near, neighbour.keep_own_roll, self.near_roster, day)

    def _statements(self, home: Desk) -> Iterator[Step]:
        """File last year's, if it belongs to a later term: the 13th is the same whatever the day."""
        over = [year for term in self.terms[2:] for year in term.years() if year[2] < self.day]
        for number, _, last in over[-1:]:
            yield _step(f"{number} 年述职", home, stating.look_back, self.roster, number, last)

    def _evaluation(self, home: Desk, near: Desk) -> Iterator[Step]:
        for desk, terms, scheme, author, keeper, word in (
            (home, self.terms[1:], "shanghai-minhang", "banfa", "bangongshi", ""),
            (near, self.near_terms, "anhui-anqing", "jinshan-banfa", neighbour.KEEPER, "邻近政协 "),
        ):
            years = [year for term in terms for year in term.years() if year[1] <= self.day]
            begun = [(year, first) for year, first, _ in years]
            yield _step(f"{word}考评办法", desk, evaluation.adopt, scheme, author, keeper, begun)
            for year, _, last in years:
                if last < self.day:
                    yield _step(f"{word}{year} 年考评", desk, evaluation.evaluate, keeper, year)
            if desk is home:
                yield _step("小组办法", desk, evaluation.adopt, groups.SCHEME, author, keeper, begun[-1:])
                yield _step("小组达标", desk, groups.tick, years[-1], self.day)


def _step(name: str, desk: Desk, work: Callable[..., Any], *args: Any) -> Step:
    return name, desk, lambda bench: work(bench, *args)
