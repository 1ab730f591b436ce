"""P33: a sealed year stays as it was sealed, in both databases, whatever happens after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.core.db import Database
from app.standings.evaluation_year import replay, sealed
from app.standings.evaluation_year.models import STEPS
from tests.promises import sealed_pack
from tests.promises.sealed_attacks import KEPT, attacked, lifted
from tests.promises.sealed_councils import everybody, two
from tests.promises.sealed_defects import PLANTS, missed
from tests.promises.stage import Stage, backends, stage
from tests.standings.evaluating import Year, ok

EDITS = 5
#: What counts as judged.
_COUNTED = ("attacks", "pages", "planted", "files", "numbers")


def run(small: bool = False) -> dict[str, Any]:
    """Walk a duty year by everybody's own hand, seal it, and try to change it on each database.

    Args:
        small: A council of two instead of the demo's.
    """
    told = []
    for backend in backends():
        with stage(backend, login_address_per_minute=1_000_000) as made:
            year = two(made) if small else everybody(made)
            year.open()
            with year.walked("sealing"):
                ok(year.finish("sealing"))
                told.append(_judged(made, year))
                if backend == "sqlite" and not small:
                    # What is written comes from one value, whatever it was read from.
                    told[-1] |= _packed(made, year)
    wrong = [f"{one['backend']}: {said}" for one in told for said in one["wrong"] + one.get("odd", [])]
    figures = "；".join(
        f"{one['backend']} {one['pages']} 页，攻击 {one['attacks']:,} 次均被拒" for one in told
    )
    sum_ = {what: sum(one.get(what, 0) for one in told) for what in _COUNTED}
    return {
        "id": "P33",
        "what": "封存的年度：两种数据库都拒绝修改和删除，重算逐字节一致",
        "judged": sum(sum_.values()),
        "failed": len(wrong),
        "figure": f"{figures}；改办法 {EDITS} 次后逐字节重算，不符 {len(wrong)} 处；预设缺陷（逐表去掉保护、"
        f"改动 {len(PLANTS)} 处）{sum_['planted']} 种次；年终材料 {sum_['files']:,} 个文件、"
        f"{sum_['numbers']:,} 个数等于封存页和接口所答",
        "deviations": wrong[:20],
    }


def _judged(made: Stage, year: Year) -> dict[str, Any]:
    """Attack a sealed year, edit its rule book, replay it; then plant every defect."""
    house, council_id = year.house, year.house.council_id
    before = _bytes(year)
    attacks, wrong = house.write(attacked, year.year)
    with _owner(made) as owner:
        more, let = owner.write_now(attacked, year.year, council=council_id)
    attacks, wrong, planted = attacks + more, wrong + let, 0
    asked, let = _asked(year)
    wrong += let
    _edit(year)
    if before != _bytes(year):
        wrong.append("bytes differ")
    wrong += house.read(replay.broken, council_id)
    with _owner(made) as owner:
        for table in KEPT:
            with lifted(owner, council_id, table) as session:
                still, let = attacked(session, year.year, (table,))
            planted += bool(let)
            wrong += [f"unprotected {table} was not noticed"] if still and not let else []
        wrong += [f"planted and not found: {one}" for one in missed(owner, council_id, year.year)]
    wrong += house.read(replay.broken, council_id)
    return {
        "backend": made.backend, "pages": len(before), "attacks": attacks + asked, "wrong": wrong,
        "planted": planted + len(PLANTS),
    }  # fmt: skip


def _packed(made: Stage, year: Year) -> dict[str, Any]:
    """Write the sealed year's pack and read it back."""
    files, numbers, odd = sealed_pack.judged(made, year)
    return {"files": files, "numbers": numbers, "odd": odd}


def _bytes(year: Year) -> list[bytes]:
    return [one.text for one in year.house.read(sealed.snapshots, year.house.council_id, year.year)]


def _asked(year: Year) -> tuple[int, list[str]]:
    """Ask for each step to be taken back or done again; return how often that was refused, and what not."""
    callers = (year.chair, year.office)
    answers = [
        (step, answer.status_code)
        for step in STEPS
        for by in callers
        for answer in (year.reopen(step, by), year.finish(step, "理由", by=by))
        if step != "decision"
    ]
    answers += [("decision", year.decide(by).status_code) for by in callers]
    answers.append(("run", year.office.post("/runs", json={"year": year.year}).status_code))
    refused = [one for one in answers if one[1] in (403, 409)]
    return len(refused), [
        f"{step} was answered {status}" for step, status in answers if status not in (403, 409)
    ]


def _edit(year: Year) -> None:
    """Let an author hand in the year's rule book five times, each time with another line."""
    author = year.house.as_("scheme_author")
    adopted = ok(author.get(f"/duty-years/{year.year}/scheme"))["scheme_id"]
    text = ok(author.get(f"/schemes/{adopted}"))["text"]
    for number in range(EDITS):
        changed = text.replace("{each: 5}", f"{{each: {6 + number}}}")
        assert changed != text
        made = ok(author.post("/schemes", json={"text": f"{changed}\n# 第 {number + 1} 次修改\n"}), 201)
        body = {"year": year.year, "body": "主席会议", "decided_on": f"{year.year}-01-10"}
        answer = year.office.post(f"/schemes/{made['id']}/adopt", json=body)
        assert answer.status_code == 409, answer.text


@contextmanager
def _owner(made: Stage) -> Iterator[Database]:
    """Open a stage's database as the owner of its tables, past the application's own guard."""
    url = made.server.owner_url if made.server else made.settings.database
    db = Database(url, secret=made.settings.secret, guarded=False)
    try:
        yield db
    finally:
        db.close()
