"""述职: rounds, statements, every version of their texts.

Enters: who must, until when; what a member writes. Leaves: accepted statements and their posting.
"""
