"""出席提醒: who reached a threshold; advises the office, never acts.

Enters: records that count, the council's thresholds. Leaves: members, each with the sittings counted.
"""
