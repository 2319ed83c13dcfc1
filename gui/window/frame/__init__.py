"""Frame: zones, pages and their places."""
