"""怎么算: a scheme and verified entries in, an explained scorecard out.

What enters: a ``Scheme`` (plain data, already parsed), a ``Subject`` and its ``Entry`` values.
What leaves: a ``Scorecard`` whose lines sum to its total, each line with the records behind it.
What it must never do: read a clock, a file, a database or the web; round unless the scheme
says so; let the order of the entries change a result; use binary fractions for points.
"""
