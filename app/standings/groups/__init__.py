"""Groups of a duty year, scored beside the members."""
