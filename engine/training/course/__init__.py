"""The course of a run: epochs, evaluations and commands in between."""
