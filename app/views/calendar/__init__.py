"""日程文件: a member's sittings as an iCalendar file."""
