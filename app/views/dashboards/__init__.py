"""主席页: who turns up, what comes of it, what is overdue.

Enters: records that count, claims that wait, the roster as of a day. Leaves: numbers, and for each
number the list that has as many lines. Never: a rank, a typed number, a change.
"""
