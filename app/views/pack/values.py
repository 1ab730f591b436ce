"""The frozen year that every file of a pack is written from."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict


class Still(BaseModel):
    """A value that nobody changes after it was gathered."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Came(Still):
    """How often due and how often there, of one heading; the rate as the tables of attendance say it."""

    name: str
    on: date | None = None
    due: int
    attended: int
    excused: int
    absent: int
    excused_not_counted: int
    rate: str


class Scored(Still):
    """One line of the score and the numbers of the ledger lines that it counted."""

    title: str
    section: str
    measured: int
    points: str
    lines: tuple[int, ...]


class Noted(Still):
    """One line of the ledger about the member."""

    seq: int
    on: date
    fact: str
    title: str
    type: str
    status: str
    role: str
    level: str
    quantity: int


class Promised(Still):
    """What came of one item of the pledge."""

    text: str
    target: str
    count: str
    kept: str


class Marked(Still):
    """What a ballot gave, sheet by sheet."""

    poll: str
    base: int
    counts: tuple[tuple[str, int], ...]
    score: str


class Due(Still):
    """What the rule book lets follow, and why."""

    do: str
    kind: str
    article: str
    why: str


class Supplement(Still):
    """A later decision that was appended to a sealed sheet."""

    text: str
    reason: str
    body: str
    decided_on: date
    minutes: str


class Sheet(Still):
    """Which version of a member's sealed sheet this is; whoever checks types the code."""

    version: int
    code: str
    digest: str
    kept_at: datetime
    supplements: tuple[Supplement, ...]


class Sealed(Still):
    """That the year is sealed: when, and the digest over all its sheets.

    Args:
        erased: Sheets whose bodies were erased by an order; those members are left out.
    """

    at: datetime
    digest: str
    erased: int


class MemberYear(Still):
    """One member's duty year: what all files say of the member."""

    id: str
    number: str
    name: str
    sex: str
    ethnic_group: str
    party: str
    education: str
    employer: str
    title: str
    speciality: str
    posts: str
    sector: str
    units: str
    attendance: tuple[Came, ...]
    present: Came
    #: Indicator → how many, in the order of ``counts.INDICATORS``.
    counts: dict[str, int]
    records: tuple[Noted, ...]
    points: str
    grade: str
    place: int | None
    score: tuple[Scored, ...]
    sections: tuple[tuple[str, str], ...]
    pledge: str
    promised: tuple[Promised, ...]
    statement: str
    ballots: tuple[Marked, ...]
    honours: tuple[str, ...]
    due: tuple[Due, ...]
    #: None while the year is not sealed.
    sheet: Sheet | None = None


class Frozen(Still):
    """A duty year as it stood when the pack was begun."""

    council: str
    year: int
    starts_on: date
    ends_on: date
    made_at: datetime
    made_by: str
    run_id: str
    ledger_seq: int
    result_digest: str
    scheme: str
    scheme_digest: str
    #: The year's plan lets names and grades be announced.
    announced: bool
    #: Whoever began the pack may see whom the rule book wants to be talked to.
    sanctions: bool
    #: None: the year is not sealed, and all this is the run in force.
    sealed: Sealed | None = None
    sittings: tuple[Came, ...]
    sectors: tuple[Came, ...]
    members: tuple[MemberYear, ...]
