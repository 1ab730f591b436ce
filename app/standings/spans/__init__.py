"""First and last days of terms and years, set right."""
