"""数说: the fourteen lines of a term, computed.

Enters: records that count. Leaves: figures with how they are counted and the records behind them.
Never: a typed number.
"""
