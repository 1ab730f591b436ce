"""Whether the sheets of a sealed year still say what they said."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.core.crypto import digest
from app.schemes import queries as schemes
from app.standings import queries as standings
from app.standings.cards import again
from app.standings.evaluation_year import queries
from app.standings.evaluation_year.models import YearSeal
from app.standings.evaluation_year.seal import code_of
from app.standings.evaluation_year.sheet import recorded, text_of


def broken(session: Session, council_id: str) -> list[str]:
    """Return a sentence for everything in sealed years that is not as it was sealed."""
    return [said for one in queries.seals(session, council_id) for said in flaws(session, one)]


def flaws(session: Session, seal: YearSeal) -> Iterator[str]:
    """Make every sheet of a sealed year again and compare bytes.

    Records come from the ledger up to the cut-off, receipts from the scheme's text; what the roster
    said then is taken from the sheet itself, since the roster may have been corrected since. A body may
    be missing only beside its order in ``erasures``; its digest still counts into the year's.
    """
    council_id, year = seal.council_id, seal.year
    run = standings.run(session, council_id, seal.run_id)
    if run is None or (run.scheme_digest, run.ledger_seq) != (seal.scheme_digest, seal.ledger_seq):
        yield f"{year} 年度封存所据的计分不符"
        return
    scheme = schemes.document(session, council_id, run.scheme_id)
    if scheme is None or digest(scheme.text.encode()) != seal.scheme_digest:
        yield f"{year} 年度封存所据的办法文本不符"
        return
    receipts = {one.member_id: json.loads(one.trace) for one in again(session, council_id, run)}
    done = recorded(session, council_id, year, seal.ledger_seq)
    whole, count = hashlib.sha256(), 0
    blanked = queries.blanked(session, council_id)
    for row in queries.sheets(session, council_id, year):
        if row.version == 1:
            whole.update(row.digest.encode())
            count += 1
        code = code_of(row.member_id, year, row.version, row.digest)
        if not row.text:
            if row.id not in blanked or code != row.code:
                yield f"{year} 年度封存页正文缺失：第 {row.version} 版"
            continue
        said = _read(row.text)
        made, sum_ = text_of({**said, **done[row.member_id], "receipt": receipts.get(row.member_id)})
        kept = digest(row.text.encode())
        if (made, sum_, kept, code) != (row.text, row.digest, row.digest, row.code):
            # A sheet that is damaged may not even say whose it was.
            number = dict(said.get("profile") or {}).get("number", "不详")
            yield f"{year} 年度封存页重算不一致：委员编号 {number} 第 {row.version} 版"
    if (whole.hexdigest(), count) != (seal.digest, seal.subjects):
        yield f"{year} 年度封存总摘要不符"


def _read(text: str) -> dict[str, Any]:
    """Return what a sheet says; nothing when it is no sheet any more."""
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
