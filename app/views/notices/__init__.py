"""通知: what concerns a seat, computed on read, never stored."""
