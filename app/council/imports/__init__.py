"""Imports in two phases: preview with every error, then commit."""
