"""数说: the fourteen lines of a term, computed."""
