"""履职档案: one page per member."""
