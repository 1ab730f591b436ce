"""掌上履职: one river from duty facts to what people look at.

Read the packages downwards; each is one stage, and imports point up this page only:

    access/       谁可以      accounts, sessions, seats, permissions, the door
    council/      谁被记录    councils, terms, members and the dated places they hold
    facts/        做了什么    claims by kind: activities, attendance, ballots, the light kinds
    ledger/       核实了什么  duty records, append-only; verification, correction by reversal
    schemes/      按什么办法  scheme documents, immutable once adopted, with their own examples
    standings/    结果如何    runs for a duty year, scorecards, standings
    stewardship/  用好结果    awards, sanctions a body decides, advice, care
    views/        怎么看      read-only: dossier, chair's page, term review, inbox, notices, search

Two islands import nobody: core/ (地基: settings, database, errors, edge; knows no duty word) and
scoring/ (怎么算: pure). Above the river stand demo/ (样板), cli, serving, main, api, backups and tables.

A fact crosses each joint as a frozen value, never as a row of two stages away:
fact → Posting → DutyRecord → Entry → Scorecard → Standing → page. docs/flow.md follows one sign-in
all the way; the contracts that keep this true are in pyproject.toml (import-linter).
"""

__version__ = "0.1.0"
