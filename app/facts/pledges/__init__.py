"""履职承诺: templates of a year, signed texts, evidence of qualitative items.

Enters: an office's template, a member's typed name. Leaves: the text in force and, once a verdict
stands, its posting. It never computes progress: that is read in standings, from verified records.
"""
