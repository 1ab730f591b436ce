"""What can be held about speed without a clock: statements, hops, versions, equal answers."""
