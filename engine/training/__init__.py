"""Training: the session's thread, the course of a run, the loop, optimisers and evaluation."""
