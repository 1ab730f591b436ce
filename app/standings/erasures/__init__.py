"""注销: the row of who left is overwritten; ids, sums, hashes stay."""
