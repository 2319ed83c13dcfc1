"""The Data page: which images, how they are prepared, and what they look like."""
