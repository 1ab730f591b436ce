"""A typed schema per light kind."""
