"""A kept sheet as the preview shows it: columns, cells, faults."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field

from sqlalchemy.orm import Session

from app.access.actor import Actor
from app.core.errors import FieldError
from app.core.sheets import Row, column_letter, match_header
from app.council.imports.kind import kind_of
from app.council.imports.schemas import SheetColumn, Wrong
from app.council.imports.service import row_of, table_of
from app.council.models import ImportBatch
from app.council.policy import masked_mobile

_MOBILE = re.compile(r"1[3-9][0-9]{9}\Z")
_CELL = re.compile(r"([A-Z]+)[0-9]+\Z")
_SHOWN = 200
#: What a correction may hold; a longer text is mended in the file.
_MENDABLE = 2000


@dataclass(slots=True)
class Seen:
    """A sheet between preview and commit; empty afterwards.

    Args:
        places: Column key → zero-based sheet column, in the order of the sheet.
        near: Address → the word that was probably meant.
    """

    name: str = ""
    columns: list[SheetColumn] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    near: dict[str, str] = field(default_factory=dict)

    def cells(self, number: int) -> list[str]:
        """Return what a row says, shortened, a whole mobile masked."""
        row = self.rows.get(number)
        return [self._said(row, key)[:_SHOWN] for key in self.places] if row else []

    def wrong(self, error: FieldError) -> Wrong:
        """Return an error with its row, its column and what stands there."""
        found, number = _CELL.match(error.where), row_of(error)
        key = next(
            (key for key, place in self.places.items() if found and column_letter(place) == found[1]), None
        )
        row = self.rows.get(number or 0)
        text = self._said(row, key) if row and key else None
        if text is not None and (len(text) > _MENDABLE or "****" in text):
            text = None
        return Wrong(
            **asdict(error), row=number, column=key, text=text, suggestion=self.near.get(error.where)
        )

    def _said(self, row: Row, key: str) -> str:
        text = _raw(row, self.places[key])
        return masked_mobile(text) if key == "mobile" and _MOBILE.match(text) else text


def seen(session: Session, actor: Actor, batch: ImportBatch) -> Seen:
    """Return the sheet of an import; an empty one when none is kept any more."""
    if batch.table_sealed is None:
        return Seen()
    kind, table = kind_of(batch.kind), table_of(session, batch)
    header = match_header(table, kind.columns)
    words = kind.words(session, actor) if kind.words else {}
    by_key = {column.key: column for column in kind.columns}
    places = dict(sorted(header.places.items(), key=lambda pair: pair[1]))
    return Seen(
        name=table.sheet,
        columns=[
            SheetColumn(
                key=key,
                title=by_key[key].title,
                place=column_letter(place),
                choices=words.get(key) or list(by_key[key].parser.choices),
            )
            for key, place in places.items()
        ],
        places=places,
        rows={row.number: row for row in table.rows},
        near=batch.errors.get("near", {}),
    )


def _raw(row: Row, place: int) -> str:
    cell = row.cell(place)
    return "#错误" if cell.broken and not cell.text else cell.text
