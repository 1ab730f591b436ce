"""Factories that build through models."""
