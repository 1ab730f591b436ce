"""Stories in a real browser: Debian's Chromium, the built client, a running server."""
