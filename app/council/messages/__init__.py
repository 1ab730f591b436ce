"""群消息: what the council's chat group is told: titles, times, places."""
