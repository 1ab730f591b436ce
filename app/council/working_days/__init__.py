"""Working days: the week, published holidays, what the office marks.

In: what the office enters for a year. Out: whether a day is worked, the nth working day after one.
Never: a deadline of its own; who sets a clock asks here.
"""
