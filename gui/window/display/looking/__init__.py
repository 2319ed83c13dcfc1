"""Looking displays: wire the sub-pages of Inspect to the engine."""
