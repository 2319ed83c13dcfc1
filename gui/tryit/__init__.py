"""Try it: the canvas to draw on, what the network sees of it, and how sure it is of each class."""
