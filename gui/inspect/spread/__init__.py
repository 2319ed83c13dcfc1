"""Spread: how values spread: one histogram, the ridge of many, and what is said of both."""
