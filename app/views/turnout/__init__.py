"""出席统计: who was due and who came, over a span of days.

In: the marks of closed rolls. Out: tables, and the lines behind each of their numbers. Read-only.
"""
