"""签到台: what the office reads in at the door.

In: members' own codes, rows of the printed roll, names. Out: attempts like those of phones, the
counts of now, the sentence before the bell. It must never let anybody read in themselves.
"""
