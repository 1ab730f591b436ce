"""做了什么: claims by kind, not yet truth."""
