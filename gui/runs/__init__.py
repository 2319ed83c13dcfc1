"""The Runs page: what was trained before."""
