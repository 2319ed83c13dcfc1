"""State: what panels share, each truth once, and how it reaches the engine."""
