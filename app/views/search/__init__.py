"""查找: one box over members, records, activities and units.

Enters: a few letters. Leaves: the first hits of each family that its own list would show.
Never: a row its list hides.
"""
