"""怎么看: read-only pages over records and standings."""
