"""Awards (评选表彰): recommended, papers, panel, published; never more than the quota.

In: who recommends whom and why. Out: on publication one record each in the ledger. Never: a choice.
"""
