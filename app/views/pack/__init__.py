"""The year-end pack: every file of a duty year from one value.

In: the run in force, the ledger up to its cut-off, rolls, ballots, verdicts. Out: workbooks, papers,
a manifest, an archive. Never a number that is computed twice.
"""
