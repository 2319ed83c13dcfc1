"""The canvas to draw on, what the network sees of it, and how sure the network is of each class."""
