"""汇总: what a council lets its superior see, by grant.

Enters: a grant by the council itself, a finished document of aggregates. Leaves: the same document at
the superior council, until it is revoked. Never: a person, a small cell, a read across councils.
"""
