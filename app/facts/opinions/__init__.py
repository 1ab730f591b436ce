"""社情民意: opinions, adoptions by level, instructions."""
