"""First and last days of terms and duty years, set right while nothing rests on them."""
