"""述职初稿: sentences written from the member's own records, and the filing.

Enters: records that count. Leaves: numbers, each with its list; at filing, the posting.
"""
