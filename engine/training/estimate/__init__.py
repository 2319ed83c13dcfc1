"""The estimate: how long a training will take on this computer, and how much memory, before it begins."""
