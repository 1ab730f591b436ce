"""Stewardship (用好结果): awards, sanctions, advice and care.

In: standings, records, what people decided on a date. Out: awards posted to the ledger, sanctions
with their whole course, advice with its grounds, visits and contacts. Never: a decision by itself.
"""
