"""Dry runs in steps, for more members than anybody waits for."""
