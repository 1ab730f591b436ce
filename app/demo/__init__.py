"""样板: demo councils built through the ordinary services."""
