"""出席: the roll of a sitting and its verdict per member."""
