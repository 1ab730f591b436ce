"""Limit servers: the least that could give the same answers, without any of the product's duties."""
