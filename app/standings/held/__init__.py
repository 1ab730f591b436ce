"""What the dated tables say of members: tenures, posts, places, person."""
