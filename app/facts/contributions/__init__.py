"""轻量履职: one table, a typed schema per kind."""
