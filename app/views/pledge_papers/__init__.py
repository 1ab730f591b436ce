"""承诺书 and 践诺情况表 as Word files.

Enters: a pledge with its progress. Leaves: two equal copies to be signed by hand, and the table of
how it was kept.
"""
