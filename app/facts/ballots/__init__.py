"""民主测评: secret ballots on members.

Enters: a poll with its rated and entitled members, then one sheet from each. Leaves: counts, receipts,
shuffled texts, and ``results.BallotResult`` for later stages. It must never keep a sheet in clear, say
who marked what, count before closing, or leave a line of a vote in audit, request keys or logs.
"""
