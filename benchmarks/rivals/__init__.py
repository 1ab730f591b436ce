"""What a user would otherwise pick, written idiomatically: optional, in an environment of its own."""
