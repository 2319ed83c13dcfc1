"""Where images come from: sources, and the folders that they lie in."""
