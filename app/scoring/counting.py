"""Counts of named tallies over entries, by the engine of schemes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.scoring.engine import Compiled, score_rows
from app.scoring.entry import Row, Subject, attributes
from app.scoring.scheme import Figure, Scheme
from app.scoring.select import predicate, within
from app.scoring.shapes import Measure, Select

#: Whose rows are counted does not matter to a tally; one name keeps the engine's memory small.
_ANYBODY = Subject("tally")


def scheme_of(tallies: Iterable[tuple[str, str, tuple[Select, ...], Measure]]) -> Scheme:
    """Return a scheme that only counts: one figure for each (id, title, selects, measure)."""
    figures = tuple(
        Figure(id=id_, title=title, select=selects, measure=measure)
        for id_, title, selects, measure in tallies
    )
    structure = {"kind": "accumulate_from_zero"}
    return Scheme(format=1, id="tallies", title="计数", structure=structure, figures=figures)  # type: ignore[arg-type]


def counts(compiled: Compiled, rows: Iterable[Row]) -> dict[str, int]:
    """Return what each figure of a counting scheme comes to.

    Args:
        compiled: Made from ``scheme_of``.
        rows: As ``engine.score_rows`` reads them, one subject's.

    >>> one = (Select.model_validate({"fact": "opinion"}),)
    >>> asked = Compiled(scheme_of([("opinions", "信息", one, Measure())]))
    >>> counts(asked, [("1", "2026-03-02", 1, "opinion", "", "", "author", "", "{}")])
    {'opinions': 1}
    """
    more = score_rows(compiled, _ANYBODY, rows).more
    return {} if more is None else {id_: int(found or 0) for id_, found in more.figures.items()}


def selected(selects: Sequence[Select], row: Row) -> bool:
    """Tell whether a tally looks at a row at all."""
    shape = tuple(row[-6:])
    attrs = attributes(shape)
    return any(
        shape[0] in one.fact
        and predicate(one.where)(attrs)
        and (one.period is None or within(one.period)(row[1]))
        for one in selects
    )
