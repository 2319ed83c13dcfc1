"""The page of the check-up: what was noticed about the images, and what was put right."""
