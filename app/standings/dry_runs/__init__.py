"""Dry runs that are carried out in steps, for more members than anybody waits for."""
