"""Pictures side by side: filters and maps as tiles, by mouse and key."""
