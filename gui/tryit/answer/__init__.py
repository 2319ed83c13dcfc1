"""Answer: what networks take the current image for, in words and as bars."""
