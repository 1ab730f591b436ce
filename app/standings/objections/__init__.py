"""Objections (异议) to receipts, answered by somebody else, in time.

In: a line of a result in force, a reason. Out: a decision with reasons, the line before and now.
Never: a change of points; what is wrong is corrected in the ledger and scored anew.
"""
