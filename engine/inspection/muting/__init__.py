"""Muting: what a network does without some of its layers, filters or units; nothing that is kept ever changes."""
