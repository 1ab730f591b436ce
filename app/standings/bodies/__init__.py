"""What a run says across people and years: places, selections, consequences.

In: a scored run, earlier years' runs, recorded states, what people decided. Out: one canonical
document per run, replayed with it. Never: points; they are settled before.
"""
