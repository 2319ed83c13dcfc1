"""What a run keeps along the way to look back on, a file a step."""
