"""State of the data: what images are on this computer, and what is said where they are not."""
