"""结果如何: runs, scorecards, standings."""
