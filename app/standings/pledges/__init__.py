"""践诺: progress from verified records, when it became impossible, the verdict.

Enters: signed texts, records, sittings and their history. Leaves: progress read anew each time, and
the verdict that a section confirms. It never stores a count, and never decides by itself.
"""
