"""Readers: one file for each way in which images lie on a disk."""
