"""Who trains a run, so that nobody else does."""
