"""述职报告 as a Word file in official layout.

Enters: a statement with its sentences. Leaves: the paper, with the same numbers.
"""
