"""Images as they are shown: one, a row, and their words."""
