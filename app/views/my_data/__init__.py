"""我的数据: everything the council keeps about the caller, to take away."""
