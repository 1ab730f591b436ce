"""换届: what goes on into the next term, shown first.

In: the roster, units, templates and schemes as they stand. Out: a new term with its tenures, an end to
the old ones. Never: a deleted row, a record or a result of the old term changed.
"""
