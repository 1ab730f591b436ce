"""谁被记录: councils, terms, members and the dated places they hold."""
