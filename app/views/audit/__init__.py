"""The audit chain as an auditor reads it."""
