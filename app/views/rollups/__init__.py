"""汇总上报: a council's aggregates, and the superior's page of them.

Enters: the numbers of the chair's page. Leaves: counts and rates of the whole council without small
cells. Never: a name, an id of a person, a number that stands for fewer than five.
"""
