"""Units and the pairings between groups."""
