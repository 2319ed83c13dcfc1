"""Why this answer: which parts of the current image a class has its score from."""
