"""Training: the recipe (a document), the loop, the session's thread, metrics, checkpoints and the run folder."""
