"""日程订阅: a member's private address for calendar programmes."""
