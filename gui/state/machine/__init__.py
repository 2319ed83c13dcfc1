"""State of this computer: what trains fastest on it, how long it takes, and what it leaves to training."""
