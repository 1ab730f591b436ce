"""谁可以: accounts, sessions, seats; who may do what."""
