"""经过: what happened to a claim, in order; changes nothing."""
