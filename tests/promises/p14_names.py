"""P14: every name comes out of every door as it went in, or is refused by name."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from app.core import clock
from app.core.sheets import write, write_csv
from app.council.names import stroke_key
from app.standings.cli import shell_actor
from app.views.pack.files import MEMBERS, SLIPS, Folder
from app.views.pack.gather import gather, run_of
from app.views.pack.values import Frozen
from tests.factories.house import Caller
from tests.names_corpus import NAMES
from tests.performance.year import lived
from tests.promises.pack_numbers import pdf_of, word_of
from tests.promises.stage import Stage, backends, stage

JOINED = "2022-02-20"
#: Two private-use characters and three of planes that no font that comes along draws.
UNPRINTABLE = 5


def run() -> dict[str, Any]:
    """Bring the corpus through every door on each database."""
    judged, wrong, figures, caught = 0, list[str](), [], 0
    for backend in backends():
        with stage(backend, login_address_per_minute=1_000_000) as made:
            steps, odd, refused = road(made)
            judged += steps
            wrong += [f"{backend} {one}" for one in odd]
            figures.append(f"{backend} {steps} 次，拒排 PDF {refused} 名")
            if backend == "sqlite":
                with names_rewritten():
                    caught = len(road(made)[1])
    return {
        "id": "P14",
        "what": "六十个姓名经新增、名单、检索、排序、Excel、CSV、PDF、再导入，码位不变；字体没有的字点名拒绝",
        "judged": judged,
        "failed": len(wrong) + (not caught),
        "figure": f"{'；'.join(figures)}；预设缺陷（按 NFC 改写）查出 {caught} 处",
        "deviations": wrong[:10],
    }


def road(made: Stage) -> tuple[int, list[str], int]:
    """Return how often a name was compared, what came out otherwise, and how many no font draws."""
    house = made.house()
    year = lived(house)
    office = house.as_("secretariat")
    asked = [_created(office, number, name) for number, name in enumerate(NAMES)]
    wrong = [f"create {name!r}" for name, kept in zip(NAMES, asked, strict=True) if kept != name]
    listed = _listed(office)
    shown = [name for number, name in listed if number.startswith("X-")]
    wrong += [f"list {name!r}" for name in NAMES if name not in shown]
    wrong += [] if shown == sorted(shown, key=stroke_key) else ["list: not by strokes"]
    wrong += [f"search {name!r}" for name in NAMES if name not in _found(office, name)]
    year.put_in_force()
    steps = 4 * len(NAMES)
    with tempfile.TemporaryDirectory(prefix="p14-") as folder:
        root = Path(folder)
        frozen = house.read(_frozen, house.council_id, year.number)
        pack = Folder(root)
        pack.begin(frozen)
        while pack.write_some(frozen, 50):
            pass
        manifest = pack.finish(frozen)
        sheet = CalamineWorkbook.from_path(next(root.glob("汇总/*.xlsx"))).get_sheet_by_name("等次表")
        numbered = {str(row[1]): str(row[2]) for row in sheet.to_python()[1:]}
        names = [numbered.get(f"X-{number:02}", "") for number in range(len(NAMES))]
        wrong += _differing("xlsx", names)
        refused = {one["member"]: one for one in manifest["unset"]}
        odd = [one for number, name in enumerate(NAMES) for one in _papers(root, number, name, refused)]
        wrong += odd if len(refused) == UNPRINTABLE else [*odd, f"refused {sorted(refused)}"]
    rows = [[f"X-{number:02}", name, JOINED] for number, name in enumerate(names)]
    heads = ["委员编号", "姓名", "加入日期"]
    for kind, data in (("xlsx", write.write_table("名册", heads, rows)), ("csv", write_csv(heads, rows))):
        again = made.house().as_("secretariat")
        wrong += _imported(again, f"名册.{kind}", data)
        kept = dict(_listed(again))
        wrong += _differing(f"import {kind}", [kept.get(f"X-{n:02}", "") for n in range(len(NAMES))])
    return steps + 6 * len(NAMES), wrong, len(refused)


def _differing(door: str, names: list[str]) -> list[str]:
    return [f"{door} {name!r} {kept!r}" for name, kept in zip(NAMES, names, strict=True) if kept != name]


def _created(office: Caller, number: int, name: str) -> str:
    answer = office.post("/members", json={"number": f"X-{number:02}", "name": name, "joined_on": JOINED})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["name"])


def _listed(office: Caller) -> list[tuple[str, str]]:
    """Return (number, name) of all pages of the roster, in their order."""
    found, cursor = list[tuple[str, str]](), None
    while True:
        page = office.get("/members", params={"limit": 50, **({"cursor": cursor} if cursor else {})}).json()
        found += [(one["number"], one["name"]) for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            return found


def _found(office: Caller, name: str) -> list[str]:
    answer = office.get("/members", params={"q": name, "limit": 50})
    return [one["name"] for one in answer.json()["items"]]


def _frozen(session: Session, council_id: str, year: int) -> Frozen:
    run = run_of(session, council_id, year)
    return gather(session, shell_actor(council_id), run, clock.now(), sanctions=False)


def _papers(root: Path, number: int, name: str, refused: dict[str, Any]) -> Iterator[str]:
    """Yield what a member's papers say otherwise; without a font: whether they say so by name."""
    stem = f"X-{number:02} "
    word = next((path for path in (root / MEMBERS).glob(f"{stem}*.docx")), None)
    rows = word_of(word)[0] if word else []
    if name not in [box for row in rows for box in row]:
        yield f"docx {name!r}"
    told = refused.get(f"X-{number:02}")
    if told is not None:
        if f"{name}的材料" not in told["sentence"] or not [
            one for one in name if f"{ord(one):04X}" in told["sentence"]
        ]:
            yield f"refused without its name: {told}"
        return
    for folder in (MEMBERS, SLIPS):
        path = next((root / folder).glob(f"{stem}*.pdf"), None)
        text, boxes = pdf_of(path) if path else ("", 0)
        if name not in "".join(text.split()) or boxes:
            yield f"pdf {folder} {name!r} {boxes}"


def _imported(office: Caller, file: str, data: bytes) -> list[str]:
    made = office.post("/imports/roster", files={"file": (file, data)})
    if made.status_code != 201 or made.json()["errors"]:
        return [f"import {file}: {json.dumps(made.json(), ensure_ascii=False)[:200]}"]
    done = office.post(f"/imports/{made.json()['id']}/commit")
    return [] if done.status_code == 200 else [f"commit {file}: {done.text[:200]}"]


@contextmanager
def names_rewritten() -> Iterator[None]:
    """Write workbooks and CSV in a normal form: compatibility ideographs become others."""
    real: Any = write.safe_text
    write.safe_text = lambda value: unicodedata.normalize("NFC", real(value))
    try:
        yield
    finally:
        write.safe_text = real
