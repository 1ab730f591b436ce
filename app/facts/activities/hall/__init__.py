"""会场: where members sit, and who comes beside them.

In: places by member, guests by sitting. Out: the same, for desk and phone. It must never touch who
is due or who came.
"""
