"""Sanctions (约谈、提醒、劝辞等): prepared with grounds, the member heard, decided by a body.

In: grounds with the records behind them, the member's own statement, a decision on a date.
Out: an append-only course; a tenure that ends on the day the Standing Committee fixed.
Never: a decision by the software.
"""
