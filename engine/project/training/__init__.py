"""The training of a project: optimiser, schedule and budget, how far a run has come, and what its result says."""
