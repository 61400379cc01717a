"""A day as sample feeds and pages, and the loopback server that publishes it."""
