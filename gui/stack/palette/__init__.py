"""The palette: what can be added, found by letters and shown by what it does."""
