"""佐证: files attached to claims."""
