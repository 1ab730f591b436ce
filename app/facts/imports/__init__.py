"""导入: proposals, opinions and light kinds as offices keep them in Excel."""
