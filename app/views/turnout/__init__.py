"""出席统计: who was due and who came, over a span of days, in five ways.

In: the marks of closed rolls. Out: tables, and the lines behind each of their numbers. Read-only.
"""
